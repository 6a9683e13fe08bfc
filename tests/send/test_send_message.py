"""One message, one request, whatever fails on the way (decision 4: sending once)."""

from collections.abc import Callable
from copy import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from functions.send.send_message import Sender
from mianyue.adapters.application_list import ApplicationList
from mianyue.adapters.keys import application_item, entry_item, suppression_item
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.errors import Conflict, MissingValue, OverQuota, Rejected, Throttled, Unanswered, Unavailable
from mianyue.domain.interview import Fact, Progress, Side
from mianyue.domain.message import REMINDERS, Kind, Message, Status, new_message
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.reminder import Reminder, ReminderStatus
from mianyue.domain.reminder_day import Place
from mianyue.domain.sendable import Sendable
from mianyue.domain.suppression import Suppression
from mianyue.settling import settle_sent
from tests.builders import (
    APPLICATION_ID,
    NOW,
    a_reminder,
    an_application,
    an_entry,
    an_event,
    an_interview,
    an_invitation,
)

MAIL = OutgoingMail(
    "to@example.com", "星河科技", "hr@example.com", "", "subject", "<p>x</p>", "x", "invitation#default#zh-CN@1"
)


class Express:
    """The same channel at the pace of what somebody waits for."""

    def __init__(self, write: Callable[[object], OutgoingMail]) -> None:
        self.write = write
        self.requests = 0
        self.failures: dict[str, Exception] = {}

    def turn(self, *, one_of_many: bool = False) -> None:
        assert not one_of_many
        if failure := self.failures.pop("turn", None):
            raise failure

    def send(self, _mail: OutgoingMail) -> str:
        self.requests += 1
        if failure := self.failures.pop("send", None):
            raise failure
        return "ses-2"


class World:
    """The sender's surroundings: each can be told to fail, and counts what it was asked."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.stories = StoryStore(table)
        self.outbox = OutboxStore(table)
        self.open_cases = ApplicationList(table).open_cases
        self.accepted: list[OutgoingMail] = []
        self.requests = 0
        self.kept: list[str] = []
        self.queued: list[tuple[str, int]] = []
        self.scheduled: list[Reminder] = []
        self.schedules_for: list[Message] = []
        self.failures: dict[str, Exception] = {}
        self.while_writing: Callable[[], object] = lambda: None
        self.while_waiting: Callable[[], object] = lambda: None
        self.chance = 0.0
        self.express = Express(self.write)
        self.open_at = NOW
        self.filled = False
        self.day = 1
        table.write(put(application_item(an_application())), put(entry_item(an_entry())))
        self.stories.invite(an_entry(routed_at=NOW), an_interview(), [an_invitation()], [])

    def write(self, _found: object) -> OutgoingMail:
        self.while_writing()
        self._maybe_fail("write")
        return MAIL

    def opens(self, _found: object, now: datetime) -> datetime:
        return max(now, self.open_at)

    def places(self, found: Sendable, _now: datetime) -> tuple[Place, ...]:
        if found.message.kind not in REMINDERS:
            return ()
        return tuple(Place("somebody", "2026-11-23", each + 1, found.message.message_id, 0) for each in range(self.day))

    def next_day(self, _found: object, now: datetime) -> datetime:
        return now + timedelta(days=1)

    def position_filled(self, _found: object) -> bool:
        return self.filled

    def keep(self, message_id: str, mail: OutgoingMail) -> None:
        self._maybe_fail("keep")
        self.kept.append(message_id)

    def turn(self, *, one_of_many: bool = False) -> None:
        self.while_waiting()
        self._maybe_fail("turn")

    def send(self, mail: OutgoingMail) -> str:
        self.requests += 1
        self._maybe_fail("send")
        self.accepted.append(mail)
        return "ses-1"

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        self.queued.append((message.message_id, delay_seconds))

    def reminder(self, reminder: Reminder) -> None:
        self.scheduled.append(reminder)

    def _maybe_fail(self, step: str) -> None:
        if step in self.failures:
            raise self.failures.pop(step)

    def sender(self) -> Sender:
        return Sender(
            outbox=self.outbox,
            channels={"mail": self},
            awaited={"mail": self.express},
            policy=self,
            archive=self,
            queue=self,
            schedules=SimpleNamespace(reminder=self.reminder, message=self.schedules_for.append),
            chance=lambda: self.chance,
        )

    def sends(self, message: Message | None = None, *, after: timedelta = timedelta()) -> str:
        message = message or an_invitation()
        return self.sender().send(APPLICATION_ID, 2, message.message_id, now=NOW + after)

    @property
    def now_stored(self) -> Message:
        return self.outbox.sendable(APPLICATION_ID, 2, an_invitation().message_id).message

    @property
    def interview(self):
        return self.stories.interview(APPLICATION_ID, 2)


@pytest.fixture
def world(table: Table) -> World:
    return World(table)


def test_a_message_goes_out_and_everything_knows(world: World) -> None:
    assert world.sends() == "sent"
    assert world.accepted == [MAIL]
    assert world.kept == [an_invitation().message_id]
    assert (world.now_stored.status, world.now_stored.provider_id) == (Status.SENT, "ses-1")
    assert world.interview.progress is Progress.SENT
    assert [reminder.due_at for reminder in world.scheduled] == [NOW + timedelta(hours=24)]
    assert [event.name for event in world.stories.story(APPLICATION_ID).events] == ["sent"]


def test_a_message_for_a_channel_that_is_not_set_up_is_for_hr(world: World) -> None:
    by_sms = replace(an_invitation(), message_id="m-sms", channel="sms")
    world.stories.record(an_event("asks"), world.interview, world.interview, messages=[by_sms])
    assert world.sends(by_sms) == "failed"
    (case,) = world.open_cases()
    assert (case.kind, case.detail, case.answers) == ("channel_missing", {"what": "sms"}, ("send_again", "done"))
    assert (world.requests, world.kept) == (0, [])


def suppressed(address: str = "Ouyang.Min@example.com") -> Suppression:
    return Suppression(address, "bounced", NOW, "f" * 20, 1, "m-of-somebody-else")


def test_nothing_leaves_for_an_address_that_another_application_has_lost(world: World) -> None:
    world.table.write(put(suppression_item(suppressed())))
    assert world.sends() == "dropped"
    assert (world.now_stored.status, world.now_stored.reason) == (Status.DROPPED, "suppressed")
    assert world.interview.sides == {Side.SUPPRESSED}
    (case,) = world.open_cases()
    assert (case.kind, case.detail) == ("suppressed", {"next": "no_other_channel"})
    assert (world.requests, world.scheduled) == (0, [])


def test_a_suppression_between_reading_and_claiming_is_seen_by_the_claim(world: World) -> None:
    world.while_waiting = lambda: world.table.write(put(suppression_item(suppressed())))
    assert world.sends() == "dropped"
    assert world.requests == 0


def test_hr_is_told_once_of_a_suppressed_address_whatever_else_is_written_to_it(world: World) -> None:
    world.table.write(put(suppression_item(suppressed())))
    world.sends()
    answer = new_message(world.interview, Kind.ANSWER, "question-1", now=NOW)
    world.stories.record(an_event("asks"), world.interview, world.interview, messages=[answer])
    assert world.sends(answer) == "dropped"
    assert [case.kind for case in world.open_cases()] == ["suppressed"]


def test_the_next_channel_of_the_plan_takes_over_from_a_suppressed_address(world: World) -> None:
    planned = replace(world.interview, channels=("mail", "sms"), rev=2)
    world.stories.record(an_event("asks"), world.interview, planned)
    world.table.write(put(suppression_item(suppressed())))
    assert world.sends() == "dropped"
    (by_sms,) = (each for each in world.stories.story(APPLICATION_ID).messages if each.channel == "sms")
    assert world.open_cases()[0].detail == {"next": "sms"}
    assert world.sends(by_sms) == "failed"  # that channel is not set up: it was asked for


def test_another_address_is_written_to_as_ever(world: World) -> None:
    world.table.write(put(suppression_item(suppressed("somebody.else@example.com"))))
    assert world.sends() == "sent"


def test_the_same_message_twice_is_one_request(world: World) -> None:
    assert [world.sends(), world.sends()] == ["sent", "done_before"]
    assert world.requests == 1


def test_two_senders_at_once_make_one_request(world: World) -> None:
    outcomes: list[str] = []

    def another() -> None:
        world.while_writing = lambda: None
        outcomes.append(world.sends())

    world.while_writing = another
    with pytest.raises(Conflict):
        world.sends()
    assert outcomes == ["sent"]
    assert world.requests == 1


def test_an_answer_between_the_decision_and_the_claim_stops_a_reminder(world: World) -> None:
    world.sends()
    reminder = new_message(world.interview, Kind.UNOPENED_REMINDER, "1", now=NOW)
    before = world.interview
    world.stories.record(an_event("asks"), before, before, messages=[reminder])
    world.while_writing = lambda: world.stories.record(
        an_event("confirmed"), world.interview, world.interview.after(Fact.CONFIRMED)
    )
    with pytest.raises(Conflict):
        world.sends(reminder)
    world.while_writing = lambda: None
    assert world.sends(reminder) == "dropped"
    assert world.requests == 1


class TestReminders:
    """Two of them for one person, as two applications of theirs would have them."""

    @pytest.fixture(autouse=True)
    def invited(self, world: World) -> None:
        world.sends()
        world.requests = 0

    @pytest.fixture
    def first(self, world: World) -> Message:
        return self.reminder(world, "1")

    @pytest.fixture
    def second(self, world: World) -> Message:
        return self.reminder(world, "2")

    def reminder(self, world: World, cause: str) -> Message:
        made = new_message(world.interview, Kind.UNOPENED_REMINDER, cause, now=NOW)
        world.stories.record(an_event(f"asks-{cause}"), world.interview, world.interview, messages=[made])
        return made

    def test_one_day_has_room_for_one(self, world: World, first: Message, second: Message) -> None:
        assert [world.sends(first), world.sends(second)] == ["sent", "waits"]
        assert world.requests == 1

    def test_what_finds_no_room_waits_for_the_next_day(self, world: World, first: Message, second: Message) -> None:
        world.sends(first)
        world.sends(second)
        (held,) = world.schedules_for
        assert (held.message_id, held.due_at) == (second.message_id, NOW + timedelta(days=1))
        assert held.held_for == "day_full"
        world.day = 2
        assert world.sends(second, after=timedelta(days=1)) == "sent"

    def test_two_at_the_same_moment_find_one_place(self, world: World, first: Message, second: Message) -> None:
        outcomes: list[str] = []

        def another() -> None:
            world.while_waiting = lambda: None
            outcomes.append(world.sends(second))

        world.while_waiting = another
        assert (world.sends(first), outcomes) == ("waits", ["sent"])
        assert world.requests == 1

    def test_more_places_are_taken_one_after_the_other(self, world: World, first: Message, second: Message) -> None:
        world.day = 2
        third = self.reminder(world, "3")
        assert [world.sends(each) for each in (first, second, third)] == ["sent", "sent", "waits"]

    def test_a_company_without_such_a_limit_lets_all_out(self, world: World, first: Message, second: Message) -> None:
        world.day = 0
        assert [world.sends(first), world.sends(second)] == ["sent", "sent"]

    def test_one_that_the_channel_was_too_busy_for_keeps_its_place(self, world: World, first: Message) -> None:
        world.failures["send"] = Throttled("TooManyRequestsException")
        assert [world.sends(first), world.sends(first, after=timedelta(seconds=20))] == ["released", "sent"]

    def test_one_whose_mail_was_opened_meanwhile_is_decided_anew(self, world: World) -> None:
        planned = a_reminder()
        message = planned.message(world.interview, planned.due_at)
        world.stories.decide(planned, world.interview, message, "")
        world.stories.record(an_event("opened"), world.interview, world.interview.after(Fact.OPENED))
        assert world.sends(message, after=timedelta(hours=25)) == "dropped"
        (again,) = world.stories.story(APPLICATION_ID).reminders
        assert (again.status, again.due_at) == (ReminderStatus.WAITING, NOW + timedelta(hours=25))
        assert list(world.outbox.due_before(NOW + timedelta(hours=26)))[-1] == again

    def test_one_that_was_answered_meanwhile_is_not(self, world: World) -> None:
        planned = a_reminder()
        message = planned.message(world.interview, planned.due_at)
        world.stories.decide(planned, world.interview, message, "")
        world.stories.record(an_event("confirmed"), world.interview, world.interview.after(Fact.CONFIRMED))
        assert world.sends(message, after=timedelta(hours=25)) == "dropped"
        assert [each.status for each in world.stories.story(APPLICATION_ID).reminders] == [ReminderStatus.WRITTEN]


def test_a_busy_channel_gets_the_message_later(world: World) -> None:
    world.failures["send"] = Throttled("TooManyRequestsException")
    assert world.sends() == "released"
    assert world.now_stored.status is Status.QUEUED
    assert world.queued == [(an_invitation().message_id, 20)]
    assert world.sends(after=timedelta(seconds=20)) == "sent"
    assert world.requests == 2


def test_copies_of_a_message_that_was_put_off_come_to_nothing(world: World) -> None:
    world.failures["send"] = Throttled("TooManyRequestsException")
    assert [world.sends() for _ in range(3)] == ["released", "early", "early"]
    assert len(world.queued) == 1


def test_the_pause_doubles_and_ends_at_a_quarter_of_an_hour(world: World) -> None:
    waits, passed = [], timedelta()
    for _ in range(9):
        world.failures["send"] = Throttled("busy")
        world.sends(after=passed)
        waits.append(world.queued[-1][1])
        passed += timedelta(seconds=waits[-1])
    assert waits == [20, 40, 80, 160, 320, 640, 900, 900, 900]


def test_what_somebody_waits_for_goes_at_a_pace_of_its_own_and_is_back_within_two_seconds(world: World) -> None:
    interview = world.interview
    confirmation = replace(new_message(interview, Kind.CONFIRMATION, "confirmed", now=NOW), batch="b" + "1" * 20)
    after = interview.after(Fact.CONFIRMED)
    world.stories.record(an_event(Fact.CONFIRMED), interview, after, messages=[confirmation])
    world.express.failures["turn"] = Throttled("not this sender's turn")
    assert world.sends(confirmation) == "held"
    world.express.failures["send"] = Throttled("TooManyRequestsException")
    assert world.sends(confirmation, after=timedelta(seconds=2)) == "released"
    assert world.queued == [(confirmation.message_id, 2)] * 2
    assert world.sends(confirmation, after=timedelta(seconds=4)) == "sent"
    assert (world.requests, world.express.requests) == (0, 2)


def test_who_was_refused_together_does_not_return_together(world: World) -> None:
    world.chance = 1.0
    world.failures["send"] = Throttled("TooManyRequestsException")
    world.sends()
    assert world.queued[-1][1] == 15


def test_a_used_up_day_or_a_paused_account_is_a_quarter_of_an_hour_at_once(world: World) -> None:
    world.failures["send"] = OverQuota("SendingPausedException")
    assert world.sends() == "released"
    assert world.queued[-1][1] == 900
    assert (world.now_stored.status, world.open_cases()) == (Status.QUEUED, [])
    assert world.sends(after=timedelta(minutes=15)) == "sent"


@pytest.mark.parametrize(("why", "wait"), [(OverQuota("closed"), 900), (Throttled("not this sender's turn"), 20)])
def test_while_nothing_may_go_out_a_message_is_put_back_without_a_claim(
    world: World, why: Throttled, wait: int
) -> None:
    world.failures["turn"] = why
    assert world.sends() == "held"
    assert world.queued == [(an_invitation().message_id, wait)]
    assert (world.now_stored.status, world.now_stored.tries, world.requests, world.kept) == (Status.QUEUED, 0, 0, [])
    assert world.sends(after=timedelta(seconds=wait)) == "sent"


def test_the_sweep_looks_at_a_message_that_was_put_back_only_after_its_time(world: World) -> None:
    world.failures["turn"] = OverQuota("closed")
    world.sends()
    assert list(world.outbox.due_before(NOW + timedelta(minutes=17))) == []
    (due,) = world.outbox.due_before(NOW + timedelta(minutes=17, seconds=1))
    assert due.due_at == NOW + timedelta(minutes=15)


def test_an_answer_while_it_waits_for_its_turn_stops_a_message(world: World) -> None:
    world.while_waiting = lambda: world.stories.record(
        an_event("cancelled"), world.interview, world.interview.after(Fact.CANCELLED)
    )
    with pytest.raises(Conflict):
        world.sends()
    world.while_waiting = lambda: None
    assert world.sends() == "dropped"
    assert world.requests == 0


def test_an_archive_that_is_away_is_like_a_busy_channel(world: World) -> None:
    world.failures["keep"] = Unavailable("s3")
    assert world.sends() == "released"
    assert world.requests == 0
    assert world.sends(after=timedelta(seconds=20)) == "sent"


def test_a_refused_mail_is_for_hr(world: World) -> None:
    world.failures["send"] = Rejected("MessageRejected")
    assert world.sends() == "failed"
    assert (world.now_stored.status, world.now_stored.reason) == (Status.FAILED, "MessageRejected")
    assert [case.kind for case in world.open_cases()] == ["mail_rejected"]
    assert world.sends() == "done_before"


def test_a_missing_value_stops_the_one_mail_before_anything_is_asked(world: World) -> None:
    world.failures["write"] = MissingValue("[时间]")
    assert world.sends() == "failed"
    assert world.requests == 0
    (case,) = world.open_cases()
    assert (case.kind, case.detail) == ("missing_value", {"what": "[时间]"})


def test_a_mail_that_fails_for_a_second_time_is_a_new_exception(world: World) -> None:
    world.failures["write"] = MissingValue("[时间]")
    world.sends()
    (case,) = world.open_cases()
    later = NOW + timedelta(hours=1)
    world.outbox.requeue(world.now_stored, replace(case, resolved_at=later), later)
    world.failures["write"] = MissingValue("[岗位]")
    assert world.sends(after=timedelta(hours=1)) == "failed"
    assert [each.detail["what"] for each in world.open_cases()] == ["[岗位]"]


def test_without_an_answer_nothing_is_sent_again(world: World) -> None:
    world.failures["send"] = Unanswered("timeout")
    assert world.sends() == "unanswered"
    assert world.sends(after=timedelta(hours=2)) == "done_before"
    assert world.now_stored.status is Status.SENDING
    assert world.requests == 1


def test_the_send_event_settles_what_had_no_answer(world: World) -> None:
    world.failures["send"] = Unanswered("timeout")
    world.sends()
    identity = an_invitation().message_id
    reminder = settle_sent(world.outbox, APPLICATION_ID, 2, identity, provider_id="ses-9", at=NOW)
    assert reminder is not None
    assert world.now_stored.status is Status.SENT
    assert settle_sent(world.outbox, APPLICATION_ID, 2, identity, provider_id="ses-9", at=NOW) is None
    assert len(world.stories.story(APPLICATION_ID).reminders) == 1


def test_a_message_for_a_closed_interview_is_dropped(world: World) -> None:
    before = world.interview
    world.stories.record(an_event("cancelled"), before, before.after(Fact.CANCELLED))
    assert world.sends() == "dropped"
    assert (world.now_stored.status, world.now_stored.reason) == (Status.DROPPED, "cancelled")
    assert world.requests == 0


def test_a_message_that_is_not_due_waits_for_its_own_copy(world: World) -> None:
    later = replace(an_invitation(), message_id="m-later", due_at=NOW + timedelta(minutes=5))
    world.stories.record(an_event("asks"), world.interview, world.interview, messages=[later])
    assert world.sends(later) == "early"
    assert world.queued == []
    assert world.requests == 0


def test_a_mail_that_comes_in_quiet_hours_waits_for_their_end(world: World) -> None:
    world.open_at = NOW + timedelta(minutes=10)
    assert world.sends() == "waits"
    (message,) = world.stories.story(APPLICATION_ID).messages
    assert (message.status, message.due_at) == (Status.QUEUED, world.open_at)
    assert world.queued == [(message.message_id, 600)]
    assert world.requests == 0


def test_a_long_wait_is_left_to_a_schedule(world: World) -> None:
    world.open_at = NOW + timedelta(hours=10)
    assert world.sends() == "waits"
    assert [each.message_id for each in world.schedules_for] == [an_invitation().message_id]


def test_nobody_is_asked_to_come_for_a_filled_position(world: World) -> None:
    world.filled = True
    assert world.sends() == "dropped"
    (message,) = world.stories.story(APPLICATION_ID).messages
    assert (message.status, message.reason) == (Status.DROPPED, "position_filled")
    assert world.interview.closed is Side.CANCELLED  # nobody knew of it: when the position opens again, they can
    assert world.open_cases() == []


class TestANewLink:
    """What somebody has asked for on the page of a link that had stopped working (P6)."""

    @pytest.fixture
    def mail(self, world: World) -> Message:
        wanted = new_message(world.interview, Kind.FRESH_LINK, "asked", now=NOW)
        world.stories.record(an_event("link_asked"), world.interview, world.interview, messages=[wanted])
        return wanted

    def test_goes_out_with_the_pace_of_what_is_waited_for_and_plans_no_reminder(
        self, world: World, mail: Message
    ) -> None:
        assert world.sends(mail) == "sent"
        assert (world.express.requests, world.requests, world.scheduled) == (1, 0, [])

    def test_leads_nobody_to_a_filled_position(self, world: World, mail: Message) -> None:
        world.filled = True
        assert world.sends(mail) == "dropped"
        assert world.interview.closed is None

    def test_does_not_leave_once_its_interview_is_over(self, world: World, mail: Message) -> None:
        before = world.interview
        world.stories.record(an_event("cancelled"), before, before.after(Fact.CANCELLED))
        assert (world.sends(mail), world.express.requests) == ("dropped", 0)

    def test_goes_to_no_suppressed_address(self, world: World, mail: Message) -> None:
        world.table.write(put(suppression_item(suppressed())))
        assert (world.sends(mail), world.express.requests) == ("dropped", 0)
        assert [case.kind for case in world.open_cases()] == ["suppressed"]


def test_nobody_is_invited_to_a_time_that_is_over_and_hr_is_told(world: World) -> None:
    assert world.sends(after=timedelta(days=3)) == "dropped"
    (message,) = world.stories.story(APPLICATION_ID).messages
    assert (message.status, message.reason) == (Status.DROPPED, "too_late")
    assert world.interview.closed is Side.CANCELLED
    assert [(case.kind, case.answers) for case in world.open_cases()] == [("too_late", ("done",))]
    assert world.requests == 0
