"""What an import needs from outside. The table's part is put-if-absent throughout: nothing is overwritten unseen."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from mianyue.domain.application import Application, StageEntry
from mianyue.domain.candidate_import import ImportRecord, LateError
from mianyue.domain.company import Company, Position
from mianyue.domain.interview import Interview
from mianyue.domain.revoking import Revoked


class SetupShape(Protocol):
    """The company and its positions."""

    @property
    def company(self) -> Company:
        """The company."""

    @property
    def positions(self) -> tuple[Position, ...]:
        """Its positions."""


class Setups(Protocol):
    """What HR has set up."""

    def setup(self) -> SetupShape:
        """Company and positions. Raises NotFound before the company is set up."""

    def save_missing(self, things: Iterable[Position]) -> int:
        """Write those positions that are not there yet; how many that were."""


class Imports(Protocol):
    """Import records, and the people and applications that rows are about.

    A contact is a mail address or an E.164 number, written `email#a@b.c` or `phone#+86…`.
    Every method that takes `before` and `after` writes `after` only while `before.position` and
    `before.status` still stand; another worker's progress raises Overtaken, and nothing is written.
    """

    def add(self, record: ImportRecord) -> None:
        """Keep a new draft."""

    def get(self, import_id: str) -> ImportRecord:
        """One record. Raises NotFound."""

    def newest(self, limit: int) -> list[ImportRecord]:
        """Up to `limit` records, newest first; drafts that were never committed are left out."""

    def advance(self, before: ImportRecord, after: ImportRecord, due_at: datetime | None) -> None:
        """Write progress or a new status alone. Raises Overtaken.

        `due_at` is when the sweep must look at it if it has not moved by then; None: not any more.
        """

    def people(self, contacts: Iterable[str]) -> dict[str, str]:
        """Candidate by contact, for those contacts that somebody has; at most 100 at once."""

    def standing(self, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Application]:
        """Applications by (candidate, position), for those that there are; at most 100 at once."""

    def applications_of(self, candidate_id: str) -> list[Application]:
        """A candidate's applications, read consistently, oldest first."""

    def interviews_of(self, application_id: str) -> list[Interview]:
        """Every interview of an application, whatever has become of it."""

    def create(
        self,
        before: ImportRecord,
        after: ImportRecord,
        application: Application,
        entry: StageEntry,
        contacts: Iterable[str],
    ) -> None:
        """An application with its first stage entry, its candidate's contacts and the progress: all or nothing.

        Contacts are claimed for the candidate, or already theirs. Raises Conflict when a contact is somebody
        else's or the candidate has an application for this position already; Overtaken as said above.
        """

    def merge(
        self,
        before: ImportRecord,
        after: ImportRecord,
        changed: Iterable[Application],
        contacts: Iterable[str],
        revoked: Mapping[str, Sequence[Revoked]],
    ) -> None:
        """Changed personal data of one candidate's applications, claimed contacts and the progress, likewise.

        `revoked` holds all interviews of those applications, by their ids, whose mails go to another address now.
        Raises Conflict when one has changed since, or come to be.
        """

    def refuse(self, before: ImportRecord, after: ImportRecord, row: LateError) -> None:
        """Keep what is wrong with a row that only the table could tell, with the progress."""

    def refused(self, import_id: str) -> list[LateError]:
        """Those rows, in order."""


class Files(Protocol):
    """The private bucket."""

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Write an object, replacing what was there."""

    def get(self, key: str) -> bytes:
        """An object's body. Raises NotFound."""


class Uploads(Protocol):
    """Where browsers put files."""

    def address(self, key: str, size: int, seconds: int) -> str:
        """Where to put a file of exactly `size` bytes, once, within so many seconds."""

    def get(self, key: str) -> bytes:
        """An object's body. Raises NotFound."""


class Background(Protocol):
    """Work that goes on after the answer."""

    def carry_on(self, import_id: str, /) -> None:
        """Work on an import in an invocation of its own."""
