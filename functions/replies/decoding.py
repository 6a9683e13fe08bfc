"""Bytes and headers of foreign mails as text: whatever they are, something readable comes out and nothing is raised."""

from email.errors import HeaderParseError
from email.header import decode_header
from typing import Final

from mianyue.domain.unseen import UNSEEN, one_line

_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "hz", "ascii": "utf-8"}
"""Chinese programs name the small set and use the large one."""
_GUESSES: Final = ("utf-8", "gb18030")


def text_of(data: bytes, charset: str = "") -> str:
    """Bytes that claim to be in `charset`; where that does not hold, in UTF-8 or GB18030; unreadable bytes as `�`."""
    named = charset.strip().lower()
    for candidate in (_WIDER.get(named, named), *_GUESSES):
        try:
            return data.decode(candidate)
        except (LookupError, ValueError):  # unknown, or another one than it says
            continue
    return data.decode("utf-8", errors="replace")


def header_of(raw: str) -> str:
    """A header as a person reads it, on one line; `raw` is what the parser made of it, foreign bytes escaped."""
    data = raw.encode("utf-8", errors="surrogateescape")
    plain = " ".join(text_of(data).split())
    try:
        parts = decode_header(plain)
    except (HeaderParseError, ValueError):
        return one_line(plain)
    read = "".join(part if isinstance(part, str) else text_of(part, name or "") for part, name in parts)
    return one_line(read) or one_line(plain)


def clean(text: str) -> str:
    """Text with plain line breaks and without unseen characters."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\xa0", " ")
