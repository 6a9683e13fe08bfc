"""Reminders: what is planned when a mail is accepted, and what is decided when one is due (M1, M4)."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from mianyue.domain.interview import Interview
from mianyue.domain.message import Kind, Message, new_message


class ReminderStatus(StrEnum):
    """A reminder waits, then is decided exactly once."""

    WAITING = "waiting"
    WRITTEN = "written"
    DROPPED = "dropped"


class Reminder(NamedTuple):
    """One planned reminder. The table's item is the truth; the one-time schedule only wakes somebody up."""

    application_id: str
    entry: int
    kind: Kind
    ordinal: int
    due_at: datetime
    status: ReminderStatus = ReminderStatus.WAITING
    reason: str = ""

    @property
    def name(self) -> str:
        """Its schedule's name: letters, digits and hyphens (Scheduler allows 64 characters)."""
        return f"reminder-{self.application_id}-{self.entry}-{self.kind.replace('_', '-')}-{self.ordinal}"

    def message(self, interview: Interview, now: datetime) -> Message:
        """The mail this reminder writes; its ordinal is the cause, so it is written once."""
        return new_message(interview, self.kind, str(self.ordinal), now=now)


_FOLLOWED_BY = {
    Kind.INVITATION: Kind.UNOPENED_REMINDER,
    Kind.NEW_TIME_PROPOSED: Kind.UNCONFIRMED_REMINDER,
    Kind.NEW_TIME_REFUSED: Kind.UNCONFIRMED_REMINDER,
}
"""What asks for an answer, and the reminder of who gives none. Who has wished has opened the mail."""
_ASKED_ANEW = 100
"""Ordinals from here on belong to times that are asked about anew, one for each time the candidate has wished."""


def planned(message: Message, interview: Interview, accepted_at: datetime) -> Reminder | None:
    """The reminder that an accepted mail asks for, if its rule wants one before the deadline."""
    kind = _FOLLOWED_BY.get(message.kind)
    if kind is None or not interview.unopened_after_seconds:
        return None
    due_at = accepted_at + timedelta(seconds=interview.unopened_after_seconds)
    if due_at >= interview.deadline:
        return None
    return Reminder(
        application_id=message.application_id,
        entry=message.entry,
        kind=kind,
        ordinal=1 if message.kind is Kind.INVITATION else _ASKED_ANEW + interview.asks,
        due_at=due_at,
    )
