"""CSV as HR staff have it: four separators, any line end, quotation marks that may lack their partner."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import replace
from dataclasses import dataclass
from itertools import chain, islice

from functions.imports.decoding import Text, decoded
from functions.imports.headings import recognised
from functions.imports.table_file import MAX_CELL, Row, Sheet, TableFile, huge_cell
from mianyue.domain.errors import InvalidInput

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 30
_SAMPLE_BYTES = 50_000
_ENDLESS_CELL = MAX_CELL * 4
"""A cell as long as this has lost its closing quotation mark; a shorter one may just hold too much."""
_SEPARATOR_LINE = re.compile(r"""sep=([^"\r\n])\r?\n""", re.IGNORECASE)
"""First line that Excel writes and reads to name the separator."""


def read_csv(content: bytes) -> TableFile:
    """The one sheet of a CSV file. Raises InvalidInput (`not_a_table`)."""
    text = decoded(content)
    beginning = text.beginning(_SAMPLE_BYTES)
    named = _SEPARATOR_LINE.match(beginning)
    separator = named[1] if named else max(_SEPARATORS, key=lambda each: _likelihood(beginning, each))
    records = _Records(text, separator, named is not None)
    return TableFile((Sheet("CSV", records.rows),), text.encoding, text.guessed)


def _likelihood(beginning: str, separator: str) -> tuple[int, int]:
    """How many headings one row gives with this separator, then how many columns."""
    with _longer_cells():
        try:
            sample = list(islice(csv.reader(io.StringIO(beginning, newline=""), delimiter=separator), _SAMPLE_ROWS))
        except csv.Error:  # a wrong separator makes monstrous cells
            return 0, 0
    return max(map(recognised, sample), default=0), max(map(len, sample), default=0)


@dataclass(frozen=True)
class _Records:
    """The records of a text; with `named` the first line names the separator, and counts as a blank one."""

    text: Text
    separator: str
    named: bool

    def rows(self) -> Iterator[Row]:
        """Every row. What is wrong with the file is looked for when something is: nothing is looked at twice before."""
        csv.field_size_limit(MAX_CELL)
        try:
            yield from self._reader()
        except csv.Error as error:
            if not self.text.has_lone_cr:
                raise self._fault() from error
            repaired = replace(self, text=self.text.with_plain_ends())
            yield from islice(repaired.rows(), self._readable(), None)
        if self.text.content.count(b'"') % 2:
            self._require_partner()

    def _reader(self) -> Iterator[Row]:
        # Line by line from the bytes: no step of it is Python's own, and the whole text is never held.
        lines: Iterator[str] = map(bytes.decode, io.BytesIO(self.text.content))
        if self.named:
            lines = chain(["\n"], islice(lines, 1, None))
        return csv.reader(lines, delimiter=self.separator)

    def _readable(self) -> int:
        """How many rows come before the first that cannot be read."""
        number = 0
        with suppress(csv.Error):
            for number, _ in enumerate(self._reader(), start=1):  # noqa: B007 - the last one counts
                pass
        return number

    def _fault(self) -> InvalidInput:
        """Where the file cannot be read on, and why."""
        number = 0
        with _longer_cells(), suppress(csv.Error):
            for number, row in enumerate(self._reader(), start=1):
                if any(len(cell) > MAX_CELL for cell in row):
                    return huge_cell(number)
        return InvalidInput("content", "broken_csv", str(number + 1))

    def _require_partner(self) -> None:
        """A quotation mark without partner: if it opened the last cell, that has swallowed all rows behind it."""
        number, row = 0, list[str]()
        for number, row in enumerate(self._reader(), start=1):  # noqa: B007 - the last ones are looked at
            pass
        if any("\n" in cell or "\r" in cell for cell in row):
            raise InvalidInput("content", "broken_csv", str(number))


@contextmanager
def _longer_cells() -> Iterator[None]:
    before = csv.field_size_limit(_ENDLESS_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
