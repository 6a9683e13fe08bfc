"""Bodies of requests are pydantic models. A module that declares one is imported by the routes that take one."""

from datetime import UTC
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    PlainSerializer,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import ErrorDetails

from mianyue.domain.errors import InvalidInput
from mianyue.http.answers import iso

Moment = Annotated[
    AwareDatetime,
    AfterValidator(lambda moment: moment.astimezone(UTC)),
    PlainSerializer(iso, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-24T06:00:00Z"]}),
]
"""A moment in UTC, written to the second: 2026-11-24T06:00:00Z."""


class Shape(BaseModel):
    """Base of every body: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    @classmethod
    def of(cls, text: str) -> Self:
        """The body in a JSON text. Raises InvalidInput, which names the first value that cannot be used."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise _refusal(error.errors()[0]) from error


def _refusal(first: ErrorDetails) -> InvalidInput:
    if first["type"] == "json_invalid":
        return InvalidInput("body", "invalid_json")
    code = "missing" if first["type"] == "missing" else "invalid_input"
    return InvalidInput(_field(first["loc"]), code, _value(first["input"]))


def _field(place: tuple[int | str, ...]) -> str:
    """`wishes.0` is of no use to a person: the innermost name is."""
    names = [part for part in place if isinstance(part, str)]
    return names[-1] if names else "body"


def _value(given: Any) -> str:
    return str(given)[:80] if isinstance(given, str | int | float) else ""
