"""A candidate's questions: parse, call one use case, map the result (P3)."""

from functions.portal_api import question_answers as a
from functions.portal_api import question_requests as r
from functions.portal_api.ask_question import QuestionDesk, suggested
from functions.portal_api.candidate_session import Visit, visit_of
from functions.portal_api.parts import Parts, parts_of
from functions.portal_api.question_views import questions_part
from mianyue.http.powertools import Response, Router
from mianyue.http.roles import CANDIDATE, bearer
from mianyue.http.routes import no_content, route

router = Router()  # type: ignore[no-untyped-call]


@route(router, "GET", "/api/candidate/questions", CANDIDATE, answers=a.QuestionsPart)
def own_questions() -> a.QuestionsPart:
    """What the candidate has asked, and ready answers for their position."""
    return _shown(_visit())


@route(router, "POST", "/api/candidate/questions", CANDIDATE, answers=a.QuestionsPart)
def ask_question(body: r.AskRequest) -> a.QuestionsPart:
    """Put a question to HR; the same words ask nothing anew."""
    visit = _visit()
    _desk().ask(visit, body.text, body.language, body.shown)
    return _shown(_visit())


@route(router, "POST", "/api/candidate/questions/helped", CANDIDATE, status=204)
def faq_helped(body: r.HelpedRequest) -> Response[str]:
    """A ready answer was what the candidate wanted to know."""
    _desk().helped(_visit(), body.faq_id, body.shown)
    return no_content()


def _visit() -> Visit:
    """The visit that the session in the Authorization header stands for. Raises LinkInvalid."""
    return visit_of(_parts().stories, _parts().links, bearer(router.current_event.raw_event), _parts().clock())


def _shown(visit: Visit) -> a.QuestionsPart:
    entries = suggested(_parts().faq, _parts().setups.setup(), visit.interview)
    return questions_part(_desk().asked(visit), entries, visit.interview, _parts().clock())


def _desk() -> QuestionDesk:
    parts = _parts()
    return QuestionDesk(parts.stories, parts.questions, parts.faq, parts.clock())


def _parts() -> Parts:
    return parts_of(router)
