"""Move applications to a stage: each one only from the entry the caller saw (R1, B3)."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from mianyue.domain.company import Company
from mianyue.domain.errors import Conflict, InvalidInput, NotFound
from mianyue.moving import Mover

type Outcome = Literal["moved", "unchanged", "conflict", "not_found"]


class Result(NamedTuple):
    """What came of one application; `entry` is where it stands now."""

    application_id: str
    outcome: Outcome
    entry: int


def move_applications(mover: Mover, company: Company, stage: str, seen: Sequence[tuple[str, int]]) -> list[Result]:
    """One result for each (application, entry seen), in the same order. Raises InvalidInput (`unknown_stage`)."""
    if stage not in company.stages:
        raise InvalidInput("stage", "unknown_stage", stage)
    results: dict[str, Result] = {}
    for application_id, entry in seen:
        if application_id not in results:
            results[application_id] = _one(mover, application_id, entry, stage)
    return [results[application_id] for application_id, _ in seen]


def _one(mover: Mover, application_id: str, seen: int, stage: str) -> Result:
    try:
        return Result(*mover.move(application_id, seen, stage))
    except NotFound:
        return Result(application_id, "not_found", seen)
    except Conflict:  # changed under us again and again: for whoever moves it to look at
        return Result(application_id, "conflict", seen)
