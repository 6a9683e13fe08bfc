"""Candidate, HR, platform, mail service and time at one interview, in any order: a state machine for Hypothesis (P2).

Everybody acts through the use cases that the API calls, on the real stores with the table in memory. What must hold
after each step is written down as promises; whatever is refused must have changed nothing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from functions.portal_api.answer_interview import Desk
from functions.portal_api.answer_wish import WishDesk
from functions.portal_api.candidate_session import Visit
from functions.remind.sweep import Sweep
from mianyue.adapters.keys import DUE_DEADLINES, application_item, entry_item
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import put
from mianyue.cancelling import call_off
from mianyue.domain.answering import NewTimes
from mianyue.domain.errors import InvalidInput, NotFound, Refused
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import Kind, Message, Status, why_not
from mianyue.domain.moments import stamp
from mianyue.domain.tracking import ExceptionCase, Story, TrackingEvent
from mianyue.recording import record_answer, record_fact
from tests.builders import APPLICATION_ID, NOW, an_application, an_entry, an_interview, an_invitation
from tests.simulators.memory_client import memory_table

LIMITS = NewTimes(hours_before=6, most=2)
WORDS = frozenset({Side.NEW_TIME_ASKED, Side.DECLINED, Side.ASKED_ANEW})
REPORTS = (
    Fact.DELIVERED,
    Fact.OPENED,
    Fact.CLICKED,
    Fact.BOUNCED,
    Fact.ADDRESS_CORRECTED,
    Fact.ADDRESS_CHANGED,
    Fact.REMINDERS_STOPPED,
    Fact.REPLIED,
)
_TRUE_OF = {
    Kind.CONFIRMATION: lambda interview: interview.coming,
    Kind.NEW_TIME_ACCEPTED: lambda interview: interview.coming,
    Kind.NEW_TIME_PROPOSED: lambda interview: Side.ASKED_ANEW in interview.sides,
    Kind.NEW_TIME_REFUSED: lambda interview: Side.ASKED_ANEW in interview.sides,
    Kind.UNCONFIRMED_REMINDER: lambda interview: not interview.answered,
    Kind.INVITATION: lambda interview: not interview.answered,
    Kind.WITHDRAWAL: lambda interview: Side.CANCELLED in interview.sides,
    Kind.EXPIRY: lambda interview: Side.EXPIRED in interview.sides,
}
"""What each mail says of its interview: it must be so when the mail leaves."""
days = st.integers(min_value=-1, max_value=25)


class AnswersMachine(RuleBasedStateMachine):
    """One interview and everybody who has a say in it."""

    @initialize(expiry_mail=st.booleans(), withdrawal_mail=st.booleans())
    def is_invited(self, expiry_mail: bool, withdrawal_mail: bool) -> None:
        self.now, self.requests, self.turn = NOW, 0, 0
        self.stories = StoryStore(table := memory_table())
        self.table, self.outbox = table, OutboxStore(table)
        table.write(put(application_item(an_application())), put(entry_item(an_entry())))
        made = an_interview(expiry_mail=expiry_mail, withdrawal_mail=withdrawal_mail)
        self.stories.invite(an_entry(routed_at=NOW), made, [an_invitation()], [])
        self.before = self.interview
        self.restored = False
        self.happens(Fact.SENT)

    @property
    def interview(self) -> Interview:
        return self.stories.interview(APPLICATION_ID, 2)

    # What people do.

    @rule(seen=st.booleans())
    def candidate_confirms(self, seen: bool) -> None:
        self.acts(lambda: self.desk(seen).confirm(self.visit))

    @rule(wished=st.lists(days, min_size=1, max_size=3), seen=st.booleans())
    def candidate_wishes(self, wished: list[int], seen: bool) -> None:
        moments = [self.now + timedelta(days=day, minutes=30) for day in wished]
        self.acts(lambda: self.desk(seen).ask_new_time(self.visit, moments, ""))

    @rule(seen=st.booleans())
    def candidate_declines(self, seen: bool) -> None:
        self.acts(lambda: self.desk(seen).decline(self.visit, ""))

    @rule()
    def candidate_looks_at_the_page(self) -> None:
        self.turn = self.interview.turn

    @rule(number=st.integers(0, 5), which=st.integers(0, 2))
    def hr_accepts(self, number: int, which: int) -> None:
        wishes = self.interview.wishes or (stamp(self.now + timedelta(days=1)),)
        moment = datetime.fromisoformat(wishes[which % len(wishes)])
        self.answers(number, lambda desk, case: desk.accept(APPLICATION_ID, case, moment, ""))

    @rule(number=st.integers(0, 5), day=days)
    def hr_proposes(self, number: int, day: int) -> None:
        moment = self.now + timedelta(days=day)
        self.answers(number, lambda desk, case: desk.propose(APPLICATION_ID, case, moment, "noted"))

    @rule(number=st.integers(0, 5))
    def hr_refuses(self, number: int) -> None:
        self.answers(number, lambda desk, case: desk.refuse(APPLICATION_ID, case, ""))

    @rule()
    def hr_cancels(self) -> None:
        call_off(self.stories, APPLICATION_ID, 2, self.request(), at=self.now)

    @rule()
    def hr_brings_it_back(self) -> None:
        if Side.CANCELLED in self.interview.sides:
            self.happens(Fact.RESTORED)
            self.restored = True

    # What machines do.

    @rule(fact=st.sampled_from(REPORTS))
    def is_reported(self, fact: Fact) -> None:
        self.happens(fact)

    @rule()
    def platform_starts(self) -> None:
        event = self.event(Fact.STARTED)
        self.acts(lambda: record_answer(self.stories, Fact.STARTED, event, why_not=self.why_not_start))

    @rule()
    def platform_finishes(self) -> None:
        if self.interview.progress >= Progress.STARTED:
            self.happens(Fact.FINISHED)

    @rule(hours=st.sampled_from((1, 5, 24, 72, 200)))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def the_sweep_comes(self) -> None:
        def trouble(kind: str, error: Exception) -> None:
            raise AssertionError(kind) from error

        Sweep(self.stories, _DeadlinesOnly(self.outbox), self, trouble).run(self.now, wake=print)

    @rule()
    def the_queue_comes(self) -> None:
        """Each mail that waits leaves, or is dropped because it is not true any more."""
        for message in self.waiting:
            reason, interview = why_not(message.kind, self.interview), self.interview
            if reason:
                self.outbox.drop(message, interview, reason)
                continue
            assert _TRUE_OF[message.kind](interview), f"{message.kind} leaves and is not true"
            assert interview.reachable or interview.closed
            self.outbox.claim(message.claimed(self.now, "t@1"), interview)

    # What must always hold.

    @invariant()
    def every_promise_holds(self) -> None:
        story = self.stories.story(APPLICATION_ID)
        (after,) = story.interviews
        _in_one_state(after)
        _nothing_goes_back(self.before, after)
        assert self.restored or self.before.closed in (None, after.closed), "what is closed comes back by HR alone"
        _explained_by(story, after)
        _shown_to_hr_once(story, after)
        self._watched(after)
        self.before, self.restored = after, False

    def _watched(self, interview: Interview) -> None:
        """The deadline is watched where it stands, until it is met."""
        listed = [item["gsi1sk"]["S"] for item in self.table.items(DUE_DEADLINES, index=True)]
        assert listed in ([], [stamp(interview.deadline)])
        assert listed or self.now >= interview.deadline

    # How they do it.

    @property
    def visit(self) -> Visit:
        return Visit(an_application(), self.interview)

    @property
    def cases(self) -> tuple[ExceptionCase, ...]:
        return self.stories.story(APPLICATION_ID).cases

    @property
    def waiting(self) -> list[Message]:
        messages = self.stories.story(APPLICATION_ID).messages
        return [each for each in messages if each.status is Status.QUEUED and each.due_at <= self.now]

    def desk(self, seen: bool) -> Desk:
        return Desk(self.stories, self.request(), self.now, LIMITS, self.turn if seen else None)

    def request(self) -> str:
        self.requests += 1
        return str(self.requests)

    def why_not_start(self, interview: Interview) -> str:
        return "expired" if interview.overdue(self.now) else ""

    def answers(self, number: int, work: Callable[[WishDesk, str], Any]) -> None:
        """HR answers one of the cases they have on their screen, perhaps an old one."""
        asked = [case.case_id for case in self.cases if case.kind == Fact.NEW_TIME_ASKED]
        if asked:
            self.acts(lambda: work(WishDesk(self.stories, "hr-1", self.now), asked[number % len(asked)]))

    def acts(self, work: Callable[[], Any]) -> None:
        """Somebody acts: it is done, or refused and nothing written."""
        before = self.stories.story(APPLICATION_ID)
        refused = False
        try:
            work()
        except (Refused, InvalidInput, NotFound):
            refused = True
        assert not refused or self.stories.story(APPLICATION_ID) == before, "refused, and yet written"

    def happens(self, fact: Fact) -> None:
        interview = self.interview
        if interview.after(fact) is not interview:
            record_fact(self.stories, fact, self.event(fact))

    def event(self, fact: Fact) -> TrackingEvent:
        return TrackingEvent(APPLICATION_ID, 2, f"{fact}-{self.request()}", fact, self.now, "system")

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        """The sweep's queue: nothing is put there in this world."""

    def entry(self, entry: Any) -> None:
        """Likewise."""


def _in_one_state(interview: Interview) -> None:
    """One word stands, and what follows from it."""
    words = interview.sides & WORDS
    assert len(words) <= 1
    assert not (interview.coming and words), "confirmed and something else"
    assert interview.answered == (interview.coming or bool(words - {Side.ASKED_ANEW}))
    assert not interview.wishes or Side.NEW_TIME_ASKED in words, "wishes that nobody waits for"
    assert not words or interview.progress < Progress.STARTED, "what has begun is neither moved nor declined"
    assert not {Side.CANCELLED, Side.EXPIRED} <= interview.sides, "ended twice"
    assert interview.asks <= LIMITS.most
    assert interview.deadline >= interview.starts_at, "a time that cannot be met"


def _nothing_goes_back(before: Interview, after: Interview) -> None:
    for counter in ("progress", "rev", "turn", "asks", "calendar_sequence", "deadline", "link_version"):
        assert getattr(after, counter) >= getattr(before, counter), counter
    assert after == before or after.rev > before.rev
    assert after.starts_at == before.starts_at or after.calendar_sequence > before.calendar_sequence


def _explained_by(story: Story, interview: Interview) -> None:
    """Each word that was spoken is one event, and the last one is among them."""
    spoken = [event.name for event in story.events if event.name not in (*REPORTS, Fact.SENT)]
    assert len(spoken) == interview.turn
    assert interview.last_word in ("", *spoken)


def _shown_to_hr_once(story: Story, interview: Interview) -> None:
    """A wish that waits is one open case; what an answer has overtaken is none."""
    shown = [case for case in story.cases if case.resolved_at is None and case.kind == Fact.NEW_TIME_ASKED]
    waits = Side.NEW_TIME_ASKED in interview.sides
    over = interview.closed or interview.progress >= Progress.STARTED
    assert len(shown) == waits or over


class _DeadlinesOnly:
    """An outbox in which nothing but deadlines is due: messages leave by the queue."""

    def __init__(self, outbox: OutboxStore) -> None:
        self._outbox = outbox

    def due_before(self, now: datetime) -> Any:
        return (due for due in self._outbox.due_before(now) if type(due).__name__ == "Deadline")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outbox, name)
