"""What a route asks for beside its path stands in its signature: bounded values of the query, and a body.

A body is a pydantic model. The few values of a query are checked by hand: a read would wait for pydantic longer than
for all else it needs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_origin, get_type_hints

from mianyue.domain.errors import InvalidInput
from mianyue.http.powertools import BaseProxyEvent


@dataclass(frozen=True)
class Text:
    """Up to `longest` characters."""

    longest: int

    def read(self, given: str) -> str:
        """The text. Raises ValueError when it is longer."""
        if len(given) > self.longest:
            raise ValueError(given)
        return given

    def __get_pydantic_json_schema__(self, core: Any, described: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """What the description says of it; pydantic asks for it."""
        return described(core) | {"maxLength": self.longest}


@dataclass(frozen=True)
class Whole:
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def read(self, given: str) -> int:
        """The number. Raises ValueError for anything else."""
        number = int(given)
        if not self.least <= number <= self.most:
            raise ValueError(given)
        return number

    def __get_pydantic_json_schema__(self, core: Any, described: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """What the description says of it; pydantic asks for it."""
        return described(core) | {"minimum": self.least, "maximum": self.most}


def inputs(function: Callable[..., Any]) -> Callable[[BaseProxyEvent], dict[str, Any]]:
    """Reads from a request the arguments that `function` is to get. That raises InvalidInput."""
    hints = get_type_hints(function, include_extras=True)
    bounds = {name: hint.__metadata__[0] for name, hint in hints.items() if get_origin(hint) is Annotated}
    body = hints.get("body")

    def read(event: BaseProxyEvent) -> dict[str, Any]:
        query = event.query_string_parameters or {}
        arguments = {name: _value(name, bound, query[name]) for name, bound in bounds.items() if name in query}
        return arguments | ({"body": body.of(_text(event))} if body else {})

    return read


def _text(event: BaseProxyEvent) -> str:
    try:
        return event.decoded_body or ""
    except ValueError as error:  # base64 of something that is no text
        raise InvalidInput("body", "invalid_json") from error


def _value(name: str, bound: Text | Whole, given: str) -> str | int:
    try:
        return bound.read(given)
    except ValueError as error:
        raise InvalidInput(name, "invalid_input", given[:80]) from error
