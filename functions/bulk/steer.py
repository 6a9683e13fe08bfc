"""HR at the wheel: begin what was counted, pause it, let it go on, take it back or end it (B3, R4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.bulk.drafts import draft
from functions.bulk.ports import Background, Bulks, Files, Schedules, Setups
from mianyue.domain.bulk import Bulk, Overtaken, Step, Tally, starting
from mianyue.domain.bulk_mail import BulkStatus
from mianyue.domain.errors import Conflict, InvalidInput, NotFound, Refused
from mianyue.recording import TRIES

GRACE = timedelta(minutes=2)
"""How long a schedule or an invocation may take before the sweep looks for it."""

OUTDATED = timedelta(hours=1)
"""What was counted so long ago is no longer what HR decides on."""


@dataclass(frozen=True)
class Wheel:
    """What steering needs from outside."""

    bulks: Bulks
    files: Files
    setups: Setups
    background: Background
    schedules: Schedules
    clock: Callable[[], datetime]


def begin(wheel: Wheel, bulk_id: str, *, by: str, function_arn: str) -> Bulk:
    """Hold a counted bulk action, to be carried out by `function_arn`; asked twice, it is one.

    Raises NotFound; InvalidInput (`nobody_left`) when there is nobody to act on; Refused (`preview_outdated`).
    """
    found, now = draft(wheel.files, bulk_id), wheel.clock()
    if now - found.counted_at > OUTDATED:
        return _begun_before(wheel, bulk_id)
    if not found.applications:
        raise InvalidInput("bulk_id", "nobody_left")
    bulk = Bulk(
        bulk_id=bulk_id,
        kind=found.kind,
        created_at=now,
        created_by=by,
        starts_at=starting(now, wheel.setups.newest().company.bulk_hold_seconds),
        total=len(found.applications),
        stage=found.stage,
        position_id=found.position_id,
        expected=found.expected,
    )
    try:
        wheel.bulks.add(bulk, bulk.starts_at + GRACE)
    except Conflict:
        return wheel.bulks.get(bulk_id)
    wheel.schedules.bulk(bulk_id, bulk.starts_at, function_arn)
    return bulk


def _begun_before(wheel: Wheel, bulk_id: str) -> Bulk:
    try:
        return wheel.bulks.get(bulk_id)
    except NotFound:
        raise Refused("preview_outdated") from None


def take(wheel: Wheel, bulk_id: str, step: Step, *, by: str) -> Bulk:
    """Take a step; taken twice, it is one. Raises NotFound, Refused (`bulk_held`, `bulk_ended`)."""
    for _ in range(TRIES):
        before, now = wheel.bulks.get(bulk_id), wheel.clock()
        after = before.after(step, by=by, now=now)
        if after is before:
            return before
        if complete(before, wheel.bulks.tally(bulk_id)):
            raise Refused("bulk_ended")
        try:
            wheel.bulks.step(before, after, now + GRACE if after.at_work else None)
        except Overtaken:
            continue
        if after.at_work:
            wheel.background.carry_on(bulk_id)
        return wheel.bulks.get(bulk_id)
    raise Conflict("bulk")


def complete(bulk: Bulk, tally: Tally) -> bool:
    """Nothing more will come of it: everybody is settled, every entry looked at, no mail waits."""
    if bulk.at_work or bulk.status is BulkStatus.PAUSED:
        return False
    return not tally.waiting and (not bulk.enters or tally.routed >= bulk.acted)


def possible(bulk: Bulk, tally: Tally) -> list[Step]:
    """The steps that HR may take now."""
    if complete(bulk, tally):
        return []
    return [step for step in Step if _possible(bulk, step)]


def _possible(bulk: Bulk, step: Step) -> bool:
    try:
        return bulk.after(step, by="", now=bulk.created_at) is not bulk
    except Refused:
        return False
