"""What says a part of a mail: how much it may say, and what stands for a value that is missing."""

from collections.abc import Iterator
from typing import Final, Protocol

from markupsafe import Markup, escape

from mianyue.domain.errors import InvalidInput, MissingValue
from mianyue.mail.values import Variable

MAX_OUTPUT: Final = 256 * 1024
"""Bytes one rendered part may have."""


class Program(Protocol):
    """A part of a template, ready to be said."""

    def generate(self, context: dict[str, object], /) -> Iterator[str]:
        """It, piece by piece. Raises MissingValue."""


class Empty:
    """Stands for a value that is missing: false in an `if`, never a silent gap in a mail (T3)."""

    def __init__(self, variable: str) -> None:
        self._variable = variable

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return other == ""

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        raise MissingValue(self._variable)

    __html__ = __str__


def output(program: Program, context: dict[str, object], field: str) -> str:
    """The rendered text; InvalidInput (too_long) beyond 256 KB, MissingValue where a value is empty."""
    parts: list[str] = []
    size = 0
    for part in program.generate(context):
        size += len(part.encode())
        if size > MAX_OUTPUT:
            raise InvalidInput(field, "too_long")
        parts.append(part)
    return "".join(parts)


def escaped(value: object) -> str:
    """A value as it stands in HTML, quotes included."""
    return str(escape(value))


def with_breaks(value: object) -> Markup:
    """`{{ company.highlights | lines }}` in HTML: line breaks kept."""
    return Markup("<br>").join(str(value).split("\n"))


def clickable(variable: Variable) -> str:
    """What a link of ours becomes in text; not for HR, who writes `[链接]`."""
    return f"{{{{ blocks.{variable.attribute} }}}}"
