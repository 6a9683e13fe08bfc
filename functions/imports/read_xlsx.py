"""XLSX by calamine, after a look at the archive: an unpacked size, a shape and a checksum that can be trusted."""

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from functions.imports.table_file import MAX_COLUMNS, Row, Sheet, TableFile
from mianyue.domain.errors import InvalidInput

MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 1_000
MAX_CELLS = 6_000_000
"""Rows times columns: the reader lays a sheet out in full, empty cells included."""
_CHUNK = 1 << 20
_FAR_CELL = re.compile(rb"""[\s]r\s*=\s*["'](?:[A-Z]{3,}|[B-Z][A-Z]|[A-Z]{0,2}\d{6,})""", re.IGNORECASE)
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
        return TableFile(tuple(_sheet(workbook, name) for name in names))
    except CalamineError as error:
        raise InvalidInput("content", "broken_file") from error


def _sheet(workbook: CalamineWorkbook, name: str) -> Sheet:
    return Sheet(name, lambda: _rows(workbook, name))


def _rows(workbook: CalamineWorkbook, name: str) -> Iterator[Row]:
    try:
        sheet: CalamineSheet = workbook.get_sheet_by_name(name)
        for cells in sheet.iter_rows():
            yield [_text(cell) for cell in cells]
    except CalamineError as error:
        raise InvalidInput("content", "broken_file") from error


type Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def _text(cell: Cell) -> str:
    """A cell as a person sees it: a phone number typed as a number is no float."""
    if isinstance(cell, str):
        return "" if cell.isspace() else cell
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
