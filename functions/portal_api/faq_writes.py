"""The FAQ as HR changes it: parse, call one use case, answer with the FAQ as it is then (H4)."""

import secrets
from typing import Annotated

from functions.portal_api import faq_answers as a
from functions.portal_api import faq_requests as r
from functions.portal_api.faq_view import faq_list
from functions.portal_api.parts import Parts, parts_of
from functions.portal_api.save_faq import FaqDesk, new_faq_id
from mianyue import starter_faq
from mianyue.domain.faq import FaqEntry
from mianyue.http.inputs import Whole
from mianyue.http.powertools import Router
from mianyue.http.roles import HR
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "POST", "/api/hr/faq/entries", HR, act="faq.added", answers=a.FaqList)
def add_faq_entry(body: r.NewFaqEntry) -> a.FaqList:
    """Add an entry, of its own or made of an answered question."""
    entry = _entry(body.entry, new_faq_id(_parts().clock(), secrets.token_hex(3)))
    if body.made_of:
        _desk().turn_into(body.made_of.application_id, body.made_of.question_id, entry)
    else:
        _desk().add(entry)
    return faq_list(_parts().faq)


@route(router, "PUT", "/api/hr/faq/order", HR, act="faq.arranged", answers=a.FaqList)
def arrange_faq(body: r.FaqOrderRequest) -> a.FaqList:
    """Put the entries in another order."""
    _desk().arrange(body.faq_ids, body.seen)
    return faq_list(_parts().faq)


@route(router, "POST", "/api/hr/faq/usual", HR, act="faq.usual_added", answers=a.FaqList)
def add_usual_entries(body: r.UsualEntriesRequest) -> a.FaqList:  # noqa: ARG001 - an explicit POST with a JSON body
    """Add those of the usual entries that are missing."""
    _parts().faq.add_missing(starter_faq.faq())
    return faq_list(_parts().faq)


@route(router, "PUT", "/api/hr/faq/entries/<faq_id>", HR, act="faq.changed", answers=a.FaqList)
def change_faq_entry(faq_id: str, body: r.ChangedFaqEntry) -> a.FaqList:
    """Change an entry."""
    _desk().change(_entry(body.entry, faq_id), body.seen)
    return faq_list(_parts().faq)


@route(router, "DELETE", "/api/hr/faq/entries/<faq_id>", HR, act="faq.removed", answers=a.FaqList)
def remove_faq_entry(faq_id: str, seen: Annotated[int, Whole(1, 10**9)] = 1) -> a.FaqList:
    """Remove an entry."""
    _desk().remove(faq_id, seen)
    return faq_list(_parts().faq)


def _entry(fields: r.FaqFields, faq_id: str) -> FaqEntry:
    return FaqEntry(faq_id, fields.scope, **{name: words.strip() for name, words in fields if name != "scope"})


def _desk() -> FaqDesk:
    return FaqDesk(_parts().faq, _parts().questions, _parts().setups.newest())


def _parts() -> Parts:
    return parts_of(router)
