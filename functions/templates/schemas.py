"""Bodies of requests of the template area (T1, T3, T4)."""

from typing import Annotated, Literal

from pydantic import Field

from mianyue.domain.message import Kind
from mianyue.http.models import Shape

LanguageName = Literal["zh-CN", "en"]
Scope = Annotated[str, Field(min_length=1, max_length=100)]
Version = Annotated[int, Field(ge=0, le=1_000_000)]


class TextWords(Shape):
    """The three parts of a text."""

    subject: Annotated[str, Field(max_length=2_000)]
    preheader: Annotated[str, Field(max_length=2_000)]
    body: Annotated[str, Field(max_length=70_000)]


class PlaceOfText(Shape):
    """Which text: a kind of mail × whom it is for × a language.

    `scope` is `default`, `family:NAME`, `position:ID` or `set:NAME`, a name of HR's own that a rule can choose.
    """

    kind: Kind
    scope: Scope
    language: LanguageName


class SaveTextRequest(PlaceOfText):
    """A text to keep. `seen` is the newest version the person had before them, 0 for none."""

    words: TextWords
    seen: Version


class RestoreTextRequest(PlaceOfText):
    """An old version to use again."""

    version: Version
    seen: Version


class DeleteTextRequest(PlaceOfText):
    """A text not to use any more."""

    seen: Version


class DraftRequest(PlaceOfText):
    """A text as it stands in the editor, and the application to show it for ('' for a sample candidate)."""

    words: TextWords
    application_id: Annotated[str, Field(max_length=60)] = ""


class AnswerRequest(Shape):
    """What was asked about an interview, and what HR would answer."""

    application_id: Annotated[str, Field(min_length=1, max_length=60)]
    entry: Annotated[int, Field(ge=1)]
    question: Annotated[str, Field(max_length=1_000)]
    answer: Annotated[str, Field(max_length=4_000)]


class CompareRequest(Shape):
    """Two texts."""

    old: TextWords
    new: TextWords
