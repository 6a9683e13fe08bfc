"""XLSX by calamine, after a look at the archive: an unpacked size, a shape and a checksum that can be trusted."""

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from functions.imports.table_file import MAX_CELL, MAX_COLUMNS, Row, Sheet, TableFile, huge_cell
from mianyue.domain.errors import InvalidInput

MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 1_000
MAX_CELLS = 6_000_000
"""Rows times columns: the reader lays a sheet out in full, empty cells included."""
_CHUNK = 1 << 20
_FAR_CELL = re.compile(
    rb"""r\s*=\s*["'](?:[A-Za-z]{3,}\d|[B-Zb-z][A-Za-z]\d|[Aa][E-Ze-z]\d|[A-Za-z]{0,2}(?:[2-9]\d{5}|\d{7,}))"""
)
"""A cell or row beyond AD199999, the corner of MAX_CELLS: most files have none, and need no second look."""
_CELL = re.compile(rb"""[\s]r\s*=\s*["']([A-Z]{0,9})(\d{1,12})""", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def read_xlsx(content: bytes) -> TableFile:
    """The sheets of a workbook; hidden ones are left out.

    Raises InvalidInput: `broken_file`, `not_a_table`, `unpacks_too_big`, `too_many_columns`, `too_many_cells`.
    """
    _inspect(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    except CalamineError as error:
        raise InvalidInput("content", "broken_file") from error
    laid_out = lru_cache(maxsize=1)(workbook.get_sheet_by_name)  # one at a time: a sheet may fill half the memory
    return TableFile(tuple(Sheet(name, partial(_rows, laid_out, name)) for name in names))


def _rows(laid_out: Callable[[str], CalamineSheet], name: str) -> Iterator[Row]:
    try:
        sheet = laid_out(name)
    except CalamineError as error:
        raise InvalidInput("content", "broken_file") from error
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row = [cell if type(cell) is str else _text(cell) for cell in cells]
        if max(map(len, row), default=0) > MAX_CELL:
            raise huge_cell(number)
        yield row


type Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def _text(cell: Cell) -> str:
    """A cell as a person sees it: a phone number typed as a number is no float."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _inspect(content: bytes) -> None:
    """Refuse what would fill the memory: sizes and shapes are checked on the unpacked bytes, not as declared."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise InvalidInput("content", "unpacks_too_big")
            if not any(part.filename.endswith("workbook.xml") for part in parts):
                raise InvalidInput("content", "not_a_table")
            for part in parts:
                _inspect_part(archive, part)
    except _BROKEN as error:
        raise InvalidInput("content", "broken_file") from error


def _inspect_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpacking to the end also checks the part's length and checksum."""
    sheet = "worksheets/" in part.filename
    far, tail = False, b""
    with archive.open(part) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            far = far or (sheet and _FAR_CELL.search(tail + chunk) is not None)
            tail = chunk[-64:]
    if far:
        _inspect_shape(archive.read(part))


def _inspect_shape(xml: bytes) -> None:
    columns = rows = 1
    for cell in _CELL.finditer(xml):
        columns, rows = max(columns, _column_number(cell[1])), max(rows, int(cell[2]))
    if columns > MAX_COLUMNS:
        raise InvalidInput("content", "too_many_columns", str(MAX_COLUMNS))
    if rows * columns > MAX_CELLS:
        raise InvalidInput("content", "too_many_cells")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
