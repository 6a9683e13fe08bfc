"""A bulk action: many applications moved, invited or released at once, and how far that has come (B3, R4).

While it is held nothing has been written at all. Then it goes through its list, one application at a time; pausing and
cancelling stop that, and the sender asks here about every invitation that comes of it. A mail that says an interview is
cancelled goes out with the move or withdrawal that cancels it, and is not held back any more.
"""

from copy import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from mianyue.domain.bulk_mail import BulkStatus
from mianyue.domain.errors import Conflict, Refused
from mianyue.domain.ids import message_id
from mianyue.domain.message import INVITES, Kind

LARGEST = 10_000
"""Applications of one bulk action."""


class Overtaken(Conflict):
    """Another worker, or HR, has taken this bulk action further since it was read."""


class BulkKind(StrEnum):
    """To another stage; into the same stage anew, so that its rule invites; or out of their open interviews (R5)."""

    MOVE = "move"
    INVITE = "invite"
    WITHDRAW = "withdraw"


class Outcome(StrEnum):
    """What became of one application; each has exactly one."""

    ACTED = "acted"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    MISSING = "missing"
    STAGE_GONE = "stage_gone"


class Step(StrEnum):
    """What HR can do with a bulk action under way."""

    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"


_STEPS: dict[Step, dict[BulkStatus, BulkStatus]] = {
    Step.PAUSE: {BulkStatus.RUNNING: BulkStatus.PAUSED, BulkStatus.DONE: BulkStatus.PAUSED},
    Step.RESUME: {BulkStatus.PAUSED: BulkStatus.RUNNING},
    Step.CANCEL: dict.fromkeys(
        (BulkStatus.HELD, BulkStatus.RUNNING, BulkStatus.PAUSED, BulkStatus.DONE), BulkStatus.CANCELLED
    ),
}
_TAKEN: dict[Step, frozenset[BulkStatus]] = {
    Step.PAUSE: frozenset({BulkStatus.PAUSED}),
    Step.RESUME: frozenset({BulkStatus.RUNNING, BulkStatus.DONE}),
    Step.CANCEL: frozenset({BulkStatus.CANCELLED}),
}
"""Where a step has led already: asked for again, it changes nothing."""


class Bulk(NamedTuple):
    """`position` counts the applications that are settled. Each one's move bears the action's id, so that after a crash
    the one in hand is known again: nobody is passed over, and nobody moved twice."""

    bulk_id: str
    kind: BulkKind
    created_at: datetime
    created_by: str
    starts_at: datetime
    """When the hold ends."""
    total: int
    stage: str = ""
    """Where to: of a move alone."""
    position_id: str = ""
    """The position that is filled: of a withdrawal alone."""
    expected: int = 0
    """Mails that the preview foresaw."""
    status: BulkStatus = BulkStatus.HELD
    position: int = 0
    acted: int = 0
    unchanged: int = 0
    conflict: int = 0
    missing: int = 0
    stage_gone: int = 0
    """Not moved: the stage was removed after it was counted."""
    recalls: bool = False
    """Its unsent mails are still to be put on the send queue anew: to go out after all, or to be dropped."""
    steps: int = 0
    """Steps that HR has taken: what was decided before one of them is not written after it."""
    changed_at: datetime | None = None
    changed_by: str = ""

    @property
    def enters(self) -> bool:
        """It lets applications enter a stage, and what follows from that is for the rules to say."""
        return self.kind is not BulkKind.WITHDRAW

    @property
    def at_work(self) -> bool:
        """There is something to do for the worker, now or once the hold is over."""
        return self.status in (BulkStatus.HELD, BulkStatus.RUNNING) or self.recalls

    def settled(self, outcome: Outcome) -> "Bulk":
        """The bulk action once its next application has come to `outcome`."""
        counts = {outcome.value: getattr(self, outcome.value) + 1}
        return replace(self, position=self.position + 1, **counts)

    def begun(self) -> "Bulk":
        """After its hold."""
        return replace(self, status=BulkStatus.RUNNING)

    def finished(self) -> "Bulk":
        """Everybody on the list is settled."""
        return replace(self, status=BulkStatus.DONE)

    def recalled(self) -> "Bulk":
        """Its unsent mails are on the queue."""
        return replace(self, recalls=False)

    def after(self, step: Step, *, by: str, now: datetime) -> "Bulk":
        """The bulk action once HR has taken `step`; the very same object where that is done already.

        Raises Refused (`bulk_held`, `bulk_ended`): one that is held can only be taken back, an ended one stays so.
        """
        if self.status in _TAKEN[step]:
            return self
        if (status := _STEPS[step].get(self.status)) is None:
            raise Refused("bulk_held" if self.status is BulkStatus.HELD else "bulk_ended")
        recalls = self.status is not BulkStatus.HELD and step is not Step.PAUSE
        return replace(self, status=status, recalls=recalls, steps=self.steps + 1, changed_at=now, changed_by=by)


class Left(NamedTuple):
    """An application that a bulk action did not act on. `place` is its place on the list, from 1."""

    bulk_id: str
    place: int
    application_id: str
    outcome: Outcome


class Tally(NamedTuple):
    """What has become of the mails of a bulk action: entries looked at, mails written, and where those stand."""

    routed: int = 0
    written: int = 0
    sent: int = 0
    failed: int = 0
    doubtful: int = 0
    dropped: int = 0

    @property
    def waiting(self) -> int:
        """Mails still to go out."""
        return self.written - self.sent - self.failed - self.doubtful - self.dropped


def first_mail(application_id: str, seen: int) -> str:
    """Id of the invitation that a bulk action causes by moving an application on from its stage entry `seen`."""
    return message_id(application_id, seen + 1, Kind.INVITATION, INVITES)


def starting(now: datetime, hold_seconds: int) -> datetime:
    """When a bulk action begins that is made now (R4)."""
    return now + timedelta(seconds=hold_seconds)
