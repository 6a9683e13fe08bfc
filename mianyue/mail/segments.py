"""A template's source, cut into text, outputs and statements; HR's shorthand becomes a variable (T2).

The cut is made before anything is parsed, so that every later refusal still knows its place in the source.
"""

import re
from enum import Enum, auto
from typing import Final, NamedTuple

from mianyue.mail.refusals import refusal
from mianyue.mail.values import BY_PATH, BY_SHORTHAND, Variable

MAX_SOURCE: Final = 64 * 1024
"""Characters a template may have: a mail longer than 102 KB is cut by Gmail, and HR never writes this much."""

_PIECE: Final = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|[\[［]\s*+(?P<word>[^\W\d_]++(?: [^\W\d_]++)?)\s*+[\]］]")
_STRAY: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|｛｛|｝｝")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PATH: Final = re.compile(r"\{\{\s*(\w+\.\w+)\s*\}\}\Z")


class Part(Enum):
    """What a segment is."""

    TEXT = auto()
    OUTPUT = auto()
    STATEMENT = auto()


class Segment(NamedTuple):
    """A stretch of source. `code` is what the template engine reads, `raw` what HR wrote at `offset`."""

    part: Part
    code: str
    raw: str
    offset: int

    @property
    def variable(self) -> Variable | None:
        """The variable, when this output is nothing but a variable."""
        match = _PATH.match(self.code)
        return BY_PATH.get(match[1]) if match and self.part is Part.OUTPUT else None


def segments(source: str, field: str) -> list[Segment]:
    """The segments of `source`, in order and without gaps.

    Raises TemplateRefused (too_long, template_syntax, unknown_variable).
    """
    source = source.replace("\r\n", "\n")
    if len(source) > MAX_SOURCE:
        raise refusal(field, "too_long", source, MAX_SOURCE)
    if match := _CONTROL.search(source):
        raise refusal(field, "bad_markup", source, match.start())
    found: list[Segment] = []
    end = 0
    for match in _PIECE.finditer(source):
        found.append(_text(source, end, match.start(), field))
        found.append(_piece(match, source, field))
        end = match.end()
    found.append(_text(source, end, len(source), field))
    return [each for each in found if each.raw]


def _text(source: str, start: int, end: int, field: str) -> Segment:
    """Plain text, in which no half-written placeholder may hide."""
    raw = source[start:end]
    if stray := _STRAY.search(raw):
        raise refusal(field, "template_syntax", source, start + stray.start(), raw[stray.start() :])
    if raw.endswith("{") and end < len(source):  # would melt into the next piece's opening braces
        raise refusal(field, "template_syntax", source, end - 1, source[end - 1 : end + 20])
    return Segment(Part.TEXT, raw, raw, start)


def _piece(match: re.Match[str], source: str, field: str) -> Segment:
    raw, word = match[0], match["word"]
    if word is None:
        part = Part.OUTPUT if raw.startswith("{{") else Part.STATEMENT
        return Segment(part, raw, raw, match.start())
    variable = BY_SHORTHAND.get(word) or BY_SHORTHAND.get(word.lower())
    if variable is None:
        raise refusal(field, "unknown_variable", source, match.start(), raw)
    return Segment(Part.OUTPUT, f"{{{{ {variable.path} }}}}", raw, match.start())
