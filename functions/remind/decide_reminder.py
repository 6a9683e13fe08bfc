"""A reminder is due: read the interview, decide which it is, and write a message or none, in one step (M1, M2, M4)."""

from collections.abc import Callable
from copy import replace
from datetime import datetime, timedelta
from typing import Protocol

from mianyue.domain.errors import Conflict, NotFound
from mianyue.domain.interview import Interview
from mianyue.domain.message import Message
from mianyue.domain.reminder import Reminder, ReminderStatus, due_for, kind_for
from mianyue.recording import TRIES

EARLY = timedelta(minutes=1)
"""Schedules are exact to a minute; one that comes earlier than that is left to the sweep."""


class Stories(Protocol):
    """What deciding needs of the table."""

    def interview(self, application_id: str, number: int) -> Interview:
        """One interview. Raises NotFound."""

    def reminder(self, application_id: str, entry: int, ordinal: int) -> Reminder:
        """One reminder. Raises NotFound."""

    def decide(self, reminder: Reminder, interview: Interview, message: Message | None, reason: str) -> None:
        """Settle a waiting reminder on the very interview that was read. Raises Conflict."""

    def put_off(self, reminder: Reminder, interview: Interview, due_at: datetime) -> Reminder:
        """A waiting reminder gets a later time, on the very interview that was read. Raises Conflict."""


type Wake = Callable[[Reminder], None]
"""Makes somebody look at a reminder when it is due."""


def decide_reminder(
    stories: Stories, wake: Wake, *, application_id: str, entry: int, ordinal: int, now: datetime
) -> str:
    """Decide one reminder: `written`, a reason for dropping it, `put_off`, `early` or `done_before`.

    Safe to call twice, late or never (the sweep calls again). Raises Conflict when the interview keeps changing.
    """
    for _ in range(TRIES):
        try:
            reminder = stories.reminder(application_id, entry, ordinal)
            interview = stories.interview(application_id, entry)
        except NotFound:  # erased since
            return "done_before"
        if reminder.status is not ReminderStatus.WAITING:
            return "done_before"
        if now < reminder.due_at - EARLY:
            return "early"
        try:
            return _decided(stories, wake, replace(reminder, kind=kind_for(interview)), interview, now)
        except Conflict:
            continue
    raise Conflict("reminder")


def _decided(stories: Stories, wake: Wake, reminder: Reminder, interview: Interview, now: datetime) -> str:
    """`reminder` is of the kind that the candidate needs now: perhaps the one that is due later. Raises Conflict."""
    due_at = due_for(reminder.kind, interview, reminder.since)
    reason = reminder.why_not(interview)
    if not reason and now < due_at - EARLY:
        wake(stories.put_off(reminder, interview, due_at))
        return "put_off"
    stories.decide(reminder, interview, None if reason else reminder.message(interview, now), reason)
    return reason or "written"
