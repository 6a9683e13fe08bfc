"""Questions and ready answers as the API answers them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, cast

from functions.portal_api import question_answers as a
from functions.portal_api.ports import Setup
from functions.portal_api.views import asked_question, position_name
from mianyue.domain.application import Application
from mianyue.domain.errors import NotFound
from mianyue.domain.faq import FaqEntry
from mianyue.domain.interview import Interview
from mianyue.domain.question import Question, left, why_not
from mianyue.http.answers import Moment, bilingual, iso


def own_question(question: Question) -> a.OwnQuestion:
    """One question as its candidate sees it."""
    return {
        "question_id": question.question_id,
        "text": question.text,
        "asked_at": iso(question.asked_at),
        "state": question.state.value,
        "answer": question.answer,
        "settled_at": _settled_at(question),
    }


def ready_answers(entries: Iterable[FaqEntry]) -> list[a.ReadyAnswer]:
    """FAQ entries as a candidate is shown them."""
    return [
        {
            "faq_id": each.faq_id,
            "question": bilingual(each.question, each.question_en),
            "answer": bilingual(each.answer, each.answer_en),
        }
        for each in entries
    ]


def questions_part(
    questions: Iterable[Question], entries: Iterable[FaqEntry], interview: Interview, now: datetime
) -> a.QuestionsPart:
    """What the candidate's page shows of questions."""
    reason = "expired" if interview.overdue(now) else why_not(interview)
    return {
        "questions": [own_question(each) for each in questions],
        "faq": ready_answers(entries),
        "left": 0 if reason else left(interview, now),
        "why_not": cast(Literal["", "cancelled", "expired"], reason),
    }


def question_shape(question: Question, application: Application, setup: Setup) -> a.QuestionShape:
    """One question as HR sees it."""
    return {
        **asked_question(question),
        "application_id": question.application_id,
        "candidate_name": application.name,
        "position_id": application.position_id,
        "position_name": position_name(setup, application.position_id),
        "family": _family(setup, application.position_id),
    }


def _family(setup: Setup, position_id: str) -> str:
    try:
        return setup.position(position_id).family
    except NotFound:
        return ""


def _settled_at(question: Question) -> Moment | None:
    moment: datetime | None = question.settled_at
    return iso(moment) if moment else None
