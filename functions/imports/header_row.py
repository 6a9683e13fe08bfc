"""Where a sheet's real table begins: below title rows, above the people (B1)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from functions.imports.headings import mapped, recognised
from functions.imports.table_file import MAX_COLUMNS, Row, Sheet
from mianyue.domain.errors import InvalidInput

_SEARCHED_ROWS = 40
_SAMPLED_ROWS = 50
_CONTACT = re.compile(r"[@＠]|[\d０-９]{7,}")


@dataclass(frozen=True)
class Layout:
    """How a sheet is laid out. `header_row` is 0 when no row has headings; columns then are called A, B, C …"""

    sheet: Sheet
    header_row: int
    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    """Up to 50 cells of each column."""
    mapping: dict[int, str]
    empty: bool
    """There is nothing but headings, if that."""

    @cached_property
    def rows(self) -> int:
        """Rows that are not blank: counted when somebody asks, for it takes reading the sheet to its end."""
        return sum(1 for _ in self.sheet.filled_rows())


def layout(sheet: Sheet) -> Layout:
    """How `sheet` is laid out. Raises InvalidInput (`too_many_columns`)."""
    head = list(islice(sheet.filled_rows(), _SEARCHED_ROWS + _SAMPLED_ROWS))
    header_row = _header_row(head[:_SEARCHED_ROWS])
    people = [cells for number, cells in head if number > header_row][:_SAMPLED_ROWS]
    header = next((cells for number, cells in head if number == header_row), [])
    width = max(map(len, (header, *people)), default=0)
    if width > MAX_COLUMNS:
        raise InvalidInput("content", "too_many_columns", str(MAX_COLUMNS))
    headings = tuple(_heading(header, index) for index in range(width))
    samples = tuple(tuple(row[index] if index < len(row) else "" for row in people) for index in range(width))
    empty = len(head) <= (1 if header_row else 0)
    return Layout(sheet, header_row, headings, samples, mapped(headings, samples), empty)


def best(layouts: Iterable[Layout]) -> Layout | None:
    """The sheet that most looks like a list of candidates: headings first, then columns found, then rows."""
    ranked = [(each.header_row > 0, len(each.mapping), each) for each in layouts if each.headings]
    highest = max((rank[:2] for rank in ranked), default=None)
    likely = [rank[2] for rank in ranked if rank[:2] == highest]
    return max(likely, key=lambda each: each.rows) if len(likely) > 1 else next(iter(likely), None)


def is_header_again(cells: Row, headings: tuple[str, ...]) -> bool:
    """A printed list repeats its headings on each page, or gives them in a second language."""
    filled = [cell for cell in cells if cell.strip()]
    if [cell.strip() for cell in cells] == [heading.strip() for heading in headings[: len(cells)]]:
        return True
    return recognised(cells) >= 2 and not any(map(_CONTACT.search, filled))


def column_name(index: int) -> str:
    """A, B … Z, AA: what the spreadsheet calls a column."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _header_row(rows: list[tuple[int, Row]]) -> int:
    scored = [(recognised(cells), -number) for number, cells in rows if not _has_contact(cells)]
    fields, number = max(scored, default=(0, 0))
    return -number if fields else 0


def _has_contact(cells: Row) -> bool:
    return any(map(_CONTACT.search, cells))


def _heading(header: Row, index: int) -> str:
    text = header[index] if index < len(header) else ""
    shown = " ".join(unicodedata.normalize("NFC", text).split())
    return shown or column_name(index)
