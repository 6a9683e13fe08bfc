"""The small HTML a mail body may use, and a strict reader of it.

Strict means: what is not plainly a tag with quoted attributes is refused, so that this reader, css-inline and
a mail program can never see three different things in one text.
"""

import re
from typing import Final, NamedTuple

VOID: Final = frozenset({"br", "hr", "img"})
PARENTS: Final = {
    "td": ("tr",),
    "th": ("tr",),
    "tr": ("table", "tbody", "thead"),
    "tbody": ("table",),
    "thead": ("table",),
    "li": ("ul", "ol"),
}
"""Tags that only stand inside another; elsewhere they would close the cell the mail itself stands in."""
_EVERYWHERE: Final = frozenset({"style", "lang", "dir", "title"})
_CELL: Final = frozenset({"align", "valign", "width", "bgcolor", "colspan", "rowspan"})
ALLOWED: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("b", "blockquote", "br", "div", "em", "h1", "h2", "h3", "hr", "i", "li", "ol", "p"), _EVERYWHERE),
    **dict.fromkeys(("s", "small", "span", "strong", "tbody", "thead", "tr", "u", "ul"), _EVERYWHERE),
    **dict.fromkeys(("td", "th"), _EVERYWHERE | _CELL),
    "table": _EVERYWHERE | {"align", "bgcolor", "border", "cellpadding", "cellspacing", "role", "width"},
    "a": _EVERYWHERE | {"href", "ses:no-track"},
    "img": _EVERYWHERE | {"src", "alt", "width", "height"},
}
"""Tag → attributes it may carry. No script, style, form, frame, class or id; nothing that acts."""

_TAG: Final = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)"
    r"(?P<attributes>(?:\s++[^\s\"'<>=/]++(?:\s*+=\s*+(?:\"[^\"<>]*+\"|'[^'<>]*+'))?+)*+)\s*+/?>"
)
_ATTRIBUTE: Final = re.compile(
    r"(?P<name>[^\s\"'<>=/]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'))?+"
)
UNQUOTED: Final = r"<[a-zA-Z][^<>]*?=\s*+[^\s\"'<>]"
"""A tag with a bare attribute value; compiled when one is refused, which no cold start waits for."""


class Attribute(NamedTuple):
    """`value` is None for a bare attribute; `offset` counts from the tag's beginning."""

    name: str
    value: str | None
    offset: int


class Tag(NamedTuple):
    """One tag of a text, from `start` up to `end`."""

    name: str
    closes: bool
    attributes: tuple[Attribute, ...]
    start: int
    end: int

    def get(self, name: str) -> str:
        """An attribute's value, '' without one."""
        return next((each.value or "" for each in self.attributes if each.name == name), "")


class BrokenTag(ValueError):
    """At `offset` of the text stands a `<` that begins no complete tag."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def tags(text: str) -> list[Tag]:
    """The tags of `text` in order; BrokenTag where a `<` is anything else (a comment, a lone sign)."""
    found: list[Tag] = []
    position = text.find("<")
    while position >= 0:
        match = _TAG.match(text, position)
        if match is None:
            raise BrokenTag(position)
        found.append(_tag(match))
        position = text.find("<", match.end())
    return found


def attributes(text: str, shift: int = 0) -> tuple[Attribute, ...]:
    """The attributes in a tag's inside; `shift` is where that inside begins."""
    return tuple(
        Attribute(
            each["name"].lower(),
            each["double"] if each["double"] is not None else each["single"],
            each.start() + shift,
        )
        for each in _ATTRIBUTE.finditer(text)
    )


def _tag(match: re.Match[str]) -> Tag:
    inside = attributes(match["attributes"], match.start("attributes") - match.start())
    return Tag(match["name"].lower(), bool(match["close"]), inside, match.start(), match.end())
