"""Reminders: what is planned when a mail is accepted, and which of the two is due (M1, M2, M4)."""

from collections.abc import Iterable
from copy import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from mianyue.domain.interview import Fact, Interview
from mianyue.domain.message import REFUSED, REMINDERS, Kind, Message, Status, new_message, why_not
from mianyue.domain.sending_window import SendingWindow

ANSWERED_ANEW = "answered_anew"
"""Why a reminder is dropped that was planned for an earlier time than the one in question."""
TOO_LATE = "too_late"
"""Why a reminder is dropped that would come after the deadline."""
REMINDER_CANCELLED = "reminder_cancelled"
"""Name of the event that says that HR has cancelled a planned reminder (M6)."""
TELLING = (
    Fact.CONFIRMED,
    Fact.NEW_TIME_ASKED,
    Fact.DECLINED,
    Fact.STARTED,
    Fact.FINISHED,
    Fact.CANCELLED,
    Fact.RESTORED,
    Fact.EXPIRED,
    Fact.BOUNCED,
    Fact.COMPLAINED,
    Fact.REMINDERS_STOPPED,
    REMINDER_CANCELLED,
    Fact.REPLIED,
)
"""Events after which waiting reminders are looked at at once: nobody is to be reminded any more, or is again (M4)."""
_ASK_FOR_ANSWER = frozenset({Kind.INVITATION, Kind.NEW_TIME_PROPOSED, Kind.NEW_TIME_REFUSED})
_ROUND = 100
"""Ordinals of one round of asking: each time the candidate has wished for, a new round begins (P2)."""


class ReminderStatus(StrEnum):
    """A reminder waits, then is decided; it waits again when its mail no longer holds before it leaves."""

    WAITING = "waiting"
    WRITTEN = "written"
    DROPPED = "dropped"


class Reminder(NamedTuple):
    """One planned reminder. The table's item is the truth; the one-time schedule only wakes somebody up.

    Nobody knows before its moment which of the two kinds it will be: `kind` is what it would be as things stood when
    it was last written. `since` is when the mail before it was accepted: both delays count from there.
    """

    application_id: str
    entry: int
    ordinal: int
    since: datetime
    due_at: datetime
    kind: Kind = Kind.UNOPENED_REMINDER
    status: ReminderStatus = ReminderStatus.WAITING
    reason: str = ""
    follows: str = ""
    """The message it reminds of."""

    @property
    def name(self) -> str:
        """Its schedule's name: letters, digits and hyphens (Scheduler allows 64 characters)."""
        return f"reminder-{self.application_id}-{self.entry}-{self.ordinal}"

    @property
    def number(self) -> int:
        """Which of its round it is, from 1."""
        return self.ordinal % _ROUND

    def asks_about(self, interview: Interview) -> bool:
        """Whether what it was planned for is what the candidate has still to answer."""
        return self.ordinal // _ROUND == interview.asks

    def as_things_stand(self, interview: Interview) -> "Reminder":
        """Of the kind that its candidate needs now, and due when that is: never before it is to be looked at."""
        kind = kind_for(interview)
        return replace(self, kind=kind, due_at=max(self.due_at, due_for(kind, interview, self.since)))

    def goes_out(self, interview: Interview, window: SendingWindow) -> "Reminder":
        """As things stand, and due when its candidate's quiet hours and free days let it leave (M6, R6)."""
        stands = self.as_things_stand(interview)
        return replace(stands, due_at=window.opens(stands.due_at, interview.zone))

    def why_not(self, interview: Interview) -> str:
        """Why nothing is to be written for it, as things stand ('' when it is)."""
        if reason := why_not(kind_for(interview), interview):
            return reason
        if not self.asks_about(interview):
            return ANSWERED_ANEW
        return TOO_LATE if due_for(kind_for(interview), interview, self.since) >= interview.deadline else ""

    def message(self, interview: Interview, now: datetime) -> Message:
        """The mail this reminder writes; its ordinal is the cause, so it is written once of each kind."""
        return new_message(interview, self.kind, str(self.ordinal), now=now)


def kind_for(interview: Interview) -> Kind:
    """Which of the two reminders its candidate needs, as things stand (M1, M2)."""
    return Kind.UNCONFIRMED_REMINDER if interview.noticed else Kind.UNOPENED_REMINDER


def due_for(kind: Kind, interview: Interview, since: datetime) -> datetime:
    """When a reminder of this kind is due, if things stay as they are.

    Who has asked for a new link meanwhile, or anything else, has not been silent: the delay begins anew, and once more
    with HR's answer.
    """
    unopened = interview.unopened_after_seconds
    own = unopened if kind is Kind.UNOPENED_REMINDER else interview.unconfirmed_after_seconds or unopened
    return max([since, *interview.spoken_at]) + timedelta(seconds=own)


def planned(message: Message, interview: Interview, accepted_at: datetime) -> Reminder | None:
    """The reminder that follows an accepted mail which asks for an answer, if one more is wanted before the deadline.

    It is looked at when the first of the two kinds could be due.
    """
    ordinal = _ordinal_after(message, interview)
    if not ordinal or ordinal % _ROUND > interview.reminders or not interview.unopened_after_seconds:
        return None
    due_at = min(due_for(kind, interview, accepted_at) for kind in REMINDERS)
    if due_at >= interview.deadline:
        return None
    return Reminder(
        application_id=message.application_id,
        entry=message.entry,
        ordinal=ordinal,
        since=accepted_at,
        due_at=due_at,
        kind=kind_for(interview),
        follows=message.message_id,
    )


def undone(
    refused: Message, reminders: Iterable[Reminder], messages: Iterable[Message]
) -> tuple[list[Reminder], list[Message]]:
    """The reminders that wait behind a mail which its channel has refused, and their messages that wait: dropped.

    Nobody is reminded of what they have never had. When HR sends that mail again, its reminder is planned anew: also
    one that was written, if its message has not left.
    """
    behind = [each for each in reminders if each.follows == refused.message_id]
    causes = {str(each.ordinal) for each in behind}
    written = (each for each in messages if each.kind in REMINDERS and each.entry == refused.entry)
    queued = [
        replace(each, status=Status.DROPPED, reason=REFUSED)
        for each in written
        if each.cause in causes and each.status is Status.QUEUED
    ]
    unsent = {each.cause for each in queued}
    return [
        replace(each, status=ReminderStatus.DROPPED, reason=REFUSED)
        for each in behind
        if each.status is ReminderStatus.WAITING or str(each.ordinal) in unsent
    ], queued


def ordinal_of(message: Message) -> int:
    """Which reminder a message is; 0 for one that HR or the next channel repeats, which stands outside the counting."""
    return int(message.cause) if message.cause.isdecimal() else 0


def _ordinal_after(message: Message, interview: Interview) -> int:
    """The first of a round after what asks for an answer, be it sent again to another address; 0 after all else."""
    if message.kind in REMINDERS:
        ordinal = ordinal_of(message)
        return ordinal + 1 if ordinal else 0
    return interview.asks * _ROUND + 1 if message.kind in _ASK_FOR_ANSWER else 0
