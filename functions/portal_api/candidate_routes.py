"""Routes of the candidate's area and of the AI-interview platform: parse, call one use case, map the result."""

from datetime import datetime
from typing import Any

from functions.portal_api import candidate_answers as a
from functions.portal_api import candidate_requests as r
from functions.portal_api import candidate_session, run_interview
from functions.portal_api.answer_interview import Desk
from functions.portal_api.ask_for_link import ask_for_link
from functions.portal_api.candidate_session import Visit, Visitor, visit_of
from functions.portal_api.candidate_view import candidate_interview, contact
from functions.portal_api.parts import Parts, parts_of
from mianyue.domain.hit import network_of
from mianyue.domain.link import SESSION_LASTS
from mianyue.http.powertools import Response, Router
from mianyue.http.roles import CANDIDATE, LINK_HOLDER, PLATFORM, bearer
from mianyue.http.routes import no_content, route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "POST", "/api/candidate/session", LINK_HOLDER, answers=a.SessionResponse)
def open_session(body: r.SessionRequest) -> a.SessionResponse:
    """Exchange a link's token for a short session; this is the click, a person's or a machine's."""
    parts, now = _parts(), _now()
    opened = candidate_session.open_session(
        parts.stories, parts.links, body.token, visitor=_visitor(), request_id=_request_id(), now=now
    )
    shown = candidate_interview(opened.visit, parts.setups.setup(), now)
    return a.SessionResponse(session=opened.session, expires_in=int(SESSION_LASTS.total_seconds()), interview=shown)


@route(router, "POST", "/api/candidate/fresh-link", LINK_HOLDER, answers=a.FreshLinkResponse)
def ask_for_fresh_link(body: r.SessionRequest) -> a.FreshLinkResponse:
    """Have a new link sent to the address on file, in place of one that has stopped working (P6)."""
    parts, setup = _parts(), _parts().setups.setup()
    over = ask_for_link(parts.stories, parts.links, setup, body.token, request_id=_request_id(), now=_now())
    return a.FreshLinkResponse(over=over or None, hr=contact(setup.company) if over else None)


@route(router, "GET", "/api/candidate/interview", CANDIDATE, answers=a.CandidateInterview)
def interview() -> a.CandidateInterview:
    """The interview as its candidate sees it."""
    return _shown(_visit())


@route(router, "POST", "/api/candidate/interview/confirm", CANDIDATE, answers=a.CandidateInterview)
def confirm(body: r.AnswerRequest) -> a.CandidateInterview:
    """The candidate comes at the given time."""
    return _shown(_desk(body.turn).confirm(_visit()))


@route(router, "POST", "/api/candidate/interview/new-time", CANDIDATE, answers=a.CandidateInterview)
def ask_new_time(body: r.NewTimeRequest) -> a.CandidateInterview:
    """The candidate would rather come at another time (P2)."""
    return _shown(_desk(body.turn).ask_new_time(_visit(), body.wishes, body.note))


@route(router, "POST", "/api/candidate/interview/decline", CANDIDATE, answers=a.CandidateInterview)
def decline(body: r.DeclineRequest) -> a.CandidateInterview:
    """The candidate does not come."""
    return _shown(_desk(body.turn).decline(_visit(), body.reason))


@route(router, "POST", "/api/candidate/interview/start", CANDIDATE, answers=a.StartResponse)
def start(body: r.NothingToSay) -> a.StartResponse:  # noqa: ARG001 - an explicit POST with a JSON body
    """Where the AI interview is (P4)."""
    return a.StartResponse(url=run_interview.start(_parts().links, _visit(), _parts().setups.setup().company, _now()))


@route(router, "POST", "/api/platform/events", PLATFORM, status=204)
def platform_event(body: r.PlatformEvent) -> Response[Any]:
    """The AI-interview platform tells how far the candidate is (C4)."""
    run_interview.record_platform_event(_parts().stories, _parts().links, body.token, body.event, _now())
    return no_content()


def _visit() -> Visit:
    """The visit that the session in the Authorization header stands for. Raises LinkInvalid."""
    return visit_of(_parts().stories, _parts().links, bearer(router.current_event.raw_event), _now())


def _shown(visit: Visit) -> a.CandidateInterview:
    return candidate_interview(visit, _parts().setups.setup(), _now())


def _desk(turn: int | None) -> Desk:
    new_times = _parts().setups.setup().company.new_times
    return Desk(_parts().stories, _request_id(), _now(), new_times, turn)


def _parts() -> Parts:
    return parts_of(router)


def _request_id() -> str:
    return str(router.current_event.raw_event["requestContext"]["requestId"])


def _visitor() -> Visitor:
    headers = router.current_event.raw_event["headers"]
    return Visitor(headers.get("user-agent", ""), network_of(headers.get("x-forwarded-for", "")))


def _now() -> datetime:
    return _parts().clock()
