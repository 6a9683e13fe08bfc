"""What a channel has accepted is settled once, on the newest state; what it then refuses is taken back whole (K1)."""

from collections.abc import Iterable
from copy import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from mianyue.domain.errors import Conflict
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import REFUSED, Kind, Message, Status, new_message
from mianyue.domain.reminder import Reminder, ReminderStatus
from mianyue.domain.sendable import Sendable
from mianyue.domain.tracking import ExceptionCase, TrackingEvent
from mianyue.recording import TRIES
from mianyue.settling import settle_refused, settle_sent
from tests.builders import APPLICATION_ID, NOW, a_reminder, an_application, an_event, an_interview, an_invitation

LATER = NOW + timedelta(minutes=1)
CLAIMED = an_invitation().claimed(NOW, "invitation#default#zh-CN@1")
SENT = replace(CLAIMED, status=Status.SENT, sent_at=NOW, provider_id="ses-1")


def on_its_way(message: Message = CLAIMED, interview: Interview | None = None) -> Sendable:
    return Sendable(an_application(), interview or an_interview(), message)


class Outbox:
    """One message that others change before each of the first writes; it keeps what was written."""

    def __init__(self, stored: Sendable, *others: Sendable, reminders: Iterable[Reminder] = ()) -> None:
        self.stored = stored
        self.others = list(others)
        self.reminders = list(reminders)
        self.beside: tuple[Message, ...] = ()
        self.reads = 0
        self.written: list[dict[str, Any]] = []

    def sendable(self, application_id: str, entry: int, message_id: str) -> Sendable:
        assert (application_id, entry, message_id) == (APPLICATION_ID, 2, CLAIMED.message_id)
        self.reads += 1
        return self.stored

    def story(self, application_id: str) -> Any:
        assert application_id == APPLICATION_ID
        self.reads += 1
        return SimpleNamespace(messages=(*self.beside, self.stored.message), reminders=self.reminders)

    def settle(self, message: Message, sent: Message, **more: Any) -> Reminder | None:
        self._write(message, sent=sent, **more)
        reminder: Reminder | None = more["reminder"]
        return reminder

    def refuse(self, message: Message, event: TrackingEvent, case: ExceptionCase, **more: Any) -> None:
        self._write(self.stored.message, refused=message, event=event, case=case, **more)

    def _write(self, seen: Message, **written: Any) -> None:
        if self.others:
            self.stored = self.others.pop(0)
            raise Conflict("other")
        assert seen == self.stored.message
        self.written.append(written)


def settled(outbox: Outbox, claimed: Sendable | None = None) -> Reminder | None:
    return settle_sent(outbox, APPLICATION_ID, 2, CLAIMED.message_id, provider_id="ses-1", at=LATER, claimed=claimed)


def test_what_was_accepted_is_said_everywhere_at_once() -> None:
    outbox = Outbox(on_its_way(replace(CLAIMED, reason="left_in_doubt")))
    reminder = settled(outbox)
    (written,) = outbox.written
    assert written["sent"] == replace(CLAIMED, status=Status.SENT, sent_at=LATER, provider_id="ses-1", reason="")
    assert (written["before"], written["after"].progress) == (an_interview(), Progress.SENT)
    assert written["messages"] == ()
    assert reminder is not None
    assert (reminder, reminder.since) == (written["reminder"], LATER)


def test_its_event_tells_what_was_sent_and_how() -> None:
    outbox = Outbox(on_its_way())
    settled(outbox)
    assert outbox.written[0]["event"] == TrackingEvent(
        application_id=APPLICATION_ID,
        entry=2,
        event_id=derived(CLAIMED.message_id, "sent"),
        name=Fact.SENT,
        at=LATER,
        source="system",
        message_id=CLAIMED.message_id,
        detail={"kind": "invitation", "channel": "mail"},
    )


def test_who_has_just_claimed_the_first_mail_needs_no_read() -> None:
    outbox = Outbox(on_its_way())
    assert settled(outbox, on_its_way())
    assert (outbox.reads, len(outbox.written)) == (0, 1)


@pytest.mark.parametrize("progress", [Progress.SENT, Progress.OPENED])
def test_a_later_mail_is_settled_on_the_newest_interview(progress: Progress) -> None:
    """Such a mail leaves the interview as it is, so nothing would refuse a write on what was read long ago."""
    newest = an_interview(progress=Progress.CONFIRMED)
    outbox = Outbox(on_its_way(interview=newest))
    settled(outbox, on_its_way(interview=an_interview(progress=progress)))
    assert (outbox.reads, outbox.written[0]["before"]) == (1, newest)


def test_who_comes_second_settles_what_the_first_has_left() -> None:
    opened = an_interview(progress=Progress.OPENED)
    outbox = Outbox(on_its_way(), on_its_way(interview=opened))
    settled(outbox, on_its_way())
    assert (outbox.reads, [each["before"] for each in outbox.written]) == (1, [opened])


def test_one_that_somebody_else_has_settled_meanwhile_is_not_settled_again() -> None:
    outbox = Outbox(on_its_way(), on_its_way(SENT))
    assert settled(outbox) is None
    assert outbox.written == []


@pytest.mark.parametrize(
    "message",
    [
        an_invitation(),
        SENT,
        replace(SENT, status=Status.FAILED, reason=REFUSED),
        replace(SENT, status=Status.QUEUED),
    ],
    ids=["never tried", "sent", "refused", "refused, and to be sent again"],
)
def test_what_its_channel_has_not_just_accepted_is_left_alone(message: Message) -> None:
    outbox = Outbox(on_its_way(message))
    assert settled(outbox) is None
    assert outbox.written == []


def test_a_second_request_is_settled_although_the_first_was_refused() -> None:
    outbox = Outbox(on_its_way(replace(CLAIMED, provider_id="ses-0", tries=2)))
    assert settled(outbox)
    assert outbox.written[0]["sent"].provider_id == "ses-1"


def test_who_turns_out_to_have_had_a_mail_of_a_cancelled_interview_is_told_now() -> None:
    outbox = Outbox(on_its_way(interview=an_interview(sides=frozenset({Side.CANCELLED}), withdrawal_mail=True)))
    settled(outbox)
    (written,) = outbox.written
    assert [(each.kind, each.created_at, each.due_at) for each in written["messages"]] == [
        (Kind.WITHDRAWAL, LATER, LATER)
    ]
    assert written["after"].withdrawn


CASE = ExceptionCase(APPLICATION_ID, 2, case_id="case", kind="mail_rejected", at=NOW)
EVENT = an_event("rejected", message_id=CLAIMED.message_id)


def refused(outbox: Outbox, provider_id: str = "ses-1") -> bool:
    return settle_refused(outbox, outbox, EVENT, CASE, provider_id=provider_id)


def test_what_its_channel_refuses_has_failed_and_hr_is_asked() -> None:
    outbox = Outbox(on_its_way(SENT))
    assert refused(outbox) is True
    (written,) = outbox.written
    assert written["refused"] == replace(SENT, status=Status.FAILED, reason=REFUSED)
    assert (written["event"], written["case"]) == (EVENT, CASE)


def test_nobody_is_reminded_of_what_was_refused() -> None:
    behind = a_reminder(follows=SENT.message_id)
    other = a_reminder(follows="another", ordinal=99)
    outbox = Outbox(on_its_way(SENT), reminders=[behind, other])
    mail = new_message(an_interview(), Kind.UNOPENED_REMINDER, str(behind.ordinal), now=NOW)
    outbox.beside = (mail, new_message(an_interview(), Kind.UNOPENED_REMINDER, "99", now=NOW))
    refused(outbox)
    (written,) = outbox.written
    assert list(written["reminders"]) == [replace(behind, status=ReminderStatus.DROPPED, reason=REFUSED)]
    assert list(written["messages"]) == [replace(mail, status=Status.DROPPED, reason=REFUSED)]


@pytest.mark.parametrize("stored", [CLAIMED, replace(SENT, provider_id="ses-2")], ids=["not sent", "sent again since"])
def test_a_refusal_of_what_does_not_stand_as_sent_is_none(stored: Message) -> None:
    outbox = Outbox(on_its_way(stored))
    assert refused(outbox) is False
    assert outbox.written == []


def test_a_refusal_of_an_unknown_message_is_none() -> None:
    assert refused(Outbox(on_its_way(replace(SENT, message_id="another")))) is False


def test_a_refusal_is_decided_anew_on_what_others_have_changed() -> None:
    outbox = Outbox(on_its_way(SENT), on_its_way(replace(SENT, held_for="day_full")))
    assert refused(outbox) is True
    assert [each["refused"].held_for for each in outbox.written] == ["day_full"]


class NeverStill(Outbox):
    def _write(self, *_: Any, **__: Any) -> None:
        raise Conflict("other")


@pytest.mark.parametrize(("settle", "stored"), [(settled, CLAIMED), (refused, SENT)])
def test_a_message_that_never_stands_still_is_a_conflict_after_some_tries(settle: Any, stored: Message) -> None:
    outbox = NeverStill(on_its_way(stored))
    with pytest.raises(Conflict, match=r"^message$"):
        settle(outbox)
    assert outbox.reads == TRIES
