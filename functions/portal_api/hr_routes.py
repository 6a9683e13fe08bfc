"""Routes of the HR area: parse, call one use case, map the result."""

from typing import Annotated, cast

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.portal_api import schemas as s
from functions.portal_api import views
from functions.portal_api.list_applications import Filter, list_applications
from functions.portal_api.move_applications import Mover, move_applications
from functions.portal_api.parts import Parts
from functions.portal_api.read_mail import read_mail
from functions.portal_api.settle_case import CaseDesk, open_cases
from mianyue.http.roles import HR, Caller, caller
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "GET", "/api/hr/me", HR, answers=s.Me)
def me() -> s.Me:
    """Who is signed in."""
    person = _caller()
    return s.Me(username=person.username, email=person.email, roles=list(person.roles))


@route(router, "GET", "/api/hr/company", HR, answers=s.CompanyShape)
def company() -> s.CompanyShape:
    """The company and what HR has set up."""
    return views.company(_parts().setups.setup(), _parts().setups.templates())


@route(router, "GET", "/api/hr/applications", HR, answers=s.ApplicationPage)
def applications(
    stage: Annotated[str, Query(max_length=60)] = "",
    position_id: Annotated[str, Query(max_length=60)] = "",
    q: Annotated[str, Query(max_length=100)] = "",
    cursor: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> s.ApplicationPage:
    """Applications, newest first; `q` searches name, mail and phone."""
    narrowed = Filter(stage, position_id, q)
    lines = list_applications(_parts().listing, narrowed, limit=limit, cursor=cursor)
    return views.page(lines, _parts().setups.setup())


@route(router, "GET", "/api/hr/applications/<application_id>", HR, answers=s.ApplicationDetail)
def application(application_id: str) -> s.ApplicationDetail:
    """Everything about one application."""
    return views.detail(_parts().stories.story(application_id), _parts().setups.setup())


@route(router, "GET", "/api/hr/applications/<application_id>/messages/<message_id>/mail", HR, answers=s.MailShape)
def mail(application_id: str, message_id: str) -> s.MailShape:
    """A mail exactly as it was sent (T4)."""
    return views.mail(read_mail(_parts().stories, _parts().mails, application_id, message_id))


@route(router, "POST", "/api/hr/moves", HR, answers=s.MoveResponse)
def move(body: s.MoveRequest) -> s.MoveResponse:
    """Move applications to a stage; each one only from the entry the caller saw."""
    mover = Mover(_parts().stories, by=_caller().username, now=_parts().clock())
    seen = [(each.application_id, each.entry) for each in body.applications]
    moved = move_applications(_parts().listing, mover, _parts().setups.setup().company, body.stage, seen)
    results = [
        s.MoveResult(application_id=each.application_id, outcome=each.outcome, entry=each.entry) for each in moved
    ]
    return s.MoveResponse(results=results)


@route(router, "GET", "/api/hr/cases", HR, answers=s.CaseList)
def cases() -> s.CaseList:
    """Everything that waits for HR (H1)."""
    setup = _parts().setups.setup()
    return s.CaseList(cases=[views.case(case, about, setup) for case, about in open_cases(_parts().listing)])


@route(router, "POST", "/api/hr/applications/<application_id>/cases/<case_id>/resolve", HR, answers=s.Case)
def resolve(application_id: str, case_id: str, body: s.ResolveRequest) -> s.Case:
    """Settle a case."""
    desk = CaseDesk(_parts().stories, _parts().outbox, _parts().queue)
    by, now = _caller().username, _parts().clock()
    case, about = desk.settle(application_id, case_id, body.resolution, by=by, now=now)
    return views.case(case, about, _parts().setups.setup())


def _parts() -> Parts:
    return cast(Parts, router.context["parts"])


def _caller() -> Caller:
    return caller(router.current_event.raw_event)
