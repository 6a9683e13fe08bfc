"""What HR looks at: parse, call one use case, map the result."""

from typing import Annotated

from functions.portal_api import hr_answers as a
from functions.portal_api import views
from functions.portal_api.company_view import company_view
from functions.portal_api.list_applications import list_applications
from functions.portal_api.open_cases import open_cases
from functions.portal_api.parts import parts_of
from functions.portal_api.read_mail import read_mail
from mianyue.domain.narrowing import Narrowing
from mianyue.http.inputs import Text, Whole
from mianyue.http.powertools import Router
from mianyue.http.roles import HR, caller
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "GET", "/api/hr/me", HR, answers=a.Me)
def me() -> a.Me:
    """Who is signed in."""
    person = caller(router.current_event.raw_event)
    return a.Me(username=person.username, email=person.email, roles=list(person.roles))


@route(router, "GET", "/api/hr/company", HR, answers=a.CompanyShape)
def company() -> a.CompanyShape:
    """The company and what HR has set up."""
    return company_view(parts_of(router).setups.setup())


@route(router, "GET", "/api/hr/applications", HR, answers=a.ApplicationPage)
def applications(
    stage: Annotated[str, Text(60)] = "",
    position_id: Annotated[str, Text(60)] = "",
    q: Annotated[str, Text(100)] = "",
    cursor: Annotated[str, Text(400)] = "",
    limit: Annotated[int, Whole(1, 100)] = 50,
) -> a.ApplicationPage:
    """Applications, newest first; `q` searches name, mail and phone."""
    parts, narrowed = parts_of(router), Narrowing(stage, position_id, q)
    return views.page(
        list_applications(parts.listing, narrowed, limit=limit, cursor=cursor),
        parts.setups.setup(),
    )


@route(router, "GET", "/api/hr/applications/<application_id>", HR, answers=a.ApplicationDetail)
def application(application_id: str) -> a.ApplicationDetail:
    """Everything about one application."""
    parts = parts_of(router)
    return views.detail(parts.stories.story(application_id), parts.setups.setup())


@route(router, "GET", "/api/hr/applications/<application_id>/messages/<message_id>/mail", HR, answers=a.MailShape)
def mail(application_id: str, message_id: str) -> a.MailShape:
    """A mail exactly as it was sent (T4)."""
    parts = parts_of(router)
    return views.mail(read_mail(parts.stories, parts.mails, application_id, message_id))


@route(router, "GET", "/api/hr/cases", HR, answers=a.CaseList)
def cases() -> a.CaseList:
    """Everything that waits for HR (H1)."""
    parts = parts_of(router)
    setup = parts.setups.setup()
    return a.CaseList(cases=[views.case(case, about, setup) for case, about in open_cases(parts.listing)])
