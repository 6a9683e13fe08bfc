"""The plain-text part, read off the very HTML the mail shows: the same content for those who see no HTML."""

import re
from collections.abc import Callable
from typing import Final

from mianyue.mail.tags import Tag, tags

_PARAGRAPHS: Final = frozenset({"p", "div", "h1", "h2", "h3", "ul", "ol", "table", "blockquote", "hr"})
_ENTITY: Final = re.compile(r"&(#?\w+);")
_USUAL: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#34": '"', "#39": "'", "nbsp": " "}
_SHOWN_AS_TEXT: Final = ("mailto:", "tel:")


def plain_text(content: str, language: str) -> str:
    """`content` as text: paragraphs apart, steps numbered, facts as `label: value`, links as their URL."""
    writer = _Writer("：" if language == "zh-CN" else ": ")
    end = 0
    for tag in tags(content):
        writer.text(content[end : tag.start])
        writer.tag(tag)
        end = tag.end
    writer.text(content[end:])
    return writer.result()


def decoded(text: str) -> str:
    """Text with its entities read."""
    return _ENTITY.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[1] in _USUAL:
        return _USUAL[match[1]]
    import html  # noqa: PLC0415 - its table of 2,231 names costs a cold start more than all of this file

    return html.unescape(match[0])


class _Writer:
    def __init__(self, colon: str) -> None:
        self._colon = colon
        self._out: list[str] = []
        self._lists: list[int] = []
        self._links: list[tuple[str, int]] = []
        self._silent = False
        self._opens: dict[str, Callable[[Tag], None]] = {
            "br": lambda _: self._out.append("\n"),
            "hr": lambda _: self._out.append("--\n"),
            "li": self._item,
            "a": lambda tag: self._links.append((decoded(tag.get("href")), len(self._out))),
            "ol": lambda _: self._lists.append(1),
            "ul": lambda _: self._lists.append(0),
            "img": lambda tag: self._out.append(decoded(tag.get("alt"))),
        }
        self._closes: dict[str, Callable[[], None]] = {
            "a": self._end_of_link,
            "th": lambda: self._out.append(colon),
            "td": lambda: self._out.append(" "),
            "tr": lambda: self._out.append("\n"),
            "ol": self._drop_list,
            "ul": self._drop_list,
        }

    def text(self, text: str) -> None:
        """Words between tags; line breaks of the source mean nothing."""
        if not self._silent:
            self._out.append(re.sub(r"\s+", " ", decoded(text)))

    def tag(self, tag: Tag) -> None:
        """One tag. A paragraph marked `html-only` repeats what the text already says, and is left out."""
        if tag.name == "p":
            self._silent = not tag.closes and "html-only" in tag.get("class")
        if self._silent:
            return
        if tag.name in _PARAGRAPHS:
            self._out.append("\n\n")
        if tag.closes and tag.name in self._closes:
            self._closes[tag.name]()
        elif not tag.closes and tag.name in self._opens:
            self._opens[tag.name](tag)

    def result(self) -> str:
        """The text, with no more than one empty line anywhere."""
        lines = [line.strip() for line in "".join(self._out).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"

    def _item(self, _: Tag) -> None:
        number = self._lists[-1] if self._lists else 0
        self._out.append(f"\n{number}. " if number else "\n- ")
        if number:
            self._lists[-1] += 1

    def _drop_list(self) -> None:
        self._lists.pop()

    def _end_of_link(self) -> None:
        """`View and confirm: https://…`; a link whose words are its address is said once."""
        href, start = self._links.pop()
        words = "".join(self._out[start:]).strip()
        if href and href != words and not href.startswith(_SHOWN_AS_TEXT):
            self._out.append(f"{self._colon}{href}")
