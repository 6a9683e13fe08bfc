"""Addresses that no mail goes to: parse, call one use case, map the result (K5)."""

from typing import Annotated

from functions.portal_api import suppression_answers as a
from functions.portal_api.parts import parts_of
from functions.portal_api.suppressed_addresses import names_of, suppressed_addresses
from functions.portal_api.suppression_view import suppression_view
from mianyue.http.inputs import Text, Whole
from mianyue.http.powertools import Router
from mianyue.http.roles import HR
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "GET", "/api/hr/suppressions", HR, answers=a.SuppressionList)
def suppressions(
    address: Annotated[str, Text(320)] = "",
    cursor: Annotated[str, Text(400)] = "",
    limit: Annotated[int, Whole(1, 50)] = 50,
) -> a.SuppressionList:
    """Addresses that no mail goes to, newest first; all that is known of one with `address`."""
    parts = parts_of(router)
    found, further = suppressed_addresses(parts.suppressions, address, limit=limit, cursor=cursor)
    names = names_of(parts.listing, found)
    return a.SuppressionList(suppressions=[suppression_view(each, names) for each in found], cursor=further)
