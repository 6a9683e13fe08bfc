"""Moves back and forth with rules edited in between: never two invitations for one entry, never a mail after leaving.

Hypothesis plays HR, time, the stream (late, twice, out of order) and the queue against the real stores, on a table in
memory. What a rule should decide is said here once more, plainly, so that the engine is not compared with itself.
"""

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from functions.send.route_stage_entry import route_stage_entry
from functions.send.send_message import Sender
from functions.send.sending_policy import SendingPolicy
from mianyue.adapters.company_store import Setup
from mianyue.adapters.keys import application_item, entry_item
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import put
from mianyue.cancelling import call_off, cancel_message
from mianyue.domain.application import StageEntry
from mianyue.domain.company import CLOSING_STAGES, Moment, Rule
from mianyue.domain.errors import Refused
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import ASKING, AT_ANY_HOUR, Kind, Message, Status
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.sendable import Sendable
from mianyue.domain.tracking import Story
from mianyue.moving import Mover
from mianyue.recording import record_fact
from tests.builders import (
    APPLICATION_ID,
    NOW,
    a_company,
    a_position,
    a_rule,
    an_application,
    an_entry,
    an_event,
)
from tests.simulators.memory_client import memory_table

STAGES = ("screened", "screened", "written_test_passed", "ai_interview", "rejected")
INVITING = ("screened", "screened", "ai_interview")
HISTORIES = 150
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/St_Johns")
COMPANY = a_company(hold_seconds=120, quiet_from=21, quiet_until=8, sending_days=(0, 1, 2, 3, 4))
STARTS = (
    NOW,
    datetime(2026, 3, 27, 20, tzinfo=ZoneInfo("UTC")),  # Berlin springs forward two days later
    datetime(2026, 10, 31, 1, tzinfo=ZoneInfo("UTC")),  # St John's falls back the next day
)


def a_random_rule(random: Random) -> Rule:
    return a_rule(
        rule_id=f"rule-{random.randrange(6)}",
        stage=random.choice(INVITING),
        family=random.choice(("", "", "", "sales", "sales", "technical")),
        position_id=random.choice(("", "", "", "sales-rep", "another")),
        candidate_type=random.choice(("", "", "", "experienced", "campus")),
        enabled=random.random() < 0.9,
        passed_stage=random.choice(("", "", "", "written_test_passed")),
        reentry=random.random() < 0.5,
        stands_in=random.choice(((), ("ai_interview",), ("written_test_passed", "ai_interview"))),
        moment=random.choice(list(Moment)),
        send_hour=random.choice((3, 9, 20)),
        withdrawal_mail=random.random() < 0.7,
    )


class Accepted(SimpleNamespace):
    """A mail that has left: when, for which entry, of which kind."""


class History:
    """One candidate, one HR person, and everything that happens to both."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.now, self.zone = random.choice(STARTS), random.choice(ZONES)
        self.table = memory_table()
        self.stories, self.outbox = StoryStore(self.table), OutboxStore(self.table)
        self.rules: dict[str, Rule] = {}
        self.filled = False
        for _ in range(random.randint(3, 6)):
            self.hr_edits_a_rule()
        self.accepted: list[Accepted] = []
        self.invited_by: dict[int, Rule] = {}
        application = an_application(stage="applied", entry=1, zone=self.zone, created_at=self.now)
        entry = an_entry(number=1, stage="applied", entered_at=self.now)
        self.table.write(put(application_item(application)), put(entry_item(entry)))

    @property
    def story(self) -> Story:
        return self.stories.story(APPLICATION_ID)

    @property
    def setup(self) -> Setup:
        return Setup(COMPANY, (a_position(filled=self.filled),), tuple(self.rules.values()))

    # What people, time and AWS do.

    def time_passes(self) -> None:
        self.now += timedelta(minutes=self.random.choice((1, 3, 300, 1500, 4000)))

    def hr_edits_a_rule(self) -> None:
        edited = a_random_rule(self.random)
        self.rules[edited.rule_id] = edited

    def all_goes_on(self) -> None:
        """What is to happen happens: the stream, the hold, the queue; then nothing for some hours, and the queue."""
        self.the_stream_catches_up()
        self.the_queue_brings_what_is_due()
        self.now += timedelta(minutes=3)
        self.the_queue_brings_what_is_due()
        self.now += timedelta(hours=self.random.choice((0, 1, 12, 50)))
        self.the_queue_brings_what_is_due()

    def hr_deletes_a_rule(self) -> None:
        self.rules.pop(f"rule-{self.random.randrange(6)}", None)

    def hr_fills_or_reopens_the_position(self) -> None:
        self.filled = self.random.random() < 0.2

    def hr_moves(self) -> None:
        stale = self.random.random() < 0.1
        before = {each.number: each for each in self.story.interviews}
        mover = self.mover(hold=timedelta(seconds=COMPANY.hold_seconds))
        mover.move(APPLICATION_ID, self.story.application.entry - stale, self.random.choice(STAGES))
        for each in self.story.interviews:
            if each.closed is Side.CANCELLED and not before[each.number].closed:
                self.told_of_its_end(before[each.number])

    def told_of_its_end(self, interview: Interview) -> None:
        """Who has had a mail of it, unless they declined or the rule leaves it unsaid; who comes is always told."""
        coming = interview.progress >= Progress.CONFIRMED
        wanted = interview.progress >= Progress.SENT and Side.DECLINED not in interview.sides
        assert len(self.telling(interview)) == (1 if wanted and (coming or interview.withdrawal_mail) else 0)

    def telling(self, interview: Interview) -> list[Message]:
        """Mails that tell of an interview's end, but those taken back."""
        told = [m for m in self.story.messages if m.kind is Kind.WITHDRAWAL and m.entry == interview.number]
        return [m for m in told if m.status is not Status.DROPPED]

    def hr_goes_back_on_a_move(self) -> None:
        """A mistake, seen within the hold or a little later: nothing that nobody was told of has ended."""
        story, hold = self.story, timedelta(seconds=COMPANY.hold_seconds)
        self.mover(hold=hold).move(APPLICATION_ID, story.application.entry, "rejected")
        seconds = self.random.choice((0, 60, 119, 120, 300))
        self.now += timedelta(seconds=seconds)
        self.mover(hold=hold).move(APPLICATION_ID, story.application.entry + 1, story.application.stage)
        if story.application.stage not in CLOSING_STAGES and seconds < COMPANY.hold_seconds:
            open_ = {each.number for each in story.interviews if not each.closed}
            assert open_ == {each.number for each in self.story.interviews if not each.closed}

    def hr_invites_all_who_stand_there(self) -> None:
        self.mover(batch=f"bulk-{self.now}", held=True).enter_again(APPLICATION_ID, self.story.application.entry)

    def hr_takes_a_message_back(self) -> None:
        if waiting := self.outbox.waiting(limit=10).messages:
            message = self.random.choice(waiting)
            cancel_message(
                self.outbox, APPLICATION_ID, message.entry, message.message_id, by="hr", reason="x", now=self.now
            )

    def hr_calls_an_interview_off(self) -> None:
        if interviews := self.story.interviews:
            number = self.random.choice(interviews).number
            call_off(self.stories, APPLICATION_ID, number, "bulk", at=self.now)

    def the_candidate_acts(self) -> None:
        entries = sorted({each.entry for each in self.accepted})
        if not entries:
            return
        entry = self.random.choice(entries)
        fact = self.random.choice((Fact.CLICKED, Fact.CONFIRMED, Fact.DECLINED))
        event = an_event(fact, entry=entry, event_id=f"{fact}-{entry}-{self.now}", at=self.now, source="candidate")
        try:
            record_fact(self.stories, fact, event)
        except Refused:
            assert self.stories.interview(APPLICATION_ID, entry).closed

    def the_stream_brings_an_entry(self) -> None:
        self.brought(self.random.choice(self.story.entries))

    def the_stream_catches_up(self) -> None:
        for entry in self.story.entries:
            self.brought(entry)

    def brought(self, entry: StageEntry) -> None:
        expected = None if entry.routed_at else self.expected(entry.number)
        before = self.story.interviews
        outcome = route_stage_entry(self.stories, self.setup, APPLICATION_ID, entry.number, now=self.now)
        if entry.routed_at:
            assert (outcome, self.story.interviews) == ("done_before", before)
        else:
            assert outcome == ("invited" if expected else "nothing")
        if expected:
            self.invited_by[entry.number] = expected

    def the_queue_brings_what_is_due(self) -> None:
        for message in self.story.messages:
            if message.status is Status.QUEUED:
                self.sender().send(APPLICATION_ID, message.entry, message.message_id, now=self.now)

    # What must hold.

    def holds(self) -> None:
        self.no_entry_has_two_invitations()
        self.only_the_rules_have_invited()
        self.an_open_interview_stands_where_its_application_is()
        self.whoever_was_written_to_and_called_off_by_a_move_is_told_once()

    def expected(self, number: int) -> Rule | None:
        """The rule that invites for an entry, said plainly: it stands there, it is wanted, it is the first time."""
        story, position = self.story, self.setup.position("sales-rep")
        entry = next(each for each in story.entries if each.number == number)
        earlier = [each for each in story.entries if each.number < number]
        if story.application.entry != number or position.filled:
            return None
        speaking = [
            each
            for each in self.rules.values()
            if each.enabled
            and each.stage == entry.stage
            and each.position_id in ("", "sales-rep")
            and (each.position_id or each.family in ("", "sales"))
            and each.candidate_type in ("", "experienced")
            and (each.passed_stage == "" or each.passed_stage in [one.stage for one in earlier])
        ]
        if not speaking:
            return None
        best = max(speaking, key=self.specificity)
        same = {one.number for one in earlier if one.stage == entry.stage}
        before = [one for one in story.interviews if one.number in same]
        if any(one.progress >= Progress.CONFIRMED and not one.sides for one in before):
            return None
        asked = entry.held and earlier[-1].stage == entry.stage
        again = [
            one
            for one in before
            if not one.closed or (one.progress >= Progress.SENT and not (asked and Side.CANCELLED in one.sides))
        ]
        return best if best.reentry or not again else None

    def specificity(self, each: Rule) -> tuple[int, str]:
        marks = (each.position_id, each.family, each.candidate_type, each.passed_stage)
        return sum(2 ** (3 - place) for place, mark in enumerate(marks) if mark), each.rule_id

    def no_entry_has_two_invitations(self) -> None:
        written = Counter(each.entry for each in self.story.messages if each.kind is Kind.INVITATION)
        left = Counter(each.entry for each in self.accepted if each.kind is Kind.INVITATION)
        assert all(times == 1 for times in (written | left).values())

    def only_the_rules_have_invited(self) -> None:
        invited = {each.number: each for each in self.story.interviews}
        assert set(invited) == set(self.invited_by)
        for number, by in self.invited_by.items():
            assert (invited[number].rule_id, invited[number].stands_in[1:]) == (by.rule_id, by.stands_in)

    def an_open_interview_stands_where_its_application_is(self) -> None:
        stage = self.story.application.stage
        for each in self.story.interviews:
            assert each.closed or (stage in each.stands_in and stage not in CLOSING_STAGES)

    def whoever_was_written_to_and_called_off_by_a_move_is_told_once(self) -> None:
        for each in self.story.interviews:
            told = [mail for mail in self.accepted if (mail.entry, mail.kind) == (each.number, Kind.WITHDRAWAL)]
            assert max(len(told), len(self.telling(each))) <= 1
            assert each.closed is Side.CANCELLED or not (told or self.telling(each))

    def mover(self, **more: object) -> Mover:
        return Mover(self.stories, CLOSING_STAGES, by="hr", now=self.now, **more)  # type: ignore[arg-type]

    def sender(self) -> Sender:
        return Sender(
            outbox=self.outbox,
            channels={"mail": self},  # type: ignore[dict-item]
            awaited={"mail": self},  # type: ignore[dict-item]
            policy=SendingPolicy(lambda: self.setup),
            archive=SimpleNamespace(keep=lambda *_: None),
            queue=SimpleNamespace(message=lambda *_, **__: None),
            schedules=SimpleNamespace(message=lambda *_: None, reminder=lambda *_: None),
        )

    # The channel: what is handed to it has left.

    def turn(self, *, one_of_many: bool = False) -> None:
        return

    def write(self, found: Sendable) -> OutgoingMail:
        self.leaving: tuple[Interview, Message] = (found.interview, found.message)
        return OutgoingMail("to@example.com", "", "hr@example.com", "", "s", "<p>x</p>", "x", "t")

    def send(self, _mail: OutgoingMail) -> str:
        interview, message = self.leaving
        current = self.stories.interview(APPLICATION_ID, interview.number)
        stage = self.story.application.stage
        if message.kind in ASKING:
            assert current.closed is None
            assert stage in current.stands_in
            assert not self.filled
        if message.kind is Kind.INVITATION:
            entered = next(each for each in self.story.entries if each.number == message.entry)
            assert entered.held or self.now >= entered.entered_at + timedelta(seconds=COMPANY.hold_seconds)
        if message.kind not in AT_ANY_HOUR:
            local = self.now.astimezone(ZoneInfo(self.zone))
            assert 8 <= local.hour < 21
            assert local.weekday() < 5
        self.accepted.append(Accepted(entry=message.entry, kind=message.kind))
        return "provider-1"


ACTS = (
    *(History.hr_moves,) * 5,
    *(History.all_goes_on,) * 5,
    History.hr_goes_back_on_a_move,
    *(History.hr_edits_a_rule,) * 2,
    History.hr_deletes_a_rule,
    History.hr_fills_or_reopens_the_position,
    History.hr_invites_all_who_stand_there,
    History.hr_takes_a_message_back,
    History.hr_calls_an_interview_off,
    *(History.the_candidate_acts,) * 2,
    History.the_stream_brings_an_entry,
    History.time_passes,
    History.the_queue_brings_what_is_due,
)
"""What may happen next, the usual more often than the rare."""


@settings(max_examples=HISTORIES, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(seed=st.integers(0, 2**32))
def test_no_history_invites_twice_or_writes_to_who_has_left(seed: int) -> None:
    """The seed draws it all: Hypothesis's own lists stay too short and too plain for a career."""
    random = Random(seed)
    history = History(random)
    for _ in range(50):
        random.choice(ACTS)(history)
        history.holds()
