"""The text of a mail that has only a page: lines where the page has blocks, without what it quotes."""

import re
from collections import Counter
from html import unescape
from typing import Final

_MOST_CHARACTERS: Final = 1_000_000
"""A page beyond this is somebody's newsletter, or an attempt to keep us busy."""
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG: Final = re.compile(r"""<(/?)([a-zA-Z][^\s/<>]*+)((?:[^<>"']|"[^"<]*"|'[^'<]*')*+)>|<[a-zA-Z/!?][^<>]*>""")
"""A tag, or what is meant to be one. Never beyond the next `<`, so that no page takes time by the square; the standard
library's parser does, and gives up on what it does not know, such as `<![x]>`."""
_ATTRIBUTE: Final = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+("[^"]*"|'[^']*'|[^\s"']+)""")
_BLOCKS: Final = frozenset(
    {"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
)
_UNSHOWN: Final = frozenset({"head", "script", "style", "template", "title"})
_EMPTY: Final = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"})
_QUOTES: Final = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote", "ntes-mailmaster-quote")
"""Classes of what mail programs quote."""
_QUOTE_IDS: Final = ("isreplycontent", "reply-intro")
"""Ids of the same: NetEase, Thunderbird."""
_ENDS: Final = ("appendonsend", "divrplyfwdmsg")
"""Ids behind which nothing is new: Outlook on the web."""


def page_text(page: str) -> str:
    """The text of a page, what it quotes left out unless there is nothing else."""
    return _text(page, quotes=False) or _text(page, quotes=True)


def _text(page: str, *, quotes: bool) -> str:
    reader = _Reader(quotes=quotes)
    reader.read(_COMMENT.sub("", page[:_MOST_CHARACTERS]))
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(lines).strip()


class _Reader:
    """Collects pieces of text; `_hidden` holds the open tags within what is not shown, `_open` how many of each."""

    def __init__(self, *, quotes: bool) -> None:
        self.pieces: list[str] = []
        self._quotes = quotes
        self._hidden: list[str] = []
        self._open: Counter[str] = Counter()
        self._ended = False

    def read(self, page: str) -> None:
        """Take in a page without comments."""
        at = 0
        for found in _TAG.finditer(page):
            self._data(page[at : found.start()])
            at = found.end()
            closing, tag, attributes = found.groups()
            if tag and closing:
                self._end(tag.lower())
            elif tag:
                self._start(tag.lower(), _attributes(attributes))
        self._data(page[at:])

    def _start(self, tag: str, given: dict[str, str]) -> None:
        """A tag opens: perhaps a new line, perhaps something that is not shown."""
        if tag in _BLOCKS:
            self.pieces.append("\n")
        if not self._quotes and given.get("id") in _ENDS:
            self._ended = True
        if tag not in _EMPTY and (self._hidden or tag in _UNSHOWN or (not self._quotes and _is_quote(tag, given))):
            self._hidden.append(tag)
            self._open[tag] += 1

    def _end(self, tag: str) -> None:
        """A tag closes, and with it those that were left open within."""
        closed = ""
        while self._open[tag] and closed != tag:
            closed = self._hidden.pop()
            self._open[closed] -= 1
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def _data(self, data: str) -> None:
        """Text; line breaks in it are spaces."""
        if not self._hidden and not self._ended:
            self.pieces.append(" ".join(unescape(data).split("\n")))


def _attributes(written: str) -> dict[str, str]:
    return {name.lower(): unescape(value.strip("\"'")).lower() for name, value in _ATTRIBUTE.findall(written)}


def _is_quote(tag: str, given: dict[str, str]) -> bool:
    return (
        (tag == "blockquote" and given.get("type") == "cite")
        or any(name in given.get("class", "") for name in _QUOTES)
        or given.get("id") in _QUOTE_IDS
    )
