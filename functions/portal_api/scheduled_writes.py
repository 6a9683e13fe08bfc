"""Taking back what waits to be sent: parse, call one use case, map the result (R4)."""

from functions.portal_api import scheduled_answers as a
from functions.portal_api import scheduled_requests as r
from functions.portal_api.parts import parts_of
from functions.portal_api.scheduled_messages import Queue
from mianyue.http.powertools import Router
from mianyue.http.roles import HR, caller
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "POST", "/api/hr/scheduled/cancel", HR, answers=a.CancelResponse)
def cancel_scheduled(body: r.CancelRequest) -> a.CancelResponse:
    """Take back messages that still wait; with an invitation, its interview ends."""
    parts = parts_of(router)
    wanted = [(each.application_id, each.entry, each.message_id) for each in body.messages]
    by = caller(router.current_event.raw_event).username
    cancelled = Queue(parts.outbox, parts.clock()).cancel(wanted, by=by)
    results = [a.CancelResult(message_id=each.message_id, outcome=each.outcome) for each in cancelled]
    return a.CancelResponse(results=results)
