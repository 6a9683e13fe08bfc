"""What HR answers to questions: parse, call one use case, map the result (H4)."""

from functions.portal_api import question_answers as a
from functions.portal_api import question_requests as r
from functions.portal_api.answer_question import AnswerDesk, Settled
from functions.portal_api.parts import parts_of
from functions.portal_api.question_views import question_shape
from mianyue.http.powertools import Router
from mianyue.http.roles import HR, caller
from mianyue.http.routes import route

router = Router()  # type: ignore[no-untyped-call]
_QUESTION = "/api/hr/questions/<application_id>/<question_id>"


@route(router, "POST", f"{_QUESTION}/answer", HR, act="question.answered", answers=a.SettledQuestion)
def answer_question(application_id: str, question_id: str, body: r.AnswerQuestionRequest) -> a.SettledQuestion:
    """Answer a question; the candidate is written to."""
    return _settled(_desk().answer(application_id, question_id, body.answer))


@route(router, "PUT", f"{_QUESTION}/answer", HR, act="question.reworded", answers=a.SettledQuestion)
def reword_answer(application_id: str, question_id: str, body: r.RewordRequest) -> a.SettledQuestion:
    """Word an answer anew; the candidate is written to again only with `mail`."""
    reworded = _desk().reword(application_id, question_id, body.answer, seen=body.seen, mailed=body.mail)
    return _settled(reworded)


@route(router, "POST", f"{_QUESTION}/close", HR, act="question.closed", answers=a.SettledQuestion)
def close_question(application_id: str, question_id: str, body: r.CloseRequest) -> a.SettledQuestion:  # noqa: ARG001 - an explicit POST with a JSON body
    """A question was answered some other way; nothing goes out."""
    return _settled(_desk().close(application_id, question_id))


def _desk() -> AnswerDesk:
    parts = parts_of(router)
    return AnswerDesk(parts.stories, parts.questions, caller(router.current_event.raw_event).username, parts.clock())


def _settled(settled: Settled) -> a.SettledQuestion:
    shape = question_shape(settled.question, settled.application, parts_of(router).setups.setup())
    return a.SettledQuestion(question=shape, mail=settled.mail)
