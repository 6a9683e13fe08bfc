"""The work itself, in the background: row by row, resumable at any row, in as many invocations as it takes (B2)."""

from collections.abc import Callable
from copy import replace
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from functions.imports.bad_rows import BadRows
from functions.imports.cells import Problem
from functions.imports.choose_layout import choose
from functions.imports.plan import Plan, PlannedRow
from functions.imports.ports import Background, Files, Imports, Setups, Uploads
from functions.imports.read_file import read_file
from functions.imports.settle_row import RowSettler
from functions.imports.table_file import TableFile
from mianyue.domain.candidate_import import ImportRecord, ImportStatus, LateError, Overtaken
from mianyue.domain.errors import InvalidInput, NotFound

CHUNK = 50
"""Rows looked up together; the time left is checked between chunks."""
SPARE_SECONDS = 30.0
"""Less time than this is left to another invocation."""


@dataclass(frozen=True)
class Worker:
    """What the work needs from outside."""

    imports: Imports
    setups: Setups
    uploads: Uploads
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


def source_of(record: ImportRecord, uploads: Uploads) -> TableFile:
    """The uploaded file. Raises InvalidInput (`not_uploaded`, `size_differs`, and what reading raises)."""
    try:
        source = uploads.get(source_key(record.import_id))
    except NotFound as error:
        raise InvalidInput("import_id", "not_uploaded", record.filename) from error
    if len(source) != record.size:
        raise InvalidInput("size", "size_differs", record.filename)
    return read_file(source)


def plan_of(record: ImportRecord, uploads: Uploads, setups: Setups) -> Plan:
    """The plan that a committed import follows."""
    setup = setups.setup()
    choice = choose(source_of(record, uploads), record.sheet, record.mapping)
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
        worker.imports.advance(record, failed, None)
        return failed


def _carried_on(record: ImportRecord, worker: Worker, seconds_left: Callable[[], float]) -> ImportRecord:
    plan = plan_of(record, worker.uploads, worker.setups)
    first_stage = worker.setups.setup().company.stages[0]
    settler = RowSettler(record, imports=worker.imports, first_stage=first_stage, clock=worker.clock)
    settler.refused = {each.row: each for each in worker.imports.refused(record.import_id)}
    positions = _NewPositions(plan, worker.setups)
    bad = BadRows(plan, worker.setups.setup().company.language)
    for rows in batched(plan.rows(), CHUNK, strict=False):
        todo = tuple(row for row in rows if row.row > record.position)
        if todo and seconds_left() < SPARE_SECONDS:
            worker.background.carry_on(record.import_id)
            return settler.record
        if todo:
            positions.make(todo)
            _settle(todo, settler)
        for row in rows:
            if problems := row.errors or _late_problems(settler.refused.get(row.row)):
                bad.add(row, problems)
    return _finished(settler.record, worker, bad)


def _late_problems(late: LateError | None) -> tuple[Problem, ...]:
    return (Problem(late.field, late.code, late.value),) if late else ()


def _settle(rows: tuple[PlannedRow, ...], settler: RowSettler) -> None:
    settler.look_up(rows)
    for row in rows:
        settler.settle(row)
    settler.flush()


class _NewPositions:
    """Makes positions before anybody points to them: an application never points to one that is not there."""

    def __init__(self, plan: Plan, setups: Setups) -> None:
        self._plan = plan
        self._setups = setups
        self._made: set[str] = set()

    def make(self, rows: tuple[PlannedRow, ...]) -> None:
        """Those that these rows are the first to need."""
        needed = {row.person.position.position_id for row in rows if row.person} - self._made
        if missing := [each for each in self._plan.new_positions if each.position_id in needed]:
            self._setups.save_missing(missing)
        self._made |= needed


def _finished(record: ImportRecord, worker: Worker, bad: BadRows) -> ImportRecord:
    """The reject file stands before the import is called done."""
    if rejects := bad.rejects:
        worker.files.put(rejects_key(record.import_id), rejects, "text/csv; charset=utf-8")
        worker.files.put(errors_key(record.import_id), bad.errors, "application/json")
    done = replace(record, status=ImportStatus.DONE, finished_at=worker.clock())
    worker.imports.advance(record, done, None)
    return done
