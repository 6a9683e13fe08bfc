"""CSV that a spreadsheet shows and never executes (ASVS 1.2.10)."""

import csv
import io
import re
from collections.abc import Iterable

_FORMULA = re.compile(r"'* *[=+\-@\t\r]")
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
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return BOM + out.getvalue()
