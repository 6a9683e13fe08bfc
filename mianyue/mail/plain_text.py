"""The plain-text part, read off the very HTML the mail shows: the same content for those who see no HTML."""

import re
from collections.abc import Callable
from typing import Final

from mianyue.mail.tags import attributes

_PARAGRAPHS: Final = frozenset({"p", "div", "h1", "h2", "h3", "ul", "ol", "table", "blockquote", "hr"})
_TAG: Final = re.compile(r"(<[^>]*+>)")
"""Enough for what the strict reader of templates has let in: no attribute holds a `>`, no text a `<`."""
_SPACE: Final = re.compile(r"\s+")
_ENTITY: Final = re.compile(r"&(#?\w+);")
_USUAL: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#34": '"', "#39": "'", "nbsp": " "}
_MARKS: Final = {"br": "\n", "hr": "--\n", "/th": "", "/td": " ", "/tr": "\n"}
"""What a tag leaves behind; '' is the colon of the language."""
_SHOWN_AS_TEXT: Final = ("mailto:", "tel:")


def plain_text(content: str, language: str) -> str:
    """`content` as text: paragraphs apart, steps numbered, facts as `label: value`, links as their URL, quotations
    behind `> `.
    """
    writer = _Writer("：" if language == "zh-CN" else ": ")
    for number, piece in enumerate(_TAG.split(content)):
        if number % 2:
            writer.tag(piece)
        else:
            writer.text(piece)
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
        self._quotations: list[int] = []
        self._silent = False
        self._acts: dict[str, Callable[[str], None]] = {
            "a": self._link,
            "/a": self._end_of_link,
            "img": self._image,
            "li": self._item,
            "ol": lambda _: self._lists.append(1),
            "ul": lambda _: self._lists.append(0),
            "/ol": self._end_of_list,
            "/ul": self._end_of_list,
            "blockquote": lambda _: self._quotations.append(len(self._out)),
            "/blockquote": self._end_of_quotation,
        }

    def text(self, text: str) -> None:
        """Words between tags; line breaks of the source mean nothing."""
        if text and not self._silent:
            self._out.append(_SPACE.sub(" ", decoded(text) if "&" in text else text))

    def tag(self, tag: str) -> None:
        """One tag. A paragraph marked `html-only` repeats what the text already says, and is left out."""
        name = tag[1:-1].split(None, 1)[0].rstrip("/").lower()
        if name in ("p", "/p"):
            self._silent = "html-only" in _attribute(tag, "class")
        if self._silent:
            return
        if name.removeprefix("/") in _PARAGRAPHS:
            self._out.append("\n\n")
        if name in _MARKS:
            self._out.append(_MARKS[name] or self._colon)
        elif name in self._acts:
            self._acts[name](tag)

    def result(self) -> str:
        """The text, with no more than one empty line anywhere."""
        return _neat("".join(self._out)) + "\n"

    def _link(self, tag: str) -> None:
        self._links.append((_attribute(tag, "href"), len(self._out)))

    def _image(self, tag: str) -> None:
        self._out.append(_attribute(tag, "alt"))

    def _item(self, _: str) -> None:
        number = self._lists[-1] if self._lists else 0
        self._out.append(f"\n{number}. " if number else "\n- ")
        if number:
            self._lists[-1] += 1

    def _end_of_list(self, _: str) -> None:
        self._lists.pop()

    def _end_of_quotation(self, _: str) -> None:
        start = self._quotations.pop()
        quoted = _neat("".join(self._out[start:])).replace("\n", "\n> ")
        self._out[start:] = [f"\n\n> {quoted}\n\n"]

    def _end_of_link(self, _: str) -> None:
        """`View and confirm: https://…`; a link whose words are its address is said once."""
        href, start = self._links.pop()
        words = "".join(self._out[start:]).strip()
        if href and href != words and not href.startswith(_SHOWN_AS_TEXT):
            self._out.append(f"{self._colon}{href}")


def _neat(text: str) -> str:
    """Lines without space at their ends, and no more than one empty line anywhere."""
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _attribute(tag: str, name: str) -> str:
    inside = tag.partition(" ")[2]
    return next((decoded(each.value or "") for each in attributes(inside) if each.name == name), "")
