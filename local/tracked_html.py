"""A mail's HTML as it arrives: SES has put its own address in front of each link that is not excluded from it.

"Can I disable click tracking?" in SES's metrics FAQ: a link with the attribute `ses:no-track` stays as it is, and the
attribute does not reach the reader.
"""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

NO_TRACK = "ses:no-track"


def tracked_links(html: str) -> list[str]:
    """The targets of the links SES rewrites, in the order of the mail."""
    found: list[str] = []

    def collect(_index: int, target: str) -> str:
        found.append(target)
        return target

    _Rewriter(collect).rewritten(html)
    return found


def with_tracked_links(html: str, address: Callable[[int], str]) -> str:
    """`html` with the n-th rewritten link leading to `address(n)`."""
    return _Rewriter(lambda index, _target: address(index)).rewritten(html)


class _Rewriter(HTMLParser):
    """Copies a document, replacing the targets of tracked links."""

    def __init__(self, replace: Callable[[int, str], str]) -> None:
        super().__init__(convert_charrefs=False)
        self._replace = replace
        self._out: list[str] = []
        self._count = 0

    def rewritten(self, html: str) -> str:
        self.feed(html)
        self.close()
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        given = dict(attrs)
        target = given.get("href") or ""
        if tag == "a" and NO_TRACK in given:
            written = re.sub(rf"\s+{NO_TRACK}(\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+))?", "", written)
        elif tag == "a" and target.startswith(("https://", "http://")):
            written = re.sub(r"(?i)(\bhref\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s>]+)", self._new_target(target), written)
        self._out.append(written)

    def _new_target(self, target: str) -> Callable[[re.Match[str]], str]:
        new = escape(self._replace(self._count, target))
        self._count += 1
        return lambda match: f'{match[1]}"{new}"'

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._out.append(data)

    def handle_entityref(self, name: str) -> None:
        self._out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._out.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self._out.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self._out.append(f"<?{data}>")
