"""What HR does: parse, call one use case, map the result."""

from datetime import timedelta

from functions.portal_api import hr_answers as a
from functions.portal_api import hr_requests as r
from functions.portal_api import views
from functions.portal_api.answer_wish import WishDesk
from functions.portal_api.move_applications import move_applications
from functions.portal_api.parts import parts_of
from functions.portal_api.settle_case import CaseDesk
from mianyue.domain.application import Application
from mianyue.domain.tracking import ExceptionCase
from mianyue.http.powertools import Router
from mianyue.http.roles import HR, caller
from mianyue.http.routes import route
from mianyue.moving import Mover

router = Router()  # type: ignore[no-untyped-call]
_CASE = "/api/hr/applications/<application_id>/cases/<case_id>"


@route(router, "POST", "/api/hr/moves", HR, act="application.moved", answers=a.MoveResponse)
def move(body: r.MoveRequest) -> a.MoveResponse:
    """Move applications to a stage; each one only from the entry the caller saw."""
    parts = parts_of(router)
    company = parts.setups.newest().company
    hold = timedelta(seconds=company.hold_seconds)
    mover = Mover(parts.stories, company.closing_stages, by=_username(), now=parts.clock(), hold=hold)
    seen = [(each.application_id, each.entry) for each in body.applications]
    moved = move_applications(mover, company, body.stage, seen)
    return a.MoveResponse(
        results=[
            a.MoveResult(application_id=each.application_id, outcome=each.outcome, entry=each.entry) for each in moved
        ]
    )


@route(
    router,
    "POST",
    f"{_CASE}/resolve",
    HR,
    act="case.settled",
    answers=a.Case,
)
def resolve(application_id: str, case_id: str, body: r.ResolveRequest) -> a.Case:
    """Settle a case."""
    parts = parts_of(router)
    desk = CaseDesk(parts.stories, parts.outbox, parts.queue, parts.suppressions)
    return _case(desk.settle(application_id, case_id, body.resolution, by=_username(), now=parts.clock()))


@route(
    router,
    "POST",
    f"{_CASE}/accept",
    HR,
    act="wish.accepted",
    answers=a.Case,
)
def accept_wish(application_id: str, case_id: str, body: r.TimeRequest) -> a.Case:
    """One of the times that the candidate has wished for holds from here on (P2)."""
    return _case(_wishes().accept(application_id, case_id, body.starts_at, body.note))


@route(
    router,
    "POST",
    f"{_CASE}/propose",
    HR,
    act="wish.proposed",
    answers=a.Case,
)
def propose_time(application_id: str, case_id: str, body: r.TimeRequest) -> a.Case:
    """Another time in the place of the wished ones; the candidate is asked to confirm it (P2)."""
    return _case(_wishes().propose(application_id, case_id, body.starts_at, body.note))


@route(
    router,
    "POST",
    f"{_CASE}/refuse",
    HR,
    act="wish.refused",
    answers=a.Case,
)
def refuse_wish(application_id: str, case_id: str, body: r.NoteRequest) -> a.Case:
    """The time stays; the candidate is asked whether they come all the same (P2)."""
    return _case(_wishes().refuse(application_id, case_id, body.note))


def _wishes() -> WishDesk:
    return WishDesk(parts_of(router).stories, _username(), parts_of(router).clock())


def _case(settled: tuple[ExceptionCase, Application]) -> a.Case:
    return views.case(*settled, parts_of(router).setups.setup())


def _username() -> str:
    return caller(router.current_event.raw_event).username
