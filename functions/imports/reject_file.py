"""The bad rows as a file: the original columns and a reason; corrected, it can be imported again (B1)."""

from functions.imports.cells import Problem
from functions.imports.csv_text import csv_text
from functions.imports.headings import REJECT_MARK
from functions.imports.plan import Plan, PlannedRow
from functions.imports.row_sentences import ROW_SENTENCES
from functions.imports.table_file import Row


def sentence(problem: Problem, column: str) -> tuple[str, str]:
    """What a problem says, in Chinese and in English."""
    chinese, english = ROW_SENTENCES[problem.code]
    filled = {"value": problem.value.strip(), "column": column, "other": str(problem.other)}
    return chinese.format(**filled), english.format(**filled)


def reject_file(plan: Plan, bad: list[tuple[PlannedRow, tuple[Problem, ...]]], language: str) -> str:
    """CSV text with the file's own headings; an earlier reason column is replaced, not kept."""
    kept = [index for index, heading in enumerate(plan.layout.headings) if heading != REJECT_MARK]
    header = [plan.layout.headings[index] for index in kept] + [REJECT_MARK]
    return csv_text([header, *(_row(plan, row, problems, kept, language) for row, problems in bad)])


def _row(plan: Plan, row: PlannedRow, problems: tuple[Problem, ...], kept: list[int], language: str) -> Row:
    cells = [row.cells[index] if index < len(row.cells) else "" for index in kept]
    reasons = [sentence(each, plan.heading(each.field))[0 if language == "zh-CN" else 1] for each in problems]
    return [*cells, f"[{row.row}] " + " ".join(reasons)]
