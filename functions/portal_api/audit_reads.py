"""The audit log: parse, call one use case, map the result (O3)."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from functions.portal_api import audit_answers as a
from functions.portal_api.parts import parts_of
from mianyue.domain.audit import Line, Wanted
from mianyue.domain.errors import InvalidInput
from mianyue.http.answers import iso
from mianyue.http.inputs import Text, Whole
from mianyue.http.powertools import Router
from mianyue.http.roles import ADMIN
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "GET", "/api/hr/audit", ADMIN, answers=a.AuditPage)
def audit(  # noqa: PLR0917 - by name only, from the query
    by: Annotated[str, Text(80)] = "",
    area: Annotated[str, Text(40)] = "",
    since: Annotated[str, Text(10)] = "",
    until: Annotated[str, Text(10)] = "",
    cursor: Annotated[str, Text(400)] = "",
    limit: Annotated[int, Whole(1, 100)] = 50,
) -> a.AuditPage:
    """Who did what, newest first; `since` and `until` are days in UTC, both of them shown."""
    to = _day("until", until)
    wanted = Wanted(by, area, _day("since", since), to + timedelta(days=1) if to else None)
    page = parts_of(router).audit.page(wanted, limit=limit, cursor=cursor)
    return {"lines": [_line(each) for each in page.lines], "cursor": page.cursor or None}


def _day(field: str, given: str) -> datetime | None:
    try:
        return datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=UTC) if given else None
    except ValueError as error:
        raise InvalidInput(field, "invalid_input", given) from error


def _line(line: Line) -> a.AuditLine:
    return {
        "line_id": line.line_id,
        "at": iso(line.at),
        "by": line.by,
        "act": line.act,
        "address": line.address,
        "kind": line.kind,
        "thing": line.thing,
        "changes": [_changed(field, values) for field, values in sorted(line.changes.items())],
    }


def _changed(field: str, values: tuple[str, ...]) -> a.ChangedField:
    old, new = values or (None, None)
    return {"field": field, "old": old, "new": new}
