"""The calendar of interviews: parse, call one use case, map the result (H3)."""

from datetime import datetime
from typing import Annotated

from functions.portal_api import calendar_answers as a
from functions.portal_api.list_calendar import Stretch, list_calendar
from functions.portal_api.parts import parts_of
from functions.portal_api.ports import Setup
from functions.portal_api.views import position_name
from mianyue.domain.application import Application
from mianyue.domain.appointment import ends_at, standing
from mianyue.domain.errors import InvalidInput
from mianyue.domain.interview import Interview
from mianyue.domain.moments import parse_stamp
from mianyue.http.answers import iso
from mianyue.http.inputs import Text
from mianyue.http.powertools import Router
from mianyue.http.roles import HR
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "GET", "/api/hr/calendar", HR, answers=a.CalendarShape)
def calendar(
    since: Annotated[str, Text(40)] = "",
    until: Annotated[str, Text(40)] = "",
    position_id: Annotated[str, Text(60)] = "",
    state: Annotated[str, Text(20)] = "",
) -> a.CalendarShape:
    """Interviews that begin from `since` on and before `until`, at most 42 days later."""
    parts = parts_of(router)
    stretch = Stretch(_moment("since", since), _moment("until", until), position_id, state)
    shown, setup = list_calendar(parts.calendar, parts.listing, stretch), parts.setups.setup()
    return a.CalendarShape(
        entries=[_entry(interview, application, setup) for interview, application in shown.entries],
        complete_until=iso(shown.complete_until) if shown.complete_until else None,
    )


def _moment(name: str, given: str) -> datetime:
    try:
        return parse_stamp(given)
    except (ValueError, OverflowError) as error:  # no time in year 1 is earlier in UTC
        raise InvalidInput(name, "invalid_input", given) from error


def _entry(interview: Interview, application: Application, setup: Setup) -> a.CalendarEntry:
    return {
        "application_id": interview.application_id,
        "entry": interview.number,
        "candidate_name": application.name,
        "position_id": interview.position_id,
        "position_name": position_name(setup, interview.position_id),
        "starts_at": iso(interview.starts_at),
        "ends_at": iso(ends_at(interview)),
        "zone": interview.zone,
        "standing": standing(interview).value,
        "wishes": [iso(parse_stamp(wish)) for wish in interview.wishes],
    }
