"""The bad rows as a file: the original columns and a reason; corrected, it can be imported again (B1)."""

from functions.imports.cells import Problem
from functions.imports.csv_text import csv_line, csv_text
from functions.imports.headings import REJECT_MARK
from functions.imports.plan import Plan, PlannedRow
from functions.imports.row_sentences import ROW_SENTENCES


def sentence(problem: Problem, column: str) -> tuple[str, str]:
    """What a problem says, in Chinese and in English."""
    chinese, english = ROW_SENTENCES[problem.code]
    filled = {"value": problem.value.strip(), "column": column, "other": str(problem.other)}
    return chinese.format(**filled), english.format(**filled)


class RejectFile:
    """CSV text with the file's own headings; an earlier reason column is replaced, not kept."""

    def __init__(self, plan: Plan, language: str) -> None:
        self._plan = plan
        self._chinese = language == "zh-CN"
        self._kept = [index for index, heading in enumerate(plan.layout.headings) if heading != REJECT_MARK]
        self._lines: list[bytes] = []

    def add(self, row: PlannedRow, problems: tuple[Problem, ...]) -> None:
        """The next bad row and its reasons."""
        cells = [row.cells[index] if index < len(row.cells) else "" for index in self._kept]
        reasons = [sentence(each, self._plan.heading(each.field))[0 if self._chinese else 1] for each in problems]
        self._lines.append(csv_line([*cells, f"[{row.row}] " + " ".join(reasons)]).encode())

    @property
    def content(self) -> bytes:
        """The whole file; nothing when no row was bad."""
        if not self._lines:
            return b""
        header = [self._plan.layout.headings[index] for index in self._kept] + [REJECT_MARK]
        return csv_text([header]).encode() + b"".join(self._lines)
