"""The list of applications, newest first, each with its newest interview: one Query a page (H2).

In the index an application stands next to its interviews (`…#A`, `…#I000001`), so read backwards they come
as interviews, newest first, closed off by their application.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from mianyue.adapters import keys
from mianyue.adapters.items import Item, decode
from mianyue.adapters.partitions import story_pk
from mianyue.adapters.table import Table
from mianyue.domain.application import Application
from mianyue.domain.errors import InvalidInput
from mianyue.domain.interview import Interview
from mianyue.domain.moments import stamp
from mianyue.domain.tracking import ExceptionCase

_READ_AT_ONCE = 300


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    application: Application
    interview: Interview | None


@dataclass(frozen=True)
class ListPage:
    """Some lines, and where the next ones start (None at the end)."""

    rows: list[Row]
    cursor: str | None


class ApplicationList:
    """Reads the list of applications, and the list of open exceptions."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def page(self, *, limit: int, cursor: str = "", wanted: Callable[[Row], bool] = lambda _: True) -> ListPage:
        """Up to `limit` lines that are `wanted`, behind `cursor`. Raises InvalidInput for a broken cursor."""
        rows: list[Row] = []
        for row in self._rows(_start(cursor)):
            if len(rows) == limit:
                return ListPage(rows, _cursor(rows[-1].application))
            if wanted(row):
                rows.append(row)
        return ListPage(rows, None)

    def open_cases(self) -> list[ExceptionCase]:
        """Every exception nobody has settled, newest first (H1)."""
        items = self._table.items(keys.CASES, index=True, forward=False)
        return [decode(ExceptionCase, item) for item in items]

    def applications(self, application_ids: set[str]) -> dict[str, Application]:
        """Up to 100 applications by id; those that are not there are missing."""
        found = self._table.get_all([keys.application_key(each) for each in application_ids])
        return {item["application_id"]["S"]: decode(Application, item) for item in found.values()}

    def _rows(self, start: dict[str, Any] | None) -> Iterator[Row]:
        newest: Item | None = None
        listed = self._table.items(keys.LISTED, index=True, forward=False, limit=_READ_AT_ONCE, cursor=start)
        for item in listed:
            if item["type"]["S"] == "interview":
                newest = newest or item
            else:
                yield Row(decode(Application, item), decode(Interview, newest) if newest else None)
                newest = None


def _cursor(application: Application) -> str:
    return f"{stamp(application.created_at)}_{application.application_id}"


def _start(cursor: str) -> dict[str, Any] | None:
    """DynamoDB's own start key for the line behind which the page starts."""
    if not cursor:
        return None
    moment, _, application_id = cursor.partition("_")
    if not (moment and application_id):
        raise InvalidInput("cursor", "invalid_input", cursor)
    values = {
        "pk": story_pk(application_id),
        "sk": "APP",
        "gsi1pk": keys.LISTED,
        "gsi1sk": f"{moment}#{application_id}#A",
    }
    return {name: {"S": value} for name, value in values.items()}
