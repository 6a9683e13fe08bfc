"""What the areas of questions are asked to do."""

from typing import Annotated, Literal

from pydantic import Field

from mianyue.domain.question import LONGEST_ANSWER
from mianyue.http.models import Shape

FaqId = Annotated[str, Field(min_length=1, max_length=60)]
Shown = Annotated[tuple[FaqId, ...], Field(max_length=5)]


class AskRequest(Shape):
    """A question, in the language of the page. `shown` are the FAQ entries that were suggested and did not help."""

    # How long it may be is checked by the use case, whose sentence tells the candidate what to do.
    text: Annotated[str, Field(max_length=10_000)]
    language: Literal["zh-CN", "en"]
    shown: Shown = ()


class HelpedRequest(Shape):
    """The FAQ entry that has answered it, among those that were shown."""

    faq_id: FaqId
    shown: Shown = ()


class AnswerQuestionRequest(Shape):
    """HR's answer."""

    answer: Annotated[str, Field(max_length=LONGEST_ANSWER)]


class RewordRequest(AnswerQuestionRequest):
    """Another wording of an answer that was seen as revision `seen`; `mail`: the candidate is written to again."""

    seen: Annotated[int, Field(ge=1)]
    mail: bool


class CloseRequest(Shape):
    """An empty object: answered some other way."""
