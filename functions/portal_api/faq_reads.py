"""The FAQ to look at: parse, call one use case, map the result (H4)."""

from functions.portal_api import faq_answers as a
from functions.portal_api.faq_view import faq_list
from functions.portal_api.parts import parts_of
from mianyue.http.powertools import Router
from mianyue.http.roles import HR
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "GET", "/api/hr/faq", HR, answers=a.FaqList)
def faq() -> a.FaqList:
    """Every ready answer, in HR's order."""
    return faq_list(parts_of(router).faq)
