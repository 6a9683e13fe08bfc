"""Bytes and headers of foreign mails as text: whatever they are, something readable comes out and nothing is raised."""

import re
from codecs import getincrementaldecoder
from email.errors import HeaderParseError
from email.header import decode_header
from typing import Final

from mianyue.domain.unseen import UNSEEN, one_line

_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "hz", "ascii": "utf-8"}
"""Chinese programs name the small set and use the large one."""
_GUESSES: Final = ("utf-8", "gb18030")
_TRUSTED: Final = re.compile(
    r"utf[-_]?(?:8|16(?:[-_]?[lb]e)?)|(?:us-)?ascii|gb[-_]?\w{3,6}|hz|big5(?:[-_]?hkscs)?|koi8[-_]\w"
    r"|iso[-_]?(?:8859|2022)[-_]\w+(?:[-_]\w+)?|latin[-_]?\d{1,2}|(?:windows[-_]?|cp)\d{3,4}"
    r"|euc[-_]?\w\w|s(?:hift)?[-_]?jis|ks_c_5601-1987"
)
"""What people's mails are written in. Of the others that Python knows some take time by the square (punycode)."""


def text_of(data: bytes, charset: str = "", *, most: int | None = None) -> str:
    """Bytes that claim to be in `charset`; where that does not hold, in UTF-8 or GB18030; unreadable bytes as `�`.

    Of more than `most` bytes the first are read, and a character that is cut through is left out.
    """
    named = charset.strip().lower()
    first = _WIDER.get(named, named)
    whole = most is None or len(data) <= most
    for candidate in (first, *_GUESSES) if _TRUSTED.fullmatch(first) else _GUESSES:
        try:
            return getincrementaldecoder(candidate)().decode(data[:most], final=whole)
        except (LookupError, ValueError):  # unknown, or another one than it says
            continue
    return data[:most].decode("utf-8", errors="replace")


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
