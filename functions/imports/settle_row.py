"""One row goes in: a new person, a known person's next application, or a merge; each in one transaction (B1, B2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from functions.imports.check_row import Person, contacts_of
from functions.imports.plan import PlannedRow
from functions.imports.ports import Imports
from mianyue.domain.application import Application, entry_of
from mianyue.domain.candidate_import import (
    Duplicates,
    ImportRecord,
    LateError,
    Outcome,
    Overtaken,
    application_id_of,
    candidate_id_of,
)
from mianyue.domain.errors import Conflict

TRIES = 5
"""How often a row is looked at again when somebody else wrote about the same person meanwhile."""
_PERSONAL = ("name", "email", "phone", "candidate_type", "zone", "language", "note")


class RowSettler:
    """Settles rows in order. `record` is the newest state; `written` is what the table holds of it."""

    def __init__(
        self, record: ImportRecord, *, imports: Imports, first_stage: str, clock: Callable[[], datetime]
    ) -> None:
        self.record = record
        self.refused: list[LateError] = []
        self._written = record
        self._imports = imports
        self._first_stage = first_stage
        self._clock = clock
        self._owners: dict[str, str] = {}
        self._touched: set[str] = set()

    def look_up(self, rows: tuple[PlannedRow, ...]) -> None:
        """Ask who the people of the next rows are, all at once (at most 50 rows)."""
        contacts = [contact for row in rows if row.person for contact in row.person.contacts]
        self._owners = self._imports.people(contacts) if contacts else {}

    def settle(self, row: PlannedRow) -> None:
        """Bring one row to its outcome. Raises Overtaken when another worker is on this import."""
        if row.person:
            self._settle_person(row, row.person)
        else:
            self._note(row.row, Outcome.SKIPPED if row.skipped else Outcome.BAD)

    def flush(self) -> None:
        """Write the progress of rows that asked for no write of their own."""
        if self._written != self.record:
            self._imports.advance(self._written, self.record)
            self._written = self.record

    def _settle_person(self, row: PlannedRow, person: Person) -> None:
        for _ in range(TRIES):
            try:
                self._try(row, person)
            except Overtaken:
                raise
            except Conflict:
                self._owners |= self._imports.people(person.contacts)
                continue
            return
        raise Conflict("row")

    def _try(self, row: PlannedRow, person: Person) -> None:
        owners = {self._owners[contact] for contact in person.contacts if contact in self._owners}
        if len(owners) > 1:
            self._refuse(person)
        elif not owners:
            self._create(person, self._new(person, candidate_id_of(self.record.import_id, person.row)))
        else:
            self._settle_known(row, person, self._imports.applications_of(owners.pop()))

    def _settle_known(self, row: PlannedRow, person: Person, applications: list[Application]) -> None:
        here = next((each for each in applications if each.position_id == person.position.position_id), None)
        if self.record.duplicates is Duplicates.SKIP:
            self._note(person.row, Outcome.SKIPPED)
        elif here is None:
            self._create(person, self._next_application(person, applications))
        elif self.record.duplicates is Duplicates.KEEP:
            self._note(person.row, Outcome.UNCHANGED)
        else:
            self._merge(person, here, again=bool(row.repeats) or here.application_id in self._touched)

    def _create(self, person: Person, application: Application) -> None:
        after = self.record.settled(person.row, Outcome.CREATED)
        entry = entry_of(application, at=self._clock(), by=f"import:{self.record.import_id}")
        contacts = contacts_of(application.email, application.phone)
        self._imports.create(self._written, after, application, entry, contacts)
        self._wrote(after, application)

    def _merge(self, person: Person, here: Application, *, again: bool) -> None:
        changed = merged(here, person, fill_only=again)
        if changed == here:
            self._note(person.row, Outcome.UNCHANGED)
            return
        after = self.record.settled(person.row, Outcome.MERGED)
        contacts = contacts_of(changed.email, changed.phone)
        self._imports.merge(self._written, after, [changed], contacts)
        self._wrote(after, changed)

    def _refuse(self, person: Person) -> None:
        after = self.record.settled(person.row, Outcome.BAD)
        late = LateError(self.record.import_id, person.row, "phone", person.phone, "two_people")
        self._imports.refuse(self._written, after, late)
        self.record = self._written = after

    def _note(self, row: int, outcome: Outcome) -> None:
        self.record = self.record.settled(row, outcome)

    def _wrote(self, after: ImportRecord, application: Application) -> None:
        self.record = self._written = after
        self._touched.add(application.application_id)
        contacts = contacts_of(application.email, application.phone)
        self._owners |= dict.fromkeys(contacts, application.candidate_id)

    def _new(self, person: Person, candidate_id: str) -> Application:
        started_at = self.record.started_at or self.record.created_at
        return Application(
            application_id=application_id_of(self.record.import_id, person.row),
            candidate_id=candidate_id,
            position_id=person.position.position_id,
            name=person.name,
            email=person.email,
            phone=person.phone,
            candidate_type=person.candidate_type,
            language=person.language,
            zone=person.zone,
            stage=self._first_stage,
            entry=1,
            # Newest first is the order of every list: this keeps the file's own order in it.
            created_at=started_at - timedelta(microseconds=person.row),
            import_id=self.record.import_id,
            note=person.note,
        )

    def _next_application(self, person: Person, applications: list[Application]) -> Application:
        """For another position. What the row leaves empty comes from the newest application; with `keep`, the
        person stays as they are known."""
        fresh = self._new(person, applications[-1].candidate_id)
        known = applications[-1]
        if self.record.duplicates is Duplicates.KEEP:
            return replace(fresh, name=known.name, email=known.email, phone=known.phone)
        return replace(fresh, email=fresh.email or known.email, phone=fresh.phone or known.phone)


def merged(application: Application, person: Person, *, fill_only: bool = False) -> Application:
    """The application with what the row gives: nothing is ever erased.

    `fill_only` for a second row of the same file: the first one's values stand, so that importing the file
    again finds nothing to change.
    """
    changes = {
        field: getattr(person, field)
        for field in _PERSONAL
        if field in person.given and not (fill_only and getattr(application, field))
    }
    return replace(application, **changes)
