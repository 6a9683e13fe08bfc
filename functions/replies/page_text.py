"""The text of a mail that has only a page: lines where the page has blocks, without what it quotes."""

from html.parser import HTMLParser
from typing import Final

_MOST_CHARACTERS: Final = 1_000_000
"""A page beyond this is somebody's newsletter, or an attempt to keep us busy."""
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
    reader.feed(page[:_MOST_CHARACTERS])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(lines).strip()


class _Reader(HTMLParser):
    """Collects pieces of text; `_hidden` counts the open tags within what is not shown."""

    def __init__(self, *, quotes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._quotes = quotes
        self._hidden: list[str] = []
        self._ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens: perhaps a new line, perhaps something that is not shown."""
        if tag in _BLOCKS:
            self.pieces.append("\n")
        if not self._quotes and any(name == "id" and (value or "").lower() in _ENDS for name, value in attrs):
            self._ended = True
        if tag not in _EMPTY and (self._hidden or tag in _UNSHOWN or (not self._quotes and _is_quote(tag, attrs))):
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag closes, and with it those that were left open within."""
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                continue
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Text; line breaks in it are spaces."""
        if not self._hidden and not self._ended:
            self.pieces.append(" ".join(data.split("\n")))


def _is_quote(tag: str, attrs: list[tuple[str, str | None]]) -> bool:
    given = {name: (value or "").lower() for name, value in attrs}
    named = given.get("id", "")
    return (
        (tag == "blockquote" and given.get("type") == "cite")
        or any(name in given.get("class", "") for name in _QUOTES)
        or named in _QUOTE_IDS
    )
