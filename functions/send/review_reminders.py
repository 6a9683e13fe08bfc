"""What has been answered, withdrawn or has ended needs no schedule of a reminder any more (M4).

Once, and as best as can be: a schedule that stays wakes somebody for nothing, and one that is missing is found by the
sweep.
"""

from typing import Protocol

from mianyue.domain.errors import Conflict
from mianyue.domain.interview import Interview, Side
from mianyue.domain.message import why_not
from mianyue.domain.reminder import Reminder, kind_for


class Stories(Protocol):
    """What reviewing needs of the table."""

    def interview(self, application_id: str, number: int) -> Interview:
        """One interview. Raises NotFound."""

    def waiting_reminders(self, application_id: str, entry: int) -> list[Reminder]:
        """The reminders of one interview that wait."""

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
    reminders = stories.waiting_reminders(application_id, entry)
    if not (reason := why_not(kind_for(interview), interview)):
        for reminder in reminders:  # brought back: its schedule may have been deleted
            schedules.reminder(reminder)
        return "stand"
    for reminder in reminders:
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
