"""Taking back what waits to be sent or is planned: parse, call one use case, map the result (R4, M6)."""

from functions.portal_api import scheduled_answers as a
from functions.portal_api import scheduled_requests as r
from functions.portal_api.parts import parts_of
from functions.portal_api.planned_reminders import Plans
from functions.portal_api.scheduled_messages import Queue
from mianyue.http.powertools import Response, Router
from mianyue.http.roles import HR, caller
from mianyue.http.routes import no_content, route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "POST", "/api/hr/scheduled/cancel", HR, act="mail.cancelled", answers=a.CancelResponse)
def cancel_scheduled(body: r.CancelRequest) -> a.CancelResponse:
    """Take back messages that still wait; with an invitation, its interview ends."""
    parts = parts_of(router)
    wanted = [(each.application_id, each.entry, each.message_id) for each in body.messages]
    cancelled = Queue(parts.outbox, parts.clock()).cancel(wanted, by=_username())
    results = [a.CancelResult(message_id=each.message_id, outcome=each.outcome) for each in cancelled]
    return a.CancelResponse(results=results)


@route(router, "POST", "/api/hr/scheduled/reminders/cancel", HR, act="reminder.cancelled", status=204)
def cancel_reminder(body: r.CancelReminderRequest) -> Response[str]:
    """Cancel a planned reminder, and with it all that would follow it."""
    parts = parts_of(router)
    plans = Plans(parts.reminders, parts.clock())
    plans.cancel(body.application_id, body.entry, body.ordinal, by=_username())
    return no_content()


def _username() -> str:
    return caller(router.current_event.raw_event).username
