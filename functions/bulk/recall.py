"""Mails of a bulk action that wait are put on the send queue anew: to go out after a pause, or to be dropped (R4)."""

from datetime import datetime
from itertools import batched

from functions.bulk.ports import Mails, Queue
from mianyue.domain.bulk import Bulk, first_mail

_TOGETHER = 100


def recall(bulk: Bulk, applications: tuple[tuple[str, int], ...], mails: Mails, queue: Queue, *, now: datetime) -> None:
    """Let the sender look again at every mail that waits. Doing it twice only makes the sender look twice.

    What is not due yet comes by itself in its time, unless it is to be dropped now.
    """
    if not bulk.enters:
        return
    for some in batched(applications[: bulk.position], _TOGETHER, strict=False):
        for message in mails.queued([(application, first_mail(application, seen)) for application, seen in some]):
            if bulk.status.halts or message.due_at <= now:
                queue.message(message)
