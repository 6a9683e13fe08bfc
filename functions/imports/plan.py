"""What a file asks for, row by row: the preview counts it, the import does it. Pure: the table is not asked."""

import re
from collections.abc import Iterable, Iterator
from copy import replace
from typing import NamedTuple

from functions.imports.cells import Problem, clean, narrow
from functions.imports.cells import key as name_key
from functions.imports.check_row import Person, RowChecker
from functions.imports.csv_text import armed
from functions.imports.header_row import Layout, is_header_again
from functions.imports.headings import REJECT_MARK
from functions.imports.positions import PositionBook
from functions.imports.same_person import Earlier, SeenPeople
from functions.imports.table_file import Row, up_to_the_last_word
from mianyue.domain.company import Company, Position

_TOTAL = re.compile(
    r"(合计|总计|小计|共计|总数|总人数|汇总|grand total|sub-?total|total|sum)[\s:=]*[\d.,]*\s*(人|条|行|名|rows)?"
    r"|共\s*\d+\s*(人|条|行|名).{0,20}",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"(备注|说明|注|填表人|制表人|制表|审核人|日期|填表日期|制表日期|notes?|prepared by)\s*[:：].*", re.I
)


class PlannedRow(NamedTuple):
    """One row below the headings: exactly one of `person`, `errors` and `skipped` says what it is."""

    row: int
    cells: Row
    values: dict[str, str]
    person: Person | None = None
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    skipped: str = ""
    """Why it is left out: `total_row`, `header_again`, `footer` or `empty` (nothing but dashes)."""
    repeats: int = 0
    """An earlier row with the same person and position, 0 if none."""
    said: frozenset[str] = frozenset()
    """Fields that earlier rows have given already: this row does not change them."""


class Plan:
    """The rows of one sheet, read with one mapping."""

    def __init__(
        self,
        layout: Layout,
        mapping: dict[int, str],
        company: Company,
        positions: Iterable[Position],
        *,
        create_positions: bool,
    ) -> None:
        self.layout = layout
        self.mapping = mapping
        self._book = PositionBook(positions)
        self._checker = RowChecker(
            mapping,
            company,
            self._book,
            create_positions=create_positions,
            language=_language(layout, mapping, company),
        )
        self._rejects = name_key(REJECT_MARK) in map(name_key, layout.headings)

    def heading(self, field: str) -> str:
        """Heading of the column that holds a field, '' if none does."""
        return next((self.layout.headings[index] for index, name in self.mapping.items() if name == field), "")

    @property
    def new_positions(self) -> tuple[Position, ...]:
        """Positions that rows read so far would create."""
        return self._book.new

    def rows(self) -> Iterator[PlannedRow]:
        """Every row below the headings that is not blank, in order."""
        seen = SeenPeople()
        for number, row in self.layout.sheet.rows():
            if number <= self.layout.header_row:
                continue
            about_somebody = self._checker.contact_in(row)
            if cells := row if about_somebody else up_to_the_last_word(row):
                skipped = "" if about_somebody else self._skipped(cells)
                yield PlannedRow(number, cells, {}, skipped=skipped) if skipped else self._planned(number, cells, seen)

    def _planned(self, number: int, row: Row, seen: SeenPeople) -> PlannedRow:
        cells = [armed(cell) for cell in row] if self._rejects else row
        checked = self._checker.check(number, cells)
        planned = PlannedRow(number, cells, checked.values, checked.person, checked.errors, checked.warnings)
        return _compared(planned, checked.person, seen.look(checked.person)) if checked.person else planned

    def _skipped(self, cells: Row) -> str:
        if self.layout.header_row and is_header_again(cells, self.layout.headings):
            return "header_again"
        filled = [narrow(text) for cell in cells if (text := clean(cell))]
        if not filled:
            return "empty"
        if _TOTAL.fullmatch(filled[0]):
            return "total_row"
        return "footer" if len(filled) <= 2 and _FOOTER.fullmatch(filled[0]) else ""


def _language(layout: Layout, mapping: dict[int, str], company: Company) -> str:
    """A list with English headings is about people who read English, whatever the company speaks at home."""
    headings = "".join(layout.headings[index] for index in mapping)
    if not layout.header_row or not headings:
        return company.language
    return "en" if headings.isascii() else "zh-CN"


def _compared(planned: PlannedRow, person: Person, earlier: Earlier) -> PlannedRow:
    field = "email" if person.email else "phone"
    value = person.email or person.phone
    if earlier.another_person:
        error = Problem("phone", "two_people_in_file", person.phone, earlier.another_person)
        return replace(planned, person=None, errors=(error,))
    warnings = planned.warnings
    if earlier.same_application:
        warnings += (Problem(field, "duplicate_in_file", value, earlier.same_application),)
    if earlier.different_name:
        warnings += (Problem("name", "name_differs", person.name),)
    return replace(planned, warnings=warnings, repeats=earlier.same_application, said=earlier.said)
