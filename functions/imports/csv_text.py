"""CSV that a spreadsheet shows and never executes (ASVS 1.2.10)."""

import csv
import io
import json
import re
from collections.abc import Iterable

_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
"""Full-width signs too: East Asian spreadsheets take them for the narrow ones. `\\s` knows the U+3000 space."""
BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the local encoding."""


def harmless(cell: str) -> str:
    """The cell as text: what a spreadsheet would take for a formula gets an apostrophe in front."""
    return "'" + cell if _FORMULA.match(cell) else cell


def armed(cell: str) -> str:
    """The cell before `harmless`: for files of our own that come back."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Rows as CSV text with BOM; every cell harmless."""
    return BOM + "".join(map(csv_line, rows))


def csv_line(row: Iterable[str]) -> str:
    """One row of it; every cell harmless."""
    return _line(harmless(cell) for cell in row)


def beginning(text: str, room: int) -> tuple[str, int]:
    """The heading and the first rows of a text of `csv_text`, and how many rows are left out.

    As many rows as take `room` bytes in a function's answer, where they stand in JSON within JSON.
    """
    if _in_answer(text) <= room:
        return text, 0
    kept, left_out = "", 0
    for row in csv.reader(io.StringIO(text.removeprefix(BOM), newline="")):
        line = _line(row)
        room -= _in_answer(line)
        if room >= 0 or not kept:
            kept += line
        else:
            left_out += 1
    return BOM + kept, left_out


def _line(row: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(row)
    return out.getvalue()


def _in_answer(text: str) -> int:
    return len(json.dumps(json.dumps(text)))
