"""Routes of the bulk area: parse, call one use case, map the result."""

import secrets
from typing import cast

from functions.bulk import answers as a
from functions.bulk import look, requests, steer, views
from functions.bulk.parts import Parts
from functions.bulk.prepare import Wanted, prepare
from mianyue.domain.audit import NOTHING
from mianyue.domain.bulk import Bulk, BulkKind, Step
from mianyue.domain.bulk_mail import bulk_id
from mianyue.domain.narrowing import Narrowing
from mianyue.http.powertools import Router
from mianyue.http.roles import HR, caller
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "POST", "/api/hr/bulks/preview", HR, act=NOTHING, answers=a.BulkPreview)
def preview_bulk(body: requests.BulkRequest) -> a.BulkPreview:
    """Count whom a bulk action would act on and what it would cost; nothing happens yet."""
    forecast = prepare(_parts().counting, _wanted(body), bulk_id=bulk_id(secrets.token_hex(10)))
    return views.preview(forecast, _parts().setups.setup())


@route(router, "POST", "/api/hr/bulks", HR, act="bulk.started", answers=a.Bulk)
def start_bulk(body: requests.BulkStart) -> a.Bulk:
    """Hold what a preview has counted; once the hold is over it is carried out in the background."""
    arn = router.context["function_arn"]
    return _shown(steer.begin(_parts().wheel, body.bulk_id, by=_username(), function_arn=arn))


@route(router, "GET", "/api/hr/bulks", HR, answers=a.BulkList)
def list_bulks() -> a.BulkList:
    """The newest bulk actions."""
    setup = _parts().setups.setup()
    return a.BulkList(bulks=[views.bulk(each, setup) for each in look.newest(_parts().window)])


@route(router, "GET", "/api/hr/bulks/<bulk_id>", HR, answers=a.Bulk)
def show_bulk(bulk_id: str) -> a.Bulk:
    """One bulk action, its mails, and whom it has left alone."""
    return views.bulk(look.one(_parts().window, bulk_id), _parts().setups.setup())


@route(router, "POST", "/api/hr/bulks/<bulk_id>/pause", HR, act="bulk.paused", answers=a.Bulk)
def pause_bulk(bulk_id: str) -> a.Bulk:
    """Stop it where it stands; its mails wait."""
    return _taken(bulk_id, Step.PAUSE)


@route(router, "POST", "/api/hr/bulks/<bulk_id>/resume", HR, act="bulk.resumed", answers=a.Bulk)
def resume_bulk(bulk_id: str) -> a.Bulk:
    """Let it go on where it stopped."""
    return _taken(bulk_id, Step.RESUME)


@route(router, "POST", "/api/hr/bulks/<bulk_id>/cancel", HR, act="bulk.cancelled", answers=a.Bulk)
def cancel_bulk(bulk_id: str) -> a.Bulk:
    """Take it back while it is held; later, end it: nobody further, and no mail of it that has not left."""
    return _taken(bulk_id, Step.CANCEL)


def _taken(bulk_id: str, step: Step) -> a.Bulk:
    return _shown(steer.take(_parts().wheel, bulk_id, step, by=_username()))


def _shown(bulk: Bulk) -> a.Bulk:
    return views.bulk(look.seen(_parts().window, bulk), _parts().setups.setup())


def _wanted(body: requests.BulkRequest) -> Wanted:
    everybody = body.everybody
    narrowed = Narrowing(everybody.stage, everybody.position_id, everybody.q) if everybody else None
    if body.kind == "withdraw" and narrowed is None and not body.applications:
        narrowed = Narrowing(position_id=body.position_id)
    chosen = tuple((each.application_id, each.entry) for each in body.applications)
    return Wanted(BulkKind(body.kind), body.stage, body.position_id, chosen, narrowed)


def _parts() -> Parts:
    return cast(Parts, router.context["parts"])


def _username() -> str:
    return caller(router.current_event.raw_event).username
