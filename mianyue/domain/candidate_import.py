"""An import of a candidate file: what HR chose, and how far the work has come (B1, B2)."""

import base64
import hashlib
from copy import replace
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from mianyue.domain import ids
from mianyue.domain.errors import Conflict

UPLOAD_HEADERS = {"if-none-match": "*"}
"""With these a file is put where none is, or not at all: what was checked is what is imported."""


SILENCE = timedelta(minutes=5)
"""Work that has said nothing for so long is taken up by the sweep."""
WAKES = 3
"""How often it is, until the import has moved: Lambda tries three times each time."""


class Overtaken(Conflict):
    """Another worker has taken this import further since its record was read."""


class ImportStatus(StrEnum):
    """A draft is only announced or previewed, and is forgotten after a day; `running` work can always be taken up
    again where it broke off, and is by itself; `stopped` work, which has broken off again and again at the same place,
    once HR wants it."""

    DRAFT = "draft"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


class Duplicates(StrEnum):
    """What happens to a row about a person who is there already."""

    MERGE = "merge"
    KEEP = "keep"
    SKIP = "skip"


class Outcome(StrEnum):
    """What one row came to; every row has exactly one."""

    CREATED = "created"
    MERGED = "merged"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    BAD = "bad"


@dataclass(frozen=True)
class ImportRecord:
    """`position` numbers the last row that is settled: written in the same transaction as that row's outcome,
    so that a crash neither loses a row nor settles one twice."""

    import_id: str
    filename: str
    created_at: datetime
    created_by: str
    size: int = 0
    """Bytes of the file, as announced."""
    status: ImportStatus = ImportStatus.DRAFT
    sheet: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    duplicates: Duplicates = Duplicates.MERGE
    create_positions: bool = True
    started_at: datetime | None = None
    finished_at: datetime | None = None
    total: int = 0
    position: int = 0
    created: int = 0
    merged: int = 0
    unchanged: int = 0
    skipped: int = 0
    bad: int = 0
    failure: str = ""
    """Code of what stopped a failed import."""

    @property
    def done(self) -> int:
        """Rows settled."""
        return self.created + self.merged + self.unchanged + self.skipped + self.bad

    def settled(self, row: int, outcome: Outcome) -> "ImportRecord":
        """The record once row number `row` has come to `outcome`."""
        counts = {outcome.value: getattr(self, outcome.value) + 1}
        return replace(self, position=row, **counts)


class Watch(NamedTuple):
    """A running import among what is due: the sweep looks at it at `due_at` unless it moves before."""

    import_id: str
    due_at: datetime
    woken: int = 0
    """How often it has been woken since it last moved."""


def application_id_of(import_id: str, row: int) -> str:
    """The application that a row makes: the same row always makes the same one."""
    digest = hashlib.sha256(f"{import_id}\x1f{row}".encode()).digest()
    return ids.application_id(digest[: ids.APPLICATION_ID_BYTES])


def candidate_id_of(import_id: str, row: int) -> str:
    """The candidate that a row makes."""
    return "c" + ids.derived(import_id, row, "candidate")


def position_id_of(key: str) -> str:
    """The position of a normal form of its name: two imports of the same new name make one position."""
    digest = hashlib.sha256(key.encode()).digest()
    return "p" + base64.b32encode(digest[:10]).decode().lower()


@dataclass(frozen=True)
class LateError:
    """A row that cannot go in because of what is in the table: `code` says why."""

    import_id: str
    row: int
    field: str
    value: str
    code: str
