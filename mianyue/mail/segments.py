"""A template's source, cut into text, outputs and statements; HR's shorthand becomes a variable (T2).

The cut is made before anything is parsed, so that every later refusal still knows its place in the source.
"""

import re
from enum import Enum, auto
from typing import Final, NamedTuple

from mianyue.domain.unseen import UNSEEN
from mianyue.mail.refusals import refusal
from mianyue.mail.values import BY_PATH, BY_SHORTHAND, Variable

MAX_SOURCE: Final = 64 * 1024
"""Characters a template may have: a mail longer than 102 KB is cut by Gmail, and HR never writes this much."""

MAX_PIECES: Final = 400
"""Outputs and statements a part of a template may have: the longest starter text has thirty.

What a template costs to read grows with them; so far, and no further, it stays a small part of a second.
"""
MAX_CODE: Final = 8 * 1024
"""Characters that may stand between its braces."""

_PIECE: Final = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|[\[［]\s*+(?P<word>[^\W\d_]++(?: [^\W\d_]++)?)\s*+[\]］]")
_STRAY: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|｛｛|｝｝")
_BREAK: Final = re.compile("[\x0b-\r]")
"""Line breaks that are none of ours: beside unseen characters, no template may have them."""
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

    Raises TemplateRefused (too_long, unseen_character, template_syntax, unknown_variable).
    """
    source = source.replace("\r\n", "\n")
    if len(source) > MAX_SOURCE:
        raise refusal(field, "too_long", source, MAX_SOURCE)
    if match := _first(UNSEEN.search(source), _BREAK.search(source)):
        raise refusal(field, "unseen_character", source, match.start(), f"U+{ord(match[0]):04X}")
    found: list[Segment] = []
    end = code = 0
    for number, match in enumerate(_PIECE.finditer(source)):
        code += 0 if match["word"] else len(match[0])
        if number == MAX_PIECES or code > MAX_CODE:
            raise refusal(field, "too_long", source, match.start(), match[0])
        found.append(_text(source, end, match.start(), field))
        found.append(_piece(match, source, field))
        end = match.end()
    found.append(_text(source, end, len(source), field))
    return [each for each in found if each.raw]


def _first(*matches: re.Match[str] | None) -> re.Match[str] | None:
    return min(filter(None, matches), key=re.Match.start, default=None)


def _text(source: str, start: int, end: int, field: str) -> Segment:
    """Plain text, in which no half-written placeholder may hide."""
    raw = source[start:end]
    if stray := _STRAY.search(raw):
        raise refusal(field, "template_syntax", source, start + stray.start(), raw[stray.start() :])
    if raw.endswith("{") and end < len(source):  # would melt into the next piece's opening braces
        raise refusal(field, "template_syntax", source, end - 1, source[end - 1 : end + 20])
    if raw.startswith("}") and source[:start].endswith("}"):  # one brace more than it opened with
        raise refusal(field, "template_syntax", source, start, source[max(start - 20, 0) : start + 1])
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
