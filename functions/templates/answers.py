"""Answers of the template area (T1, T2, T4, T5)."""

from typing import Literal

from mianyue.http.answers import Answer, Bilingual, Moment


class WordsShape(Answer):
    """The three parts of a text."""

    subject: str
    preheader: str
    body: str


class FromShape(Answer):
    """Where a text comes from that a place has not of its own. `scope` is `position` where the position decides."""

    scope: str
    language: str


class VersionShape(Answer):
    """One version, without its text. A starter text has no moment and nobody who saved it."""

    version: int
    subject: str
    saved_at: Moment | None
    by_you: bool
    starter: bool
    deleted: bool


class PlaceShape(Answer):
    """One kind, scope and language: its own text, or where the text comes from; neither: nothing can be sent."""

    kind: str
    scope: str
    language: str
    own: VersionShape | None
    falls_back: FromShape | None


class TemplateOverview(Answer):
    """Every text. `scopes` and `kinds` in the order to show them."""

    company_language: str
    kinds: list[str]
    scopes: list[str]
    places: list[PlaceShape]


class OpenedText(Answer):
    """A text to work on. `seen` goes back with what is saved; `versions` newest first."""

    kind: str
    scope: str
    language: str
    words: WordsShape
    own: bool
    falls_back: FromShape | None
    seen: int
    versions: list[VersionShape]


class VersionText(Answer):
    """One version with its text."""

    version: VersionShape
    words: WordsShape


class VariableShape(Answer):
    """One entry of the insert menu. A block stands in the body only, between paragraphs."""

    path: str
    shorthand: Bilingual
    meaning: Bilingual
    block: bool


class VariableList(Answer):
    """Everything a text may say."""

    variables: list[VariableShape]


class RefusalShape(Answer):
    """Why a text cannot be used. `line` and `column` count from 1 in the part named by `field`."""

    field: str
    code: str
    line: int
    column: int
    text: str
    message: Bilingual


class FindingShape(Answer):
    """What to improve; `line` is 0 where it is about the whole, else `text` stands there."""

    code: str
    severity: Literal["problem", "advice"]
    field: str
    line: int
    column: int
    text: str
    message: Bilingual


class ReaderShape(Answer):
    """Whom the preview is made for."""

    application_id: str
    name: str
    position: str
    sample: bool


class PreviewShape(Answer):
    """The mail a text would make. With `refusals` there is none; `missing` are variables that have no value here."""

    reader: ReaderShape
    refusals: list[RefusalShape]
    findings: list[FindingShape]
    missing: list[str]
    subject: str
    preheader: str
    html: str
    text: str


class PieceShape(Answer):
    """A stretch of a line."""

    text: str
    changed: bool


class LineShape(Answer):
    """One line of a comparison, with its number in the old and the new text (0: not there)."""

    change: Literal["same", "removed", "added"]
    old: int
    new: int
    pieces: list[PieceShape]


class Comparison(Answer):
    """What differs, part by part."""

    subject: list[LineShape]
    preheader: list[LineShape]
    body: list[LineShape]


class OnItsWay(Answer):
    """A mail to oneself has been asked for."""

    to: str
