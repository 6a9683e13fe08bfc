"""Move applications to a stage: each one only from the entry the caller saw (R1, B3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from functions.portal_api.ports import Listing, Stories
from mianyue.domain.application import Application, entry_of
from mianyue.domain.company import Company
from mianyue.domain.errors import Conflict, InvalidInput

type Outcome = Literal["moved", "unchanged", "conflict", "not_found"]


@dataclass(frozen=True)
class Moved:
    """What came of one application; `entry` is where it stands now."""

    application_id: str
    outcome: Outcome
    entry: int


@dataclass(frozen=True)
class Mover:
    """Moves for one person at one moment."""

    stories: Stories
    by: str
    now: datetime

    def move(self, application: Application, seen: int, stage: str) -> Moved:
        """A repeated request finds the application there already and changes nothing."""
        if application.stage == stage:
            return Moved(application.application_id, "unchanged", application.entry)
        if application.entry != seen:
            return Moved(application.application_id, "conflict", application.entry)
        after = application.moved(stage)
        try:
            self.stories.enter(application, after, entry_of(after, at=self.now, by=self.by))
        except Conflict:
            now = self.stories.application(application.application_id)
            return Moved(now.application_id, "unchanged" if now.stage == stage else "conflict", now.entry)
        return Moved(after.application_id, "moved", after.entry)


def move_applications(
    listing: Listing, mover: Mover, company: Company, stage: str, seen: Sequence[tuple[str, int]]
) -> list[Moved]:
    """One result for each (application, entry seen), in the same order. Raises InvalidInput (`unknown_stage`)."""
    if stage not in company.stages:
        raise InvalidInput("stage", "unknown_stage", stage)
    found = listing.applications({application_id for application_id, _ in seen})
    results: dict[str, Moved] = {}
    for application_id, entry in seen:
        if application_id not in results:
            results[application_id] = _one(mover, found, application_id, entry, stage)
    return [results[application_id] for application_id, _ in seen]


def _one(mover: Mover, found: Mapping[str, Application], application_id: str, seen: int, stage: str) -> Moved:
    if application_id not in found:
        return Moved(application_id, "not_found", seen)
    return mover.move(found[application_id], seen, stage)
