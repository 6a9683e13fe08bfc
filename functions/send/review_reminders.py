"""What has been answered, withdrawn, cancelled or has ended needs no schedule of a reminder any more (M4, M6).

Once, and as best as can be: a schedule that stays wakes somebody for nothing, and one that is missing is found by the
sweep.
"""

from typing import Protocol

from mianyue.domain.errors import Conflict
from mianyue.domain.interview import Interview, Side
from mianyue.domain.message import why_not
from mianyue.domain.reminder import Reminder, ReminderStatus, kind_for


class Stories(Protocol):
    """What reviewing needs of the table."""

    def interview(self, application_id: str, number: int) -> Interview:
        """One interview. Raises NotFound."""

    def reminders(self, application_id: str, entry: int) -> list[Reminder]:
        """Every reminder of one interview, whatever has become of it."""

    def decide(self, reminder: Reminder, interview: Interview, message: None, reason: str) -> None:
        """Settle a waiting reminder on the very interview that was read. Raises Conflict."""


class Schedules(Protocol):
    """One-time schedules."""

    def reminder(self, reminder: Reminder) -> None:
        """Wake the reminder function when `reminder` is due."""

    def forget(self, reminder: Reminder) -> None:
        """Nobody needs to be woken for `reminder` any more."""


def review_reminders(stories: Stories, schedules: Schedules, application_id: str, entry: int) -> str:
    """Drop the waiting reminders of an interview with their schedules, or let them stand; which, as one word.

    Raises NotFound.
    """
    interview = stories.interview(application_id, entry)
    reminders = stories.reminders(application_id, entry)
    waiting = [each for each in reminders if each.status is ReminderStatus.WAITING]
    for reminder in reminders:
        if reminder.status is ReminderStatus.DROPPED:  # by HR, say: its schedule may stand
            schedules.forget(reminder)
    if not (reason := why_not(kind_for(interview), interview)):
        for reminder in waiting:  # brought back: its schedule may have been deleted
            schedules.reminder(reminder)
        return "stand"
    for reminder in waiting:
        _drop(stories, reminder, interview, reason)
        schedules.forget(reminder)
    return reason


def _drop(stories: Stories, reminder: Reminder, interview: Interview, reason: str) -> None:
    """What a move has cancelled may be brought back a moment later, as it was: that waits in the table."""
    if Side.CANCELLED in interview.sides:
        return
    try:
        stories.decide(reminder, interview, None, reason)
    except Conflict:  # answered anew, or decided by somebody else: whoever comes next sees the same
        return
