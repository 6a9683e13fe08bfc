"""A new message: due now, to the send queue; later, a one-time schedule that puts it there."""

from datetime import datetime, timedelta
from math import ceil
from typing import Protocol

from mianyue.domain.message import Message

_SOON = timedelta(minutes=15)
"""SQS can keep a message back itself for this long; a schedule is for longer waits."""


class Queue(Protocol):
    """The send queue."""

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        """A message is to be sent after `delay_seconds`."""


class Schedules(Protocol):
    """One-time schedules."""

    def message(self, message: Message) -> None:
        """Put `message` on the send queue when it is due."""


def queue_message(queue: Queue, schedules: Schedules, message: Message, *, now: datetime) -> str:
    """Bring a new message to the sender when it is due; how: `queued` or `scheduled`."""
    wait = message.due_at - now
    if wait > _SOON:
        schedules.message(message)
        return "scheduled"
    queue.message(message, delay_seconds=max(0, ceil(wait.total_seconds())))
    return "queued"
