"""The text of a CSV file: which encoding it has, and the same text in UTF-8, in which a line end is a byte (B1)."""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from mianyue.domain.errors import InvalidInput

_PIECE = 1 << 16
"""Bytes decoded at once: a text in memory is up to four times as big as in its file."""
_SAMPLE = 1 << 20
_CONTROLS = bytes({*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20)})
"""What no table has in it."""
_DOUBLE_BYTE = re.compile(rb"[\x81-\xfe]([\x40-\xfe])")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


class Text(NamedTuple):
    """A file's text in UTF-8. `encoding` is what the file has, as people call it; `guessed` if it may be another."""

    content: bytes
    encoding: str
    guessed: bool = False

    def beginning(self, size: int) -> str:
        """About so many bytes of it."""
        return self.content[:size].decode(errors="ignore")

    def with_plain_ends(self) -> "Text":
        """The text with LF wherever CR stands, with or without LF."""
        return self._replace(content=self.content.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))

    @property
    def has_lone_cr(self) -> bool:
        """Whether a line may end with CR alone, as in files of old Macs."""
        return self.content.count(b"\r") > self.content.count(b"\r\n")


def decoded(content: bytes) -> Text:
    """The text behind the bytes. Raises InvalidInput (`not_a_table`)."""
    text = _text(content)
    head = text.content[:_SAMPLE]
    if len(head.translate(None, _CONTROLS)) < len(head):
        raise InvalidInput("content", "not_a_table")
    return text


def _text(content: bytes) -> Text:
    if wide := _utf16(content):
        if (narrowed := _in_utf8(content, wide)) is None:
            raise InvalidInput("content", "not_a_table")
        return Text(narrowed, "UTF-16")
    if _is_utf8(content):
        marked = content.startswith(codecs.BOM_UTF8)
        return Text(content.removeprefix(codecs.BOM_UTF8), "UTF-8 (BOM)" if marked else "UTF-8")
    return _local(content)


def _utf16(content: bytes) -> str:
    """The codec if it is UTF-16. ASCII has a zero in every other byte there; no text in another encoding has any."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = content[:400]
    if head[1::2].count(0) > len(head) // 5:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > len(head) // 5 else ""


def _local(content: bytes) -> Text:
    """GB18030 where it reads like Chinese, else Windows-1252.

    Western letters followed by ASCII letters are valid GB18030 too ("é" + "a"), but Chinese text hardly ever
    has an ASCII second byte: that area holds rare characters.
    """
    first = _NOT_ASCII.search(content)
    sample = content[first.start() : first.start() + _SAMPLE] if first else b""
    seconds = _DOUBLE_BYTE.findall(sample)
    if sum(second < b"\x80" for second in seconds) * 2 <= len(seconds):
        chinese = _in_utf8(content, "gb18030")
        if chinese is not None:
            return Text(chinese, "GB18030")
    western = content.decode("cp1252", errors="replace")
    return Text(western.encode(), "Windows-1252", guessed=True)


def _is_utf8(content: bytes) -> bool:
    try:
        return all(piece is not None for piece in _pieces(content, "utf-8"))
    except UnicodeDecodeError:
        return False


def _in_utf8(content: bytes, codec: str) -> bytes | None:
    try:
        return b"".join(piece.encode() for piece in _pieces(content, codec))
    except UnicodeError:
        return None


def _pieces(content: bytes, codec: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)()
    for start in range(0, len(content), _PIECE):
        yield decoder.decode(content[start : start + _PIECE])
    yield decoder.decode(b"", final=True)
