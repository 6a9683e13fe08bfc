"""The outside of an import, in memory; it keeps the same promises as the table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mianyue.domain.application import Application, StageEntry
from mianyue.domain.candidate_import import ImportRecord, ImportStatus, LateError, Overtaken
from mianyue.domain.company import Company, Position
from mianyue.domain.errors import Conflict, NotFound
from mianyue.domain.interview import Interview
from mianyue.domain.revoking import Revoked
from tests.builders import a_company


@dataclass
class FakeSetups:
    company: Company = field(default_factory=a_company)
    positions: tuple[Position, ...] = ()

    def setup(self) -> "FakeSetups":
        return self

    def save_missing(self, things: Iterable[Position]) -> int:
        known = {each.position_id for each in self.positions}
        new = [each for each in things if each.position_id not in known]
        self.positions += tuple(new)
        return len(new)


class Crash(Exception):
    """The process dies here."""


@dataclass
class FakeImports:
    records: dict[str, ImportRecord] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    """Application by candidate and position."""
    entries: list[StageEntry] = field(default_factory=list)
    interviews: dict[str, list[Interview]] = field(default_factory=dict)
    """By application."""
    owners: dict[str, str] = field(default_factory=dict)
    late: list[LateError] = field(default_factory=list)
    due: dict[str, datetime | None] = field(default_factory=dict)
    """When the sweep looks at an import, by its id."""
    writes: int = 0
    crash_after: int = -1
    """Number of writes after which the next one happens, but its answer is lost."""

    def add(self, record: ImportRecord) -> None:
        assert record.import_id not in self.records
        self.records[record.import_id] = record

    def get(self, import_id: str) -> ImportRecord:
        if import_id not in self.records:
            raise NotFound("import")
        return self.records[import_id]

    def newest(self, limit: int) -> list[ImportRecord]:
        committed = [each for each in self.records.values() if each.status is not ImportStatus.DRAFT]
        return sorted(committed, key=lambda each: each.created_at, reverse=True)[:limit]

    def advance(self, before: ImportRecord, after: ImportRecord, due_at: datetime | None) -> None:
        self._check(before)
        self.due[after.import_id] = due_at
        self._commit(after)

    def people(self, contacts: Iterable[str]) -> dict[str, str]:
        asked = set(contacts)
        assert 0 < len(asked) <= 100
        return {contact: self.owners[contact] for contact in asked if contact in self.owners}

    def standing(self, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Application]:
        asked = list(places)
        assert 0 < len(asked) <= 100
        return {place: self.applications[self.places[place]] for place in asked if place in self.places}

    def applications_of(self, candidate_id: str) -> list[Application]:
        mine = [each for each in self.applications.values() if each.candidate_id == candidate_id]
        return sorted(mine, key=lambda each: each.created_at)

    def interviews_of(self, application_id: str) -> list[Interview]:
        return self.interviews.get(application_id, [])

    def create(
        self,
        before: ImportRecord,
        after: ImportRecord,
        application: Application,
        entry: StageEntry,
        contacts: Iterable[str],
    ) -> None:
        self._check(before)
        self._claim(contacts, application.candidate_id)
        place = (application.candidate_id, application.position_id)
        if self.standing([place]) or application.application_id in self.applications:
            raise Conflict("application")
        self.applications[application.application_id] = application
        self.places[place] = application.application_id
        self.entries.append(entry)
        self._commit(after)

    def merge(
        self,
        before: ImportRecord,
        after: ImportRecord,
        changed: Iterable[Application],
        contacts: Iterable[str],
        revoked: Mapping[str, Sequence[Revoked]],
    ) -> None:
        self._check(before)
        self.interviews |= {each: [one.after for one in theirs] for each, theirs in revoked.items()}
        for application in changed:
            self._claim(contacts, application.candidate_id)
            self.applications[application.application_id] = application
        self._commit(after)

    def refuse(self, before: ImportRecord, after: ImportRecord, row: LateError) -> None:
        self._check(before)
        self.late.append(row)
        self._commit(after)

    def refused(self, import_id: str) -> list[LateError]:
        return [each for each in self.late if each.import_id == import_id]

    def _check(self, before: ImportRecord) -> None:
        now = self.records[before.import_id]
        if (now.status, now.position) != (before.status, before.position):
            raise Overtaken("import")

    def _claim(self, contacts: Iterable[str], candidate: str) -> None:
        contacts = list(contacts)
        if any(self.owners.get(contact, candidate) != candidate for contact in contacts):
            raise Conflict("contact")
        self.owners |= dict.fromkeys(contacts, candidate)

    def _commit(self, after: ImportRecord) -> None:
        self.records[after.import_id] = after
        self.writes += 1
        if self.crash_after == 0:
            self.crash_after = -1
            raise Crash
        self.crash_after -= self.crash_after > 0


@dataclass
class FakeFiles:
    objects: dict[str, bytes] = field(default_factory=dict)

    def put(self, key: str, body: bytes, content_type: str) -> None:
        self.objects[key] = body

    def get(self, key: str) -> bytes:
        if key not in self.objects:
            raise NotFound("object")
        return self.objects[key]


@dataclass
class FakeUploads(FakeFiles):
    """The upload bucket: what a browser puts is there, once, and only as long as announced."""

    announced: dict[str, int] = field(default_factory=dict)

    def address(self, key: str, size: int, seconds: int) -> str:
        self.announced[key] = size
        return f"https://uploads.example/{key}?{seconds}"

    def arrive(self, key: str, body: bytes) -> None:
        assert self.announced[key] == len(body)
        assert key not in self.objects
        self.objects[key] = body


@dataclass
class FakeBackground:
    calls: list[str] = field(default_factory=list)

    def carry_on(self, import_id: str) -> None:
        self.calls.append(import_id)
