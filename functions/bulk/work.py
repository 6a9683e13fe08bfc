"""The work itself, in the background: one application after the other, in as many invocations as it takes (B3).

Safe to call at any moment, any number of times, and by two at once: the second one stops by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched

from functions.bulk.act import Actor
from functions.bulk.drafts import draft
from functions.bulk.ports import Background, Bulks, Files, Mails, Queue, Setups, Stories
from functions.bulk.recall import recall
from mianyue.domain.bulk import Bulk, Left, Outcome, Overtaken
from mianyue.domain.bulk_mail import BulkStatus

CHUNK = 25
"""Applications between two looks at the time that is left, and at the set-up."""
SPARE_SECONDS = 30.0
"""Less time than this is left to another invocation."""
SILENCE = timedelta(minutes=5)
"""A worker that has said nothing for so long is gone."""


@dataclass(frozen=True)
class Worker:
    """What the work needs from outside."""

    bulks: Bulks
    stories: Stories
    setups: Setups
    mails: Mails
    files: Files
    queue: Queue
    background: Background
    clock: Callable[[], datetime]


def work(bulk_id: str, worker: Worker, seconds_left: Callable[[], float]) -> Bulk:
    """Take a bulk action as far as the time allows; as it is then."""
    bulk = worker.bulks.get(bulk_id)
    if bulk.status is BulkStatus.HELD and worker.clock() < bulk.starts_at:
        return bulk  # a schedule that came early: the sweep comes by again
    if not bulk.at_work:
        worker.bulks.look_again(bulk_id, None)
        return bulk
    try:
        return _Work(worker, bulk, seconds_left).done()
    except Overtaken:
        return worker.bulks.get(bulk_id)


class _Work:
    """One invocation's part of a bulk action."""

    def __init__(self, worker: Worker, bulk: Bulk, seconds_left: Callable[[], float]) -> None:
        self._worker = worker
        self._bulk = bulk
        self._seconds_left = seconds_left

    def done(self) -> Bulk:
        """Begin, bring back unsent mails, go on with the list, end; whatever of it is to be done now."""
        if self._bulk.status is BulkStatus.HELD:
            self._advance(self._bulk.begun())
        applications = draft(self._worker.files, self._bulk.bulk_id).applications
        if self._bulk.recalls:
            recall(self._bulk, applications, self._worker.mails, self._worker.queue, now=self._worker.clock())
            self._advance(self._bulk.recalled())
        if self._bulk.status is BulkStatus.RUNNING and self._through(applications):
            self._advance(self._bulk.finished())
        return self._bulk

    def _through(self, applications: tuple[tuple[str, int], ...]) -> bool:
        """Settle those that are left; False when another invocation has to go on."""
        for some in batched(applications[self._bulk.position :], CHUNK, strict=False):
            if self._seconds_left() < SPARE_SECONDS:
                self._worker.background.carry_on(self._bulk.bulk_id)
                return False
            self._worker.bulks.look_again(self._bulk.bulk_id, self._worker.clock() + SILENCE)
            setup = self._worker.setups.newest()
            actor = Actor(self._bulk, self._worker.stories, setup, self._worker.clock)
            for application_id, seen in some:
                self._settle(application_id, actor.act(application_id, seen))
        return True

    def _settle(self, application_id: str, outcome: Outcome) -> None:
        try:
            self._count(self._bulk, application_id, outcome)
        except Overtaken:  # by HR: what has happened to the one in hand has happened, and counts; by another worker: no
            now = self._worker.bulks.get(self._bulk.bulk_id)
            if now.position == self._bulk.position:
                self._count(now, application_id, outcome)
            raise

    def _count(self, before: Bulk, application_id: str, outcome: Outcome) -> None:
        after = before.settled(outcome)
        left = Left(after.bulk_id, after.position, application_id, outcome)
        self._worker.bulks.settle(before, after, None if outcome is Outcome.ACTED else left)
        self._bulk = after

    def _advance(self, after: Bulk) -> None:
        self._worker.bulks.advance(self._bulk, after, self._worker.clock() + SILENCE if after.at_work else None)
        self._bulk = after
