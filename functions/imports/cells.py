"""Text of a cell, cleaned of what spreadsheets and keyboards leave in it."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_BREAKS = re.compile(r"[\t\r\n\u2028\u2029]+")
_EMPTY = frozenset({"-", "--", "---", "—", "——", "/", "\\", "无", "暂无", "n/a", "#n/a", "#value!", "#ref!", "null"})
_LONGEST_EMPTY = max(map(len, _EMPTY))


class Problem(NamedTuple):
    """What is wrong with, or worth knowing about, one cell. `value` is the cell as it stands in the file.

    `other` is the number of another row that the problem is about, 0 if none.
    """

    field: str
    code: str
    value: str = ""
    other: int = 0


class BadCell(Exception):
    """The cell cannot be used; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean(cell: str) -> str:
    """Without outer spaces (U+3000 too), invisible characters and line breaks; '' for what means "nothing"."""
    text = cell.strip() if cell.isprintable() else _BREAKS.sub(" ", _INVISIBLE.sub("", cell)).strip()
    return "" if len(text) <= _LONGEST_EMPTY and text.casefold() in _EMPTY else text


def narrow(text: str) -> str:
    """NFKC: full-width digits, letters and ＠ as ASCII."""
    return unicodedata.normalize("NFKC", text).strip()


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """What two spellings of one name have in common: width, case and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def shown(cell: str) -> str:
    """A cell's start, for a message to a person."""
    return cell if len(cell) <= 100 else cell[:99] + "…"
