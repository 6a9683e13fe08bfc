"""Reminders that are planned: each listed as things stand, and cancelled as long as it waits (M6)."""

from copy import replace
from datetime import datetime
from typing import NamedTuple

from functions.portal_api.ports import Reminders
from mianyue.domain.company import Company
from mianyue.domain.errors import Conflict, Refused
from mianyue.domain.ids import derived
from mianyue.domain.message import CANCELLED_BY_HR
from mianyue.domain.reminder import REMINDER_CANCELLED, ReminderStatus
from mianyue.domain.sendable import Planned
from mianyue.domain.tracking import TrackingEvent
from mianyue.recording import TRIES

_NO_LONGER = {ReminderStatus.WRITTEN: "reminder_written", ReminderStatus.DROPPED: "reminder_dropped"}


class Plans(NamedTuple):
    """The queue of planned reminders, as it is at one moment."""

    reminders: Reminders
    now: datetime

    def page(self, company: Company, *, limit: int, cursor: str) -> tuple[list[Planned], str | None]:
        """One page of it, soonest first, and where the next one starts. Raises InvalidInput for a broken cursor.

        What will be dropped when its time comes is not planned any more: a page may be short.
        """
        page = self.reminders.waiting(limit=limit, cursor=cursor)
        found = self.reminders.beside(page.reminders)
        planned = [_as_it_goes_out(each, company) for each in found if not each.reminder.why_not(each.interview)]
        return sorted(planned, key=lambda each: each.reminder.due_at), page.cursor or None

    def cancel(self, application_id: str, entry: int, ordinal: int, *, by: str) -> None:
        """Cancel a reminder that waits: neither it nor one behind it will be written, whatever mail is sent again.

        Of this and the reminder's own moment exactly one comes first. Raises NotFound, and Refused
        (`reminder_written`, `reminder_dropped`) when there is nothing left to cancel.
        """
        for _ in range(TRIES):
            planned = self.reminders.planned(application_id, entry, ordinal)
            if reason := _NO_LONGER.get(planned.reminder.status):
                raise Refused(reason)
            reminder = replace(planned.reminder, status=ReminderStatus.DROPPED, reason=CANCELLED_BY_HR)
            try:
                self.reminders.cancel(reminder, _cancelled(planned, by, self.now))
            except Conflict:  # put off, or decided: look again
                continue
            return
        raise Conflict("reminder")


def _as_it_goes_out(planned: Planned, company: Company) -> Planned:
    return replace(planned, reminder=planned.reminder.goes_out(planned.interview, company.window))


def _cancelled(planned: Planned, by: str, now: datetime) -> TrackingEvent:
    reminder = planned.reminder
    return TrackingEvent(
        application_id=reminder.application_id,
        entry=reminder.entry,
        event_id=derived(reminder.application_id, reminder.entry, REMINDER_CANCELLED, reminder.ordinal),
        name=REMINDER_CANCELLED,
        at=now,
        source="hr",
        detail={"kind": reminder.as_things_stand(planned.interview).kind, "by": by},
    )
