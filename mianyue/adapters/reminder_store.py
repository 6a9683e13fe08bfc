"""The queue of future reminders: looked through by when they are due, and cancelled by HR (M6)."""

from collections.abc import Sequence
from typing import NamedTuple

from mianyue.adapters import keys
from mianyue.adapters.due_cursor import cursor_of, start_at
from mianyue.adapters.items import Item, decode
from mianyue.adapters.reminder_items import dropped
from mianyue.adapters.table import ABSENT, Key, Table, put
from mianyue.domain.application import Application
from mianyue.domain.errors import NotFound
from mianyue.domain.interview import Interview
from mianyue.domain.reminder import Reminder
from mianyue.domain.sendable import Planned
from mianyue.domain.tracking import TrackingEvent


class ReminderPage(NamedTuple):
    """Reminders that wait, and where the next page starts ('' at the end)."""

    reminders: list[Reminder]
    cursor: str


class ReminderStore:
    """Planned reminders."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def waiting(self, *, limit: int, cursor: str = "") -> ReminderPage:
        """Up to `limit` that wait, soonest first, behind `cursor`. Raises InvalidInput for a broken cursor."""
        start = start_at(keys.DUE_REMINDERS, "REMINDER#", cursor)
        page = self._table.page(keys.DUE_REMINDERS, index=True, limit=limit, cursor=start)
        return ReminderPage([decode(Reminder, item) for item in page.items], cursor_of(page.cursor))

    def beside(self, reminders: Sequence[Reminder]) -> list[Planned]:
        """Up to 50 reminders, each with its interview and application, in the same order.

        One whose interview or application is not there is left out: it does not take the others with it.
        """
        if not reminders:
            return []
        wanted = {key for each in reminders for key in (_of(each), _about(each))}
        found = self._table.get_all(list(wanted), consistent=False)
        beside = ((each, found.get(_of(each)), found.get(_about(each))) for each in reminders)
        return [
            _planned(application, interview, each)
            for each, application, interview in beside
            if application and interview
        ]

    def planned(self, application_id: str, entry: int, ordinal: int) -> Planned:
        """One reminder with its interview and application, read together. Raises NotFound."""
        key = keys.reminder_key(application_id, entry, ordinal)
        wanted = [keys.application_key(application_id), keys.interview_key(application_id, entry), key]
        found = self._table.get_all(wanted)
        if len(found) < len(wanted):
            raise NotFound("reminder")
        application, interview, reminder = (found[each] for each in wanted)
        return _planned(application, interview, decode(Reminder, reminder))

    def cancel(self, reminder: Reminder, event: TrackingEvent) -> None:
        """Drop a reminder if it still waits as it was read, and write down who did. Raises Conflict."""
        self._table.write(dropped(reminder), put(keys.event_item(event), ABSENT))


def _of(reminder: Reminder) -> Key:
    return keys.application_key(reminder.application_id)


def _about(reminder: Reminder) -> Key:
    return keys.interview_key(reminder.application_id, reminder.entry)


def _planned(application: Item, interview: Item, reminder: Reminder) -> Planned:
    return Planned(decode(Application, application), decode(Interview, interview), reminder)
