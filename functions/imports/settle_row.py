"""One row goes in: a new person, a known person's next application, or a merge; each in one transaction (B1, B2)."""

from collections.abc import Callable, Iterable
from copy import replace
from datetime import datetime, timedelta

from functions.imports.check_row import OF_THE_PERSON, Person, contacts_of
from functions.imports.plan import PlannedRow
from functions.imports.ports import Imports
from mianyue.domain.application import Application, entry_of
from mianyue.domain.candidate_import import (
    SILENCE,
    Duplicates,
    ImportRecord,
    LateError,
    Outcome,
    Overtaken,
    application_id_of,
    candidate_id_of,
)
from mianyue.domain.errors import Conflict
from mianyue.domain.revoking import Revoked, moves_on, revoked

TRIES = 5
"""How often a row is looked at again when somebody else wrote about the same person meanwhile."""
_OF_THE_APPLICATION = frozenset({"candidate_type", "note"})


class RowSettler:
    """Settles rows in order. `record` is the newest state; `written` is what the table holds of it."""

    def __init__(
        self, record: ImportRecord, *, imports: Imports, first_stage: str, clock: Callable[[], datetime]
    ) -> None:
        self.record = record
        self.refused: dict[int, LateError] = {}
        """Rows that only the table could refuse, by number."""
        self._written = record
        self._imports = imports
        self._first_stage = first_stage
        self._clock = clock
        self._owners: dict[str, str] = {}
        self._met: set[str] = set()
        """Candidates that earlier rows were about."""

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
        """Write the progress of rows that asked for no write of their own, and that the work goes on."""
        self._imports.advance(self._written, self.record, self._clock() + SILENCE)
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
            self._add_application(row, person, applications)
        elif self.record.duplicates is Duplicates.KEEP:
            self._note(person.row, Outcome.UNCHANGED)
        else:
            self._merge(row, person, applications, here)
        self._met.add(applications[-1].candidate_id)

    def _create(self, person: Person, application: Application, *more: str) -> None:
        after = self.record.settled(person.row, Outcome.CREATED)
        import_id = self.record.import_id
        entry = entry_of(application, at=self._clock(), by=f"import:{import_id}", batch=import_id)
        contacts = dict.fromkeys((*contacts_of(application.email, application.phone), *more))
        self._imports.create(self._written, after, application, entry, contacts)
        self._wrote(after, application.candidate_id, contacts)

    def _merge(self, row: PlannedRow, person: Person, applications: list[Application], here: Application) -> None:
        changed = self._renewed(row, person, applications)
        if not changed and all(contact in self._owners for contact in person.contacts):
            self._note(person.row, Outcome.UNCHANGED)
            return
        after = self.record.settled(person.row, Outcome.MERGED if changed else Outcome.UNCHANGED)
        self._write_merged(after, person, applications, changed or [here])

    def _renewed(self, row: PlannedRow, person: Person, applications: list[Application]) -> list[Application]:
        """Those applications that the row changes, as they are then: who a person is, is the same in all."""
        again = applications[-1].candidate_id in self._met and not row.said
        renewed = [merged(each, person, said=row.said, fill_only=again) for each in applications]
        return [after for before, after in zip(applications, renewed, strict=True) if after != before]

    def _write_merged(
        self, after: ImportRecord, person: Person, known: list[Application], changed: list[Application]
    ) -> None:
        theirs = (contact for each in changed for contact in contacts_of(each.email, each.phone))
        contacts = dict.fromkeys((*theirs, *person.contacts))
        self._imports.merge(self._written, after, changed, contacts, self._revoked(known, changed))
        self._wrote(after, changed[0].candidate_id, contacts)

    def _revoked(self, known: list[Application], changed: list[Application]) -> dict[str, list[Revoked]]:
        """What was sent to an address that is no longer theirs opens nothing any more: by application, if it moves."""
        old = {each.application_id: each.email for each in known}
        moved = (each.application_id for each in changed if moves_on(old[each.application_id], each.email))
        now = self._clock()
        return {each: [revoked(interview, at=now) for interview in self._imports.interviews_of(each)] for each in moved}

    def _refuse(self, person: Person) -> None:
        after = self.record.settled(person.row, Outcome.BAD)
        late = LateError(self.record.import_id, person.row, "phone", person.phone, "two_people")
        self._imports.refuse(self._written, after, late)
        self.refused[person.row] = late
        self.record = self._written = after

    def _note(self, row: int, outcome: Outcome) -> None:
        self.record = self.record.settled(row, outcome)

    def _wrote(self, after: ImportRecord, candidate_id: str, contacts: Iterable[str]) -> None:
        self.record = self._written = after
        self._met.add(candidate_id)
        self._owners |= dict.fromkeys(contacts, candidate_id)

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

    def _add_application(self, row: PlannedRow, person: Person, applications: list[Application]) -> None:
        """For another position. With `keep` the person stays as they are known; else their other applications
        learn what the row gives, in a write before: after a crash between the two it finds nothing to change."""
        known = applications[-1]
        more: tuple[str, ...] = ()
        if self.record.duplicates is not Duplicates.KEEP:
            if changed := self._renewed(row, person, applications):
                self._write_merged(self.record, person, applications, changed)
                known = next((each for each in changed if each.application_id == known.application_id), known)
            more = person.contacts
        fresh = self._new(person, known.candidate_id)
        self._create(person, replace(fresh, **{field: getattr(known, field) for field in OF_THE_PERSON}), *more)


def merged(
    application: Application, person: Person, *, said: frozenset[str] = frozenset(), fill_only: bool = False
) -> Application:
    """The application with what the row gives: nothing is ever erased.

    `said`: fields that earlier rows of the same file give; `fill_only`: only the table knows that this is the
    person of an earlier row. Both for the same end: importing the file again finds nothing to change.
    """
    fields = OF_THE_PERSON
    if application.position_id == person.position.position_id:
        fields |= _OF_THE_APPLICATION
    changes = {
        field: getattr(person, field)
        for field in (fields & person.given) - said
        if not (fill_only and getattr(application, field))
    }
    return replace(application, **changes)
