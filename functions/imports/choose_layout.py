"""Sheet, header row and columns: chosen by us, corrected by HR."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.imports.header_row import Layout, best, layout
from functions.imports.headings import FIELDS
from functions.imports.table_file import TableFile
from mianyue.domain.errors import InvalidInput

NEEDED = ("name", "position")


@dataclass(frozen=True)
class Choice:
    """How the file is going to be read. `notes` are codes and values."""

    file: TableFile
    layouts: tuple[Layout, ...]
    layout: Layout
    mapping: dict[int, str]
    notes: tuple[tuple[str, str], ...]


def choose(file: TableFile, sheet: str = "", mapping: Mapping[str, str] | None = None) -> Choice:
    """The reading of a file: HR's sheet and mapping where given, else the best guess.

    Raises InvalidInput: `no_rows`, `unknown_sheet`, `unknown_column`, `field_twice`, and what reading raises.
    """
    layouts = tuple(layout(each) for each in file.sheets)
    chosen = _named(layouts, sheet) if sheet else best(layouts)
    if chosen is None or chosen.empty:
        raise InvalidInput("content", "no_rows")
    columns = _checked(mapping, chosen) if mapping else chosen.mapping
    return Choice(file, layouts, chosen, columns, (*_notes(file, layouts, chosen), *_missing(columns)))


def _named(layouts: tuple[Layout, ...], sheet: str) -> Layout:
    for each in layouts:
        if each.sheet.name == sheet:
            return each
    raise InvalidInput("sheet", "unknown_sheet", sheet)


def _checked(mapping: Mapping[str, str], chosen: Layout) -> dict[int, str]:
    columns: dict[int, str] = {}
    for index, field in mapping.items():
        if not (index.isascii() and index.isdigit()) or int(index) >= len(chosen.headings):
            raise InvalidInput("mapping", "unknown_column", index)
        if field in columns.values():
            raise InvalidInput("mapping", "field_twice", field)
        if field not in FIELDS:
            raise InvalidInput("mapping", "invalid_input", field)
        columns[int(index)] = field
    return dict(sorted(columns.items()))


def _notes(file: TableFile, layouts: tuple[Layout, ...], chosen: Layout) -> list[tuple[str, str]]:
    notes = [
        ("sheet_not_chosen" if each.header_row else "sheet_ignored", each.sheet.name)
        for each in layouts
        if each is not chosen and each.headings
    ]
    if file.guessed:
        notes.append(("encoding_guessed", file.encoding or ""))
    if not chosen.header_row:
        notes.append(("no_header", ""))
    return notes


def _missing(columns: dict[int, str]) -> list[tuple[str, str]]:
    found = set(columns.values())
    missing = [field for field in NEEDED if field not in found]
    if not found & {"email", "phone"}:
        missing.append("email / phone")
    return [("column_missing", field) for field in missing]
