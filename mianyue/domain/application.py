"""An application: one candidate for one position, and where it stands in the pipeline (R1)."""

from copy import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class CandidateType(StrEnum):
    """Whom reminders treat differently (M3)."""

    CAMPUS = "campus"
    EXPERIENCED = "experienced"


class Application(NamedTuple):
    """`entry` numbers the stage entries; the newest one is where the application stands."""

    application_id: str
    candidate_id: str
    position_id: str
    name: str
    email: str
    phone: str
    candidate_type: CandidateType
    language: str
    zone: str
    stage: str
    entry: int
    created_at: datetime
    import_id: str = ""
    note: str = ""

    def moved(self, stage: str) -> "Application":
        """The application in its next stage entry."""
        return replace(self, stage=stage, entry=self.entry + 1)


class StageEntry(NamedTuple):
    """One arrival in a stage: the only thing that can cause an invitation (R3).

    `routed_at` is set once the send function has looked at it; until then the sweep can find it.
    """

    application_id: str
    number: int
    stage: str
    entered_at: datetime
    entered_by: str
    routed_at: datetime | None = None
    batch: str = ""
    """The import or bulk action that brought it here, '' for none (B3, S1)."""
    held: bool = False
    """HR had their time to take it back before it was made: no second hold (R4)."""


def entry_of(application: Application, *, at: datetime, by: str, batch: str = "", held: bool = False) -> StageEntry:
    """The stage entry that stands for where `application` is now."""
    return StageEntry(
        application_id=application.application_id,
        number=application.entry,
        stage=application.stage,
        entered_at=at,
        entered_by=by,
        batch=batch,
        held=held,
    )
