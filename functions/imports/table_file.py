"""A candidate file as rows of text, whatever it came as: CSV in four encodings, or XLSX (B1).

The content decides, never the name: files are renamed all the time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from mianyue.domain.errors import InvalidInput

MAX_BYTES = 50 * 1024 * 1024
MAX_COLUMNS = 500
MAX_ROWS = 200_000
MAX_CELL = 32_767
"""Characters in one cell: Excel's own limit."""

type Row = list[str]
type Opener = Callable[[], Iterator[Row]]


@dataclass(frozen=True)
class Sheet:
    """One sheet. `open` starts reading it from the first row, as often as asked.

    Readers refuse cells longer than MAX_CELL themselves: looking at each cell once more would take longer than
    reading it did.
    """

    name: str
    open: Opener

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Every row with its number (from 1, as in the file), blank ones included.

        Raises InvalidInput (`too_many_rows`, `huge_cell`, `broken_csv`, `broken_file`).
        """
        opened = self.open()
        return enumerate(chain(islice(opened, MAX_ROWS), _nothing_more(opened)), start=1)

    def filled_rows(self) -> Iterator[tuple[int, Row]]:
        """Those rows that say anything, each up to its last cell that does. Raises what `rows` raises."""
        return ((number, cells) for number, row in self.rows() if (cells := up_to_the_last_word(row)))


@dataclass(frozen=True)
class TableFile:
    """A file that could be read. `encoding` is None for a workbook; `guessed` where the encoding is a guess."""

    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    guessed: bool = False


def huge_cell(row: int) -> InvalidInput:
    """A cell that no spreadsheet could hold."""
    return InvalidInput("content", "huge_cell", str(row))


def _nothing_more(opened: Iterator[Row]) -> Iterator[Row]:
    for row in opened:
        yield row
        raise InvalidInput("content", "too_many_rows", str(MAX_ROWS))


def up_to_the_last_word(row: Row) -> Row:
    """The row without blank cells at its end: nothing, if it is a blank one."""
    end = len(row)
    while end and (not row[end - 1] or row[end - 1].isspace()):
        end -= 1
    return row if end == len(row) else row[:end]
