"""Reads a mail as a mail program would: its visible text, its links, and whether its tags pair up."""

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "meta", "link", "input"}
UNSEEN = {"style", "title"}


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.unpaired: list[str] = []
        self.comments = 0
        self._open: list[str] = []
        self._words: list[str] = []
        self.feed(html)
        self.close()
        self.unpaired += self._open

    @property
    def text(self) -> str:
        return " ".join("".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "a":
            self.links.append(dict(attrs))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.unpaired.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.comments += 1

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] not in UNSEEN:
            self._words.append(data)
