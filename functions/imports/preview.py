"""Preview: what a file would do, before anything is done (B1). Writes nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import batched

from functions.imports.cells import Problem
from functions.imports.check_row import Person
from functions.imports.choose_layout import Choice
from functions.imports.plan import Plan, PlannedRow
from functions.imports.ports import Imports
from mianyue.domain.application import Application
from mianyue.domain.company import Position

SHOWN_ROWS = 20
SHOWN_PROBLEMS = 500
LOOKED_UP = 3_000
"""People looked up in the table for a preview: the answer must come within the 30 seconds an HTTP API waits."""


@dataclass(frozen=True)
class Finding:
    """One problem of one row, with its column's heading."""

    row: int
    column: str
    problem: Problem


@dataclass
class Preview:
    """What the file would do; counts are of rows, each once."""

    choice: Choice
    rows: list[PlannedRow] = field(default_factory=list)
    good: int = 0
    bad: int = 0
    duplicate: int = 0
    skipped: int = 0
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    new_positions: tuple[Position, ...] = ()
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Code and value of what HR should know about the whole file."""


def preview(choice: Choice, plan: Plan, imports: Imports) -> Preview:
    """Read the whole file with one choice of sheet, columns and options."""
    found = Preview(choice, notes=list(choice.notes))
    looked_up = 0
    for rows in batched(plan.rows(), 500, strict=False):
        people = [row.person for row in rows if row.person and not row.repeats][: max(0, LOOKED_UP - looked_up)]
        looked_up += len(people)
        standing = Standing.of(people, imports)
        for row in rows:
            _count(found, plan, row, standing)
    found.new_positions = plan.new_positions
    _note_limits(found, looked_up)
    return found


def _count(found: Preview, plan: Plan, row: PlannedRow, standing: "Standing") -> None:
    errors, warnings = list(row.errors), list(row.warnings)
    duplicate = bool(row.repeats)
    if row.person:
        problem = standing.problem(row.person)
        if problem and problem.code == "two_people":
            errors.append(problem)
        elif problem:
            warnings.append(problem)
            duplicate = True
    kind = "skipped" if row.skipped else "bad" if errors else "duplicate" if duplicate else "good"
    setattr(found, kind, getattr(found, kind) + 1)
    found.errors += [Finding(row.row, plan.heading(each.field), each) for each in errors]
    found.warnings += [Finding(row.row, plan.heading(each.field), each) for each in warnings]
    if row.values and len(found.rows) < SHOWN_ROWS:
        found.rows.append(row)


def _note_limits(found: Preview, looked_up: int) -> None:
    if looked_up >= LOOKED_UP:
        found.notes.append(("checked_partly", str(LOOKED_UP)))
    if max(len(found.errors), len(found.warnings)) > SHOWN_PROBLEMS:
        found.notes.append(("more_problems", str(SHOWN_PROBLEMS)))
    del found.errors[SHOWN_PROBLEMS:], found.warnings[SHOWN_PROBLEMS:]


@dataclass(frozen=True)
class Standing:
    """What the table knows about some people."""

    owners: dict[str, str]
    """Candidate by contact."""
    applications: dict[tuple[str, str], Application]
    """Application by candidate and position."""

    @classmethod
    def of(cls, people: Sequence[Person], imports: Imports) -> "Standing":
        """Look people up, a hundred contacts at a time."""
        contacts = [contact for person in people for contact in person.contacts]
        owners = _looked_up(contacts, imports.people)
        places = [
            (owner, person.position.position_id)
            for person in people
            for owner in {owners[contact] for contact in person.contacts if contact in owners}
        ]
        return cls(owners, _looked_up(places, imports.standing))

    def problem(self, person: Person) -> Problem | None:
        """What the table says against a person's row, if anything."""
        found = {self.owners[contact] for contact in person.contacts if contact in self.owners}
        field = "email" if person.email else "phone"
        value = person.email or person.phone
        if len(found) > 1:
            return Problem("phone", "two_people", person.phone)
        if any((owner, person.position.position_id) in self.applications for owner in found):
            return Problem(field, "duplicate_existing", value)
        return None


def _looked_up[Asked, Found](
    asked: Iterable[Asked], look_up: Callable[[Iterable[Asked]], dict[Asked, Found]]
) -> dict[Asked, Found]:
    """Ask for a hundred at a time: DynamoDB's limit for one batch."""
    found: dict[Asked, Found] = {}
    for some in batched(dict.fromkeys(asked), 100, strict=False):
        found |= look_up(some)
    return found
