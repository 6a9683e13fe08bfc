"""What the area of the FAQ is asked to do."""

from typing import Annotated

from pydantic import Field

from functions.portal_api.question_requests import FaqId
from mianyue.domain.faq import MOST_ENTRIES
from mianyue.http.models import Shape

Words = Annotated[str, Field(max_length=5_000)]


class FaqFields(Shape):
    """An entry in one language or both."""

    # How long each may be is checked by the use case, whose sentence names the field.
    scope: Annotated[str, Field(max_length=100)] = "default"
    question: Words = ""
    answer: Words = ""
    question_en: Words = ""
    answer_en: Words = ""


class AskedBefore(Shape):
    """The question that an entry is made of."""

    application_id: Annotated[str, Field(min_length=1, max_length=60)]
    question_id: Annotated[str, Field(min_length=1, max_length=60)]


class NewFaqEntry(Shape):
    """An entry to add, made of a question or not."""

    entry: FaqFields
    made_of: AskedBefore | None = None


class ChangedFaqEntry(Shape):
    """An entry in place of the revision that was seen."""

    entry: FaqFields
    seen: Annotated[int, Field(ge=1)]


class FaqOrderRequest(Shape):
    """All entries in their new order, in place of the revision that was seen."""

    faq_ids: Annotated[tuple[FaqId, ...], Field(max_length=MOST_ENTRIES)]
    seen: Annotated[int, Field(ge=0)]


class UsualEntriesRequest(Shape):
    """An empty object: the usual entries that are missing."""
