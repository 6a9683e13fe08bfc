"""From a file to a running import: announced, uploaded by the browser, previewed, committed (B1)."""

from collections.abc import Callable, Mapping
from copy import replace
from dataclasses import dataclass
from datetime import datetime

from functions.imports.cells import clean
from functions.imports.choose_layout import Choice, choose
from functions.imports.import_rows import source_key, source_of
from functions.imports.plan import Plan
from functions.imports.ports import Background, Files, Imports, Setups, Uploads
from functions.imports.preview import Preview, preview
from functions.imports.table_file import MAX_BYTES
from mianyue.domain.candidate_import import SILENCE, Duplicates, ImportRecord, ImportStatus
from mianyue.domain.errors import InvalidInput, NotFound

UPLOAD_SECONDS = 600
"""How long an address for an upload is good."""


@dataclass(frozen=True)
class Choices:
    """What HR has chosen; an empty mapping means "as you think best"."""

    sheet: str = ""
    mapping: Mapping[str, str] | None = None
    duplicates: Duplicates = Duplicates.MERGE
    create_positions: bool = True


@dataclass(frozen=True)
class Desk:
    """What the steps need from outside."""

    imports: Imports
    setups: Setups
    uploads: Uploads
    files: Files
    background: Background
    clock: Callable[[], datetime]


def announce(desk: Desk, filename: str, size: int, *, import_id: str, by: str) -> tuple[ImportRecord, str]:
    """A draft for a file that is going to be uploaded, and where to. Raises InvalidInput (`too_big`, `empty_file`)."""
    if size > MAX_BYTES:
        raise InvalidInput("size", "too_big", f"{size / 1024 / 1024:.1f} MB")
    if size <= 0:
        raise InvalidInput("size", "empty_file")
    record = ImportRecord(import_id, _bare(filename), created_at=desk.clock(), created_by=by, size=size)
    desk.imports.add(record)
    return record, desk.uploads.address(source_key(import_id), size, UPLOAD_SECONDS)


def preview_of(desk: Desk, import_id: str, choices: Choices, *, by: str) -> tuple[ImportRecord, Preview]:
    """What an uploaded file would do with these choices; writes nothing.

    Raises NotFound, also for a draft of somebody else's; InvalidInput.
    """
    record = _record(desk, import_id, by)
    return record, _preview(desk, _choice(desk, record, choices), choices)


def commit(desk: Desk, import_id: str, choices: Choices, *, by: str) -> ImportRecord:
    """Start the import, once: a second commit wakes one that is under way and leaves a finished one alone.

    Raises NotFound, also for a draft of somebody else's; InvalidInput.
    """
    record = _record(desk, import_id, by)
    if record.status is ImportStatus.DONE:
        return record
    if record.status is ImportStatus.STOPPED:
        return go_on(desk, import_id, by=by)
    if record.status is not ImportStatus.RUNNING:
        record = _run(desk, record, _started(record, _choice(desk, record, choices), choices, desk.clock()))
    desk.background.carry_on(import_id)
    return record


def go_on(desk: Desk, import_id: str, *, by: str) -> ImportRecord:
    """Let a stopped import go on with the row it stopped at; any other is left alone.

    Raises NotFound, also for a draft of somebody else's.
    """
    record = _record(desk, import_id, by)
    if record.status is not ImportStatus.STOPPED:
        return record
    record = _run(desk, record, replace(record, status=ImportStatus.RUNNING))
    desk.background.carry_on(import_id)
    return record


def _run(desk: Desk, before: ImportRecord, running: ImportRecord) -> ImportRecord:
    desk.imports.advance(before, running, desk.clock() + SILENCE)
    return running


def _record(desk: Desk, import_id: str, by: str) -> ImportRecord:
    record = desk.imports.get(import_id)
    if record.status is ImportStatus.DRAFT and record.created_by != by:
        raise NotFound("import")
    return record


def _choice(desk: Desk, record: ImportRecord, choices: Choices) -> Choice:
    return choose(source_of(record, desk.uploads), choices.sheet, choices.mapping)


def _preview(desk: Desk, choice: Choice, choices: Choices) -> Preview:
    setup = desk.setups.setup()
    create = choices.create_positions
    plan = Plan(choice.layout, choice.mapping, setup.company, setup.positions, create_positions=create)
    return preview(choice, plan, desk.imports)


def _started(record: ImportRecord, choice: Choice, choices: Choices, now: datetime) -> ImportRecord:
    layout = choice.layout
    return replace(
        record,
        status=ImportStatus.RUNNING,
        sheet=layout.sheet.name,
        mapping={str(index): field for index, field in choice.mapping.items()},
        duplicates=choices.duplicates,
        create_positions=choices.create_positions,
        started_at=record.started_at or now,
        finished_at=None,
        failure="",
        total=sum(1 for number, _ in layout.sheet.filled_rows() if number > layout.header_row),
    )


def _bare(filename: str) -> str:
    """The name as it can be shown: without a path, which some browsers send, and without invisible characters."""
    return clean(filename.replace("\\", "/").rsplit("/", 1)[-1]) or "candidates"
