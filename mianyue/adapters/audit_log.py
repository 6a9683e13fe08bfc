"""The audit log, read page by page from its newest line, by person, area and time (O3)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from mianyue.adapters.audit_items import lines_pk, person_pk
from mianyue.adapters.items import decode
from mianyue.adapters.table import Table
from mianyue.domain.audit import Line, Wanted
from mianyue.domain.errors import InvalidInput
from mianyue.domain.moments import stamp


class AuditPage(NamedTuple):
    """Some lines, newest first, and where the next page starts ('' at the end)."""

    lines: list[Line]
    cursor: str


class AuditLog:
    """Reads lines; nobody changes one."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def page(self, wanted: Wanted, *, limit: int, cursor: str = "") -> AuditPage:
        """Up to `limit` lines that are `wanted`, behind `cursor`. Raises InvalidInput for a broken cursor."""
        page = self._table.page(
            person_pk(wanted.by, wanted.area) if wanted.by else lines_pk(wanted.area),
            index=bool(wanted.by),
            until=stamp(wanted.until) if wanted.until else "",
            forward=False,
            limit=limit,
            cursor=_start(wanted, cursor) if cursor else None,
        )
        lines = _since(wanted.since, (decode(Line, item) for item in page.items))
        ended = page.cursor is None or len(lines) < len(page.items)
        return AuditPage(lines, "" if ended or page.cursor is None else page.cursor["sk"]["S"])


def _since(since: datetime | None, lines: Iterable[Line]) -> list[Line]:
    return [each for each in lines if since is None or each.at >= since]


def _start(wanted: Wanted, cursor: str) -> dict[str, Any]:
    """DynamoDB's own start key for the line behind which the page starts."""
    moment, parted, line_id = cursor.partition("#")
    if not (moment and parted and line_id):
        raise InvalidInput("cursor", "invalid_input", cursor)
    values = {"pk": lines_pk(wanted.area), "sk": cursor}
    if wanted.by:
        values |= {"gsi1pk": person_pk(wanted.by, wanted.area), "gsi1sk": cursor}
    return {name: {"S": value} for name, value in values.items()}
