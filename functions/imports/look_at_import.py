"""Looking at imports: the list, one with its row errors, its reject file."""

import json
from typing import Any

from functions.imports.csv_text import beginning
from functions.imports.import_rows import errors_key, rejects_key
from functions.imports.ports import Files, Imports
from mianyue.domain.candidate_import import ImportRecord, ImportStatus
from mianyue.domain.errors import InvalidInput

LISTED = 50
ROOM = 4_500_000
"""Bytes of an answer for the reject file: Lambda refuses answers of more than 6 MB."""


def newest(imports: Imports) -> list[ImportRecord]:
    """The 50 newest imports."""
    return imports.newest(LISTED)


def one(imports: Imports, files: Files, import_id: str) -> tuple[ImportRecord, list[dict[str, Any]]]:
    """An import and, once it is done, its first row errors. Raises NotFound."""
    record = imports.get(import_id)
    if record.status is not ImportStatus.DONE or not record.bad:
        return record, []
    errors: list[dict[str, Any]] = json.loads(files.get(errors_key(import_id)))
    return record, errors


def rejects(imports: Imports, files: Files, import_id: str) -> tuple[str, str, int]:
    """Name and text of the reject file, and how many of its rows did not fit into the answer.

    Raises NotFound; InvalidInput (`no_rejects`) when no row was bad.
    """
    record = imports.get(import_id)
    if record.status is not ImportStatus.DONE or not record.bad:
        raise InvalidInput("import_id", "no_rejects")
    text = files.get(rejects_key(import_id)).decode()
    stem = record.filename.rsplit(".", 1)[0]
    return f"{stem}-rejected.csv", *beginning(text, ROOM)
