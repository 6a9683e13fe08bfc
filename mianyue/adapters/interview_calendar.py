"""The interviews of a stretch of time, in its order: one Query for each month it touches (H3)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from mianyue.adapters.items import decode
from mianyue.adapters.keys import calendar_pk
from mianyue.adapters.table import Table
from mianyue.domain.interview import Interview
from mianyue.domain.moments import stamp

_LONGEST_MONTH = timedelta(days=31)


class InterviewCalendar:
    """Reads the calendar."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def between(self, since: datetime, until: datetime) -> Iterator[Interview]:
        """Interviews that begin from `since` on and before `until`, earliest first, read as they are asked for."""
        for month in _months(since, until):
            items = self._table.items(calendar_pk(month), since=stamp(since), until=stamp(until), index=2)
            yield from (decode(Interview, item) for item in items)


def _months(since: datetime, until: datetime) -> Iterator[datetime]:
    """A moment in each month, UTC, of a stretch."""
    month = since.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while month < until:
        yield month
        month = (month + _LONGEST_MONTH).replace(day=1)
