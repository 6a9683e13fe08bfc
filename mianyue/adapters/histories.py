"""The stage entries and interviews of many applications, read by their keys, a hundred items at a time (B3)."""

from collections.abc import Iterable, Iterator
from itertools import batched

from mianyue.adapters import keys
from mianyue.adapters.items import Item, decode
from mianyue.adapters.table import Key, Table
from mianyue.domain.application import Application, StageEntry
from mianyue.domain.interview import Interview
from mianyue.domain.tracking import Story

_TOGETHER = 100


class Histories:
    """What rules ask about an application: both kinds of items are numbered, so nobody has to look for them."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of(self, applications: Iterable[Application]) -> dict[str, Story]:
        """Each application with its stage entries and interviews, and nothing else of its story."""
        wanted = list(applications)
        found = self._read(key for application in wanted for key in _keys(application))
        return {application.application_id: _story(application, found) for application in wanted}

    def _read(self, wanted: Iterator[Key]) -> dict[Key, Item]:
        found: dict[Key, Item] = {}
        for some in batched(wanted, _TOGETHER, strict=False):
            found |= self._table.get_all(list(some), consistent=False)
        return found


def _keys(application: Application) -> Iterator[Key]:
    for number in range(1, application.entry + 1):
        yield keys.entry_key(application.application_id, number)
        yield keys.interview_key(application.application_id, number)


def _story(application: Application, found: dict[Key, Item]) -> Story:
    items = [found[key] for key in _keys(application) if key in found]
    entries = tuple(decode(StageEntry, item) for item in items if item["type"]["S"] == "stage_entry")
    interviews = tuple(decode(Interview, item) for item in items if item["type"]["S"] == "interview")
    return Story(application, entries=entries, interviews=interviews)
