"""A reminder is due: read the interview, decide, and write a message or nothing, in one step (M1, M4)."""

from datetime import datetime, timedelta
from typing import Protocol

from mianyue.domain.errors import Conflict, NotFound
from mianyue.domain.interview import Interview
from mianyue.domain.message import Message, why_not
from mianyue.domain.reminder import Reminder, ReminderStatus
from mianyue.recording import TRIES

EARLY = timedelta(minutes=1)
"""Schedules are exact to a minute; one that comes earlier than that is left to the sweep."""


class Stories(Protocol):
    """What deciding needs of the table."""

    def interview(self, application_id: str, number: int) -> Interview:
        """One interview. Raises NotFound."""

    def reminder(self, application_id: str, entry: int, kind: str, ordinal: int) -> Reminder:
        """One reminder. Raises NotFound."""

    def decide(self, reminder: Reminder, interview: Interview, message: Message | None, reason: str) -> None:
        """Settle a waiting reminder on the very interview that was read. Raises Conflict."""


def decide_reminder(
    stories: Stories, *, application_id: str, entry: int, kind: str, ordinal: int, now: datetime
) -> str:
    """Decide one reminder: `written`, a reason for dropping it, `early` or `done_before`.

    Safe to call twice, late or never (the sweep calls again). Raises Conflict when the interview keeps changing.
    """
    for _ in range(TRIES):
        try:
            reminder = stories.reminder(application_id, entry, kind, ordinal)
            interview = stories.interview(application_id, entry)
        except NotFound:  # erased since
            return "done_before"
        if reminder.status is not ReminderStatus.WAITING:
            return "done_before"
        if now < reminder.due_at - EARLY:
            return "early"
        reason = why_not(reminder.kind, interview)
        try:
            stories.decide(reminder, interview, None if reason else reminder.message(interview, now), reason)
        except Conflict:
            continue
        return reason or "written"
    raise Conflict("reminder")
