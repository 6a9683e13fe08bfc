"""Letting mail go to an address again: parse, call one use case, map the result (K5)."""

from functions.portal_api import suppression_answers as a
from functions.portal_api import suppression_requests as r
from functions.portal_api.parts import parts_of
from functions.portal_api.suppressed_addresses import lift_suppression, names_of
from functions.portal_api.suppression_view import suppression_view
from mianyue.http.powertools import Router
from mianyue.http.roles import HR, caller
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "POST", "/api/hr/suppressions/lift", HR, act="address.lifted", answers=a.SuppressionShape)
def lift(body: r.LiftRequest) -> a.SuppressionShape:
    """Let mail go to an address again; who, when and why are kept."""
    parts = parts_of(router)
    by = caller(router.current_event.raw_event).username
    lifted = lift_suppression(parts.suppressions, body.address, body.because, by=by, now=parts.clock())
    return suppression_view(lifted, names_of(parts.listing, [lifted]))
