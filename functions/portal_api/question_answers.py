"""What the areas of questions answer, a candidate and HR."""

from typing import Literal

from functions.portal_api.hr_answers import AskedQuestion, QuestionState
from mianyue.http.answers import Answer, Bilingual, Moment

MailOutcome = Literal["on_its_way", "no_address", "unreachable", "cancelled", "expired", "not_wanted"]


class OwnQuestion(Answer):
    """One question as its candidate sees it. `answer` is empty until there is one, or where HR has called instead."""

    question_id: str
    text: str
    asked_at: Moment
    state: QuestionState
    answer: str
    settled_at: Moment | None


class ReadyAnswer(Answer):
    """One FAQ entry; a language that it lacks is empty."""

    faq_id: str
    question: Bilingual
    answer: Bilingual


class QuestionsPart(Answer):
    """What the candidate has asked, newest first; ready answers for their position; how many more today.

    `why_not` says why nothing more can be asked, in one word.
    """

    questions: list[OwnQuestion]
    faq: list[ReadyAnswer]
    left: int
    why_not: Literal["", "cancelled", "expired"]


class QuestionShape(AskedQuestion):
    """One question in the list, with whose it is."""

    application_id: str
    candidate_name: str
    position_id: str
    position_name: str
    family: str


class QuestionPage(Answer):
    """One page of questions, newest first; `cursor` asks for the next, null at the end."""

    questions: list[QuestionShape]
    cursor: str | None


class SettledQuestion(Answer):
    """A question as it is now, and whether a mail with the answer is on its way, or why not."""

    question: QuestionShape
    mail: MailOutcome
