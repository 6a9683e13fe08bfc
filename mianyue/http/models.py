"""Shapes that every area of the API uses."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


Moment = Annotated[
    AwareDatetime,
    AfterValidator(lambda moment: moment.astimezone(UTC)),
    PlainSerializer(_iso, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-24T06:00:00Z"]}),
]
"""A moment in UTC, written to the second: 2026-11-24T06:00:00Z."""


class Shape(BaseModel):
    """Base of every request and response: unknown keys in a request are refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Bilingual(Shape):
    """One text in both languages."""

    zh_cn: str = Field(alias="zh-CN")
    en: str

    @classmethod
    def of(cls, chinese: str, english: str) -> "Bilingual":
        """The same text twice, once in each language."""
        return cls.model_validate({"zh-CN": chinese, "en": english})


class BilingualList(Shape):
    """Lines of text in both languages."""

    zh_cn: list[str] = Field(alias="zh-CN")
    en: list[str]


class ProblemDetail(Shape):
    """What went wrong, with what, and what to do. `code` is stable; the sentences are for people."""

    code: str
    field: str | None = None
    value: str | None = None
    message: Bilingual


class Problem(Shape):
    """Body of every answer with a status of 400 or above."""

    error: ProblemDetail
