"""Requests and responses of the import area (B1)."""

from typing import Annotated, Literal

from pydantic import Field

from mianyue.http.answers import Bilingual
from mianyue.http.models import Moment, Shape

FieldName = Literal["name", "email", "phone", "position", "candidate_type", "zone", "language", "note"]
Duplicates = Literal["merge", "keep", "skip"]
ImportStatus = Literal["draft", "running", "stopped", "done", "failed"]


class UploadRequest(Shape):
    """A CSV or XLSX file of at most 50 MB that is going to be uploaded; `size` in bytes."""

    filename: Annotated[str, Field(min_length=1, max_length=255)]
    size: int


class ImportUpload(Shape):
    """Where to PUT the file, with these headers: once, exactly as long as announced, before `expires_at`.

    Then ask for the preview, with an empty mapping to have the columns found.
    """

    import_id: str
    url: str
    headers: dict[str, str]
    expires_at: Moment


class ImportChoices(Shape):
    """How to read the file. `mapping`: column index (from 0, as text) → field; a column left out is ignored.

    `duplicates`: merge fills and changes what the file gives, never erases; keep leaves the person as they
    are, but adds an application for another position; skip leaves such rows out.
    """

    sheet: Annotated[str, Field(max_length=255)] = ""
    mapping: dict[str, FieldName]
    duplicates: Duplicates = "merge"
    create_positions: bool = True


class SheetShape(Shape):
    """One sheet of the file; `rows` counts those that are not blank."""

    name: str
    rows: int


class ColumnShape(Shape):
    """One column: its heading, the field it is taken for, and a few of its values."""

    index: int
    heading: str
    field: FieldName | None
    samples: list[str]


class PreviewRow(Shape):
    """A row as it would go in: cleaned values by field."""

    row: int
    values: dict[FieldName, str]


class PreviewCounts(Shape):
    """Every row is counted once.

    `good` ones make a new application; `duplicate` ones are there already or stand twice in the file, and go
    the way HR chooses; `bad` ones go to the reject file; `skipped` ones are total rows.
    """

    good: int
    bad: int
    duplicate: int
    skipped: int


class RowError(Shape):
    """What is wrong with one cell. `row` counts from 1, as in the file; `column` is the heading."""

    row: int
    column: str
    field: str
    value: str
    code: str
    message: Bilingual


class Note(Shape):
    """Something about the whole file that HR should know, e.g. a sheet that is left out."""

    code: str
    message: Bilingual


class NewPosition(Shape):
    """A position that the import would create; the family is a guess that HR can change."""

    name: str
    family: str


class ImportPreview(Shape):
    """What the file would do; nothing has been imported yet. `rows` are the first 20."""

    import_id: str
    status: ImportStatus
    filename: str
    encoding: str | None
    sheets: list[SheetShape]
    sheet: str
    header_row: int
    columns: list[ColumnShape]
    rows: list[PreviewRow]
    counts: PreviewCounts
    errors: list[RowError]
    warnings: list[RowError]
    notes: list[Note]
    new_positions: list[NewPosition]
    duplicates: Duplicates
    create_positions: bool


class Import(Shape):
    """One import and how far it is. `total` rows, of which `done` have been looked at.

    A `stopped` one has broken off several times at the same place: it goes on when asked to.
    """

    import_id: str
    filename: str
    status: ImportStatus
    total: int
    done: int
    created: int
    merged: int
    unchanged: int
    skipped: int
    bad: int
    created_at: Moment
    created_by: str
    finished_at: Moment | None
    errors: list[RowError]


class ImportList(Shape):
    """The imports, newest first."""

    imports: list[Import]


class Rejects(Shape):
    """The bad rows as a CSV file: the original columns and a reason. It can be corrected and re-imported.

    An answer holds about 4 MB: `left_out` counts the rows that did not fit, and `note` says what to do then.
    """

    filename: str
    content: str
    left_out: int
    note: Note | None
