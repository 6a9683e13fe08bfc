"""The bad rows of an import, taken down one by one: the reject file and the first of its errors (B1, B2)."""

import json
from typing import Any

from functions.imports.cells import Problem, shown
from functions.imports.plan import Plan, PlannedRow
from functions.imports.preview import SHOWN_PROBLEMS
from functions.imports.reject_file import RejectFile


class BadRows:
    """Holds text, not rows: all 100,000 of a file may be bad."""

    def __init__(self, plan: Plan, language: str) -> None:
        self._plan = plan
        self._file = RejectFile(plan, language)
        self._errors: list[dict[str, Any]] = []

    def add(self, row: PlannedRow, problems: tuple[Problem, ...]) -> None:
        """The next bad row."""
        self._file.add(row, problems)
        if len(self._errors) < SHOWN_PROBLEMS:
            self._errors += [self._plain(row, problem) for problem in problems]

    @property
    def errors(self) -> bytes:
        """The first few hundred errors, as JSON."""
        return json.dumps(self._errors[:SHOWN_PROBLEMS], ensure_ascii=False).encode()

    @property
    def rejects(self) -> bytes:
        """The reject file; nothing when no row was bad."""
        return self._file.content

    def _plain(self, row: PlannedRow, problem: Problem) -> dict[str, Any]:
        heading = self._plan.heading(problem.field)
        return {"row": row.row, "column": heading, **problem._asdict(), "value": shown(problem.value)}
