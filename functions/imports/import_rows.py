"""The work itself, in the background: row by row, resumable at any row, in as many invocations as it takes (B2)."""

import json
from collections.abc import Callable
from copy import replace
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from functions.imports.cells import Problem, shown
from functions.imports.choose_layout import choose
from functions.imports.plan import Plan, PlannedRow
from functions.imports.ports import Background, Files, Imports, Setups
from functions.imports.preview import SHOWN_PROBLEMS
from functions.imports.read_file import read_file
from functions.imports.reject_file import reject_file
from functions.imports.settle_row import RowSettler
from mianyue.domain.candidate_import import ImportRecord, ImportStatus, LateError, Overtaken
from mianyue.domain.errors import InvalidInput

type BadRow = tuple[PlannedRow, tuple[Problem, ...]]

CHUNK = 50
"""Rows looked up together; the time left is checked between chunks."""
SPARE_SECONDS = 30.0
"""Less time than this is left to another invocation."""


@dataclass(frozen=True)
class Worker:
    """What the work needs from outside."""

    imports: Imports
    setups: Setups
    files: Files
    background: Background
    clock: Callable[[], datetime]


def source_key(import_id: str) -> str:
    """Where the uploaded file is kept."""
    return f"imports/{import_id}/source"


def rejects_key(import_id: str) -> str:
    """Where the reject file is kept."""
    return f"imports/{import_id}/rejects.csv"


def errors_key(import_id: str) -> str:
    """Where the first few hundred row errors are kept, as JSON."""
    return f"imports/{import_id}/errors.json"


def plan_of(record: ImportRecord, files: Files, setups: Setups) -> Plan:
    """The plan that a committed import follows."""
    setup = setups.setup()
    choice = choose(read_file(files.get(source_key(record.import_id))), record.sheet, record.mapping)
    return Plan(
        choice.layout,
        choice.mapping,
        setup.company,
        setup.positions,
        create_positions=record.create_positions,
    )


def import_rows(import_id: str, worker: Worker, seconds_left: Callable[[], float]) -> ImportRecord:
    """Take an import as far as the time allows; the record as it is then.

    Safe to call at any moment, any number of times, and by two at once: the second one stops by itself.
    """
    record = worker.imports.get(import_id)
    if record.status is not ImportStatus.RUNNING:
        return record
    try:
        return _carried_on(record, worker, seconds_left)
    except Overtaken:
        return worker.imports.get(import_id)
    except InvalidInput as error:
        failed = replace(record, status=ImportStatus.FAILED, failure=error.code, finished_at=worker.clock())
        worker.imports.advance(record, failed)
        return failed


def _carried_on(record: ImportRecord, worker: Worker, seconds_left: Callable[[], float]) -> ImportRecord:
    plan = plan_of(record, worker.files, worker.setups)
    first_stage = worker.setups.setup().company.stages[0]
    settler = RowSettler(record, imports=worker.imports, first_stage=first_stage, clock=worker.clock)
    bad: list[BadRow] = []
    for rows in batched(plan.rows(), CHUNK, strict=False):
        todo = tuple(row for row in rows if row.row > record.position)
        if todo and seconds_left() < SPARE_SECONDS:
            worker.background.carry_on(record.import_id)
            return settler.record
        _settle(todo, settler, worker, plan)
        bad += [(row, row.errors) for row in rows if row.errors]
    late = worker.imports.refused(record.import_id)
    return _finished(settler.record, worker, plan, _with_late(bad, late, plan) if late else bad)


def _settle(rows: tuple[PlannedRow, ...], settler: RowSettler, worker: Worker, plan: Plan) -> None:
    """Positions first: an application never points to one that is not there."""
    new = {each.position_id for each in plan.new_positions}
    wanted = {row.person.position.position_id: row.person.position for row in rows if row.person}
    missing = [position for name, position in wanted.items() if name in new]
    if missing:
        worker.setups.save_missing(missing)
    settler.look_up(rows)
    for row in rows:
        settler.settle(row)
    settler.flush()


def _with_late(bad: list[BadRow], late: list[LateError], plan: Plan) -> list[BadRow]:
    """Rows that only the table could refuse, in their places among the others."""
    problems = {each.row: Problem(each.field, each.code, each.value) for each in late}
    refused: list[BadRow] = [(row, (problems[row.row],)) for row in plan.rows() if row.row in problems]
    return sorted([*bad, *refused], key=lambda each: each[0].row)


def _finished(record: ImportRecord, worker: Worker, plan: Plan, bad: list[BadRow]) -> ImportRecord:
    """The reject file stands before the import is called done."""
    if bad:
        language = worker.setups.setup().company.language
        text = reject_file(plan, bad, language)
        worker.files.put(rejects_key(record.import_id), text.encode(), "text/csv; charset=utf-8")
        errors = [_plain(row, problem, plan) for row, problems in bad for problem in problems]
        body = json.dumps(errors[:SHOWN_PROBLEMS], ensure_ascii=False).encode()
        worker.files.put(errors_key(record.import_id), body, "application/json")
    done = replace(record, status=ImportStatus.DONE, finished_at=worker.clock())
    worker.imports.advance(record, done)
    return done


def _plain(row: PlannedRow, problem: Problem, plan: Plan) -> dict[str, Any]:
    return {"row": row.row, "column": plan.heading(problem.field), **problem._asdict(), "value": shown(problem.value)}
