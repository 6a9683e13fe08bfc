"""Answers are dicts whose keys and types are declared, here and by each area.

mypy checks them where they are made, pydantic in the tests, and the OpenAPI description is made from the same
declarations; at run time they are plain dicts, so that a read does not wait for pydantic.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, NewType, NotRequired, TypedDict


class Answer(TypedDict):
    """Base of every answer: these keys and no others."""


Answer.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]  # pydantic looks for it here


class _DateTime:
    """What the description says of a moment; pydantic asks for it."""

    def __get_pydantic_json_schema__(self, core: Any, described: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return described(core) | {"format": "date-time", "examples": ["2026-11-24T06:00:00Z"]}


_Iso = NewType("_Iso", str)
Moment = Annotated[_Iso, _DateTime()]
"""A moment in UTC, written to the second: 2026-11-24T06:00:00Z."""


def iso(moment: datetime) -> Moment:
    """A moment as answers write it."""
    return _Iso(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


Bilingual = TypedDict("Bilingual", {"zh-CN": str, "en": str})
Bilingual.__doc__ = "One text in both languages."


def bilingual(chinese: str, english: str) -> Bilingual:
    """The same text twice, once in each language."""
    return {"zh-CN": chinese, "en": english}


class ProblemDetail(Answer):
    """What went wrong, with what, and what to do. `code` is stable; the sentences are for people."""

    code: str
    field: NotRequired[str | None]
    value: NotRequired[str | None]
    message: Bilingual


class Problem(Answer):
    """Body of every answer with a status of 400 or above."""

    error: ProblemDetail
