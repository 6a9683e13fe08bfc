"""Candidates' questions for HR to look at: parse, call one use case, map the result (H4)."""

from typing import Annotated

from functions.portal_api import question_answers as a
from functions.portal_api.list_questions import list_questions
from functions.portal_api.parts import parts_of
from functions.portal_api.question_views import question_shape
from mianyue.http.inputs import Text, Whole
from mianyue.http.powertools import Router
from mianyue.http.roles import HR
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "GET", "/api/hr/questions", HR, answers=a.QuestionPage)
def questions(
    settled: Annotated[int, Whole(0, 1)] = 0,
    cursor: Annotated[str, Text(400)] = "",
    limit: Annotated[int, Whole(1, 50)] = 20,
) -> a.QuestionPage:
    """Questions that wait for an answer, newest first; with `settled=1` those that have one, or need none."""
    parts = parts_of(router)
    found, further = list_questions(parts.questions, parts.listing, settled=bool(settled), limit=limit, cursor=cursor)
    setup = parts.setups.setup()
    return a.QuestionPage(questions=[question_shape(*each, setup) for each in found], cursor=further)
