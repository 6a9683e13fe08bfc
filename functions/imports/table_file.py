"""A candidate file as rows of text, whatever it came as: CSV in four encodings, or XLSX (B1).

The content decides, never the name: files are renamed all the time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mianyue.domain.errors import InvalidInput

MAX_BYTES = 4 * 1024 * 1024
MAX_COLUMNS = 500
MAX_ROWS = 200_000
MAX_CELL = 32_767
"""Characters in one cell: Excel's own limit."""

type Row = list[str]
type Opener = Callable[[], Iterator[Row]]


@dataclass(frozen=True)
class Sheet:
    """One sheet. `open` starts reading its rows from the first, as often as asked."""

    name: str
    open: Opener

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Row numbers (from 1, as in the file) and cells; blank rows are left out.

        Raises InvalidInput (`too_many_rows`, `too_many_columns`, `huge_cell`).
        """
        for number, cells in enumerate(self.open(), start=1):
            if number > MAX_ROWS:
                raise InvalidInput("content", "too_many_rows", str(MAX_ROWS))
            if any(cells):
                yield number, _checked(cells, number)


@dataclass(frozen=True)
class TableFile:
    """A file that could be read. `encoding` is None for a workbook; `guessed` where the encoding is a guess."""

    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    guessed: bool = False

    def sheet(self, name: str) -> Sheet:
        """A sheet by name. Raises InvalidInput (`unknown_sheet`)."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise InvalidInput("sheet", "unknown_sheet", name)


def _checked(cells: Row, number: int) -> Row:
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MAX_COLUMNS:
        raise InvalidInput("content", "too_many_columns", str(MAX_COLUMNS))
    if any(len(cell) > MAX_CELL for cell in cells):
        raise InvalidInput("content", "huge_cell", str(number))
    return cells
