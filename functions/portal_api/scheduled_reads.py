"""What waits to be sent or is planned: parse, call one use case, map the result (R4, M6)."""

from typing import Annotated

from functions.portal_api import scheduled_answers as a
from functions.portal_api.parts import parts_of
from functions.portal_api.planned_reminders import Plans
from functions.portal_api.ports import Setup
from functions.portal_api.scheduled_messages import Queue, Waiting
from functions.portal_api.views import position_name
from mianyue.domain.sendable import Planned
from mianyue.http.answers import iso
from mianyue.http.inputs import Text, Whole
from mianyue.http.powertools import Router
from mianyue.http.roles import HR
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "GET", "/api/hr/scheduled", HR, answers=a.ScheduledPage)
def scheduled(cursor: Annotated[str, Text(400)] = "", limit: Annotated[int, Whole(1, 50)] = 50) -> a.ScheduledPage:
    """Messages that wait to be sent, soonest first, each with why."""
    parts = parts_of(router)
    setup = parts.setups.setup()
    waiting, further = Queue(parts.outbox, parts.clock()).page(setup, limit=limit, cursor=cursor)
    return a.ScheduledPage(messages=[_shape(each, setup) for each in waiting], cursor=further)


@route(router, "GET", "/api/hr/scheduled/reminders", HR, answers=a.ReminderPage)
def planned_reminders(
    cursor: Annotated[str, Text(400)] = "", limit: Annotated[int, Whole(1, 50)] = 50
) -> a.ReminderPage:
    """Reminders that are planned, soonest first, each as things stand."""
    parts = parts_of(router)
    setup = parts.setups.setup()
    planned, further = Plans(parts.reminders, parts.clock()).page(setup.company, limit=limit, cursor=cursor)
    return a.ReminderPage(reminders=[_planned(each, setup) for each in planned], cursor=further)


def _shape(waiting: Waiting, setup: Setup) -> a.ScheduledMessage:
    application, interview, message, _ = waiting.found
    return {
        "application_id": application.application_id,
        "entry": message.entry,
        "message_id": message.message_id,
        "kind": message.kind,
        "channel": message.channel,
        "candidate_name": application.name,
        "position_id": interview.position_id,
        "position_name": position_name(setup, interview.position_id),
        "zone": interview.zone,
        "due_at": iso(message.due_at),
        "waits_for": waiting.waits_for,
        "ends_interview": waiting.ends_interview,
        "batch": message.batch,
    }


def _planned(planned: Planned, setup: Setup) -> a.PlannedReminder:
    application, interview, reminder = planned
    return {
        "application_id": application.application_id,
        "entry": reminder.entry,
        "ordinal": reminder.ordinal,
        "kind": reminder.kind,
        "number": reminder.number,
        "most": interview.reminders,
        "candidate_name": application.name,
        "position_id": interview.position_id,
        "position_name": position_name(setup, interview.position_id),
        "zone": interview.zone,
        "due_at": iso(reminder.due_at),
        "starts_at": iso(interview.starts_at),
    }
