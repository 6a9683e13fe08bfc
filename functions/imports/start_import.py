"""From an uploaded file to a running import: upload, preview, commit (B1)."""

import base64
import binascii
from collections.abc import Callable, Mapping
from copy import replace
from dataclasses import dataclass
from datetime import datetime

from functions.imports.choose_layout import Choice, choose
from functions.imports.import_rows import source_key
from functions.imports.plan import Plan
from functions.imports.ports import Background, Files, Imports, Setups
from functions.imports.preview import Preview, preview
from functions.imports.read_file import read_file
from functions.imports.table_file import MAX_BYTES
from mianyue.domain.candidate_import import Duplicates, ImportRecord, ImportStatus
from mianyue.domain.errors import InvalidInput


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
    files: Files
    background: Background
    clock: Callable[[], datetime]


def upload(desk: Desk, filename: str, content: str, *, import_id: str, by: str) -> tuple[ImportRecord, Preview]:
    """Keep a file (base64) as a draft and preview it. A file that cannot be read leaves nothing behind.

    Raises InvalidInput.
    """
    source = _decoded(content)
    record = ImportRecord(import_id=import_id, filename=_bare(filename), created_at=desk.clock(), created_by=by)
    found = _preview(desk, choose(read_file(source)), Choices())
    desk.files.put(source_key(import_id), source, "application/octet-stream")
    desk.imports.add(record)
    return record, found


def preview_again(desk: Desk, import_id: str, choices: Choices) -> tuple[ImportRecord, Preview]:
    """What the file would do with other choices; writes nothing. Raises NotFound, InvalidInput."""
    record = desk.imports.get(import_id)
    return record, _preview(desk, _choice(desk, record, choices), choices)


def commit(desk: Desk, import_id: str, choices: Choices) -> ImportRecord:
    """Start the import, once: a second commit wakes a running one up and leaves a finished one alone.

    Raises NotFound, InvalidInput.
    """
    record = desk.imports.get(import_id)
    if record.status is ImportStatus.DONE:
        return record
    if record.status is not ImportStatus.RUNNING:
        running = _started(record, _choice(desk, record, choices), choices, desk.clock())
        desk.imports.advance(record, running)
        record = running
    desk.background.carry_on(import_id)
    return record


def _choice(desk: Desk, record: ImportRecord, choices: Choices) -> Choice:
    source = desk.files.get(source_key(record.import_id))
    return choose(read_file(source), choices.sheet, choices.mapping)


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


def _decoded(content: str) -> bytes:
    if len(content) > MAX_BYTES * 4 // 3 + 4:
        raise InvalidInput("content", "too_big", f"{len(content) * 3 / 4 / 1024 / 1024:.1f} MB")
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("content", "not_base64") from error


def _bare(filename: str) -> str:
    """The name without a path: some browsers send one."""
    return filename.replace("\\", "/").rsplit("/", 1)[-1].strip() or "candidates"
