"""Mails to oneself on the send queue: what travels instead of them."""

from typing import Any

from mianyue.adapters.send_queue import SendQueue
from mianyue.domain.moments import parse_stamp, stamp
from mianyue.domain.trial import Trial


class TrialQueue:
    """Puts references to trials on the queue."""

    def __init__(self, queue: SendQueue) -> None:
        self._queue = queue

    def trial(self, trial: Trial, delay_seconds: int = 0) -> None:
        """A mail to oneself is to be sent after `delay_seconds`."""
        reference = {"trial_id": trial.trial_id, "until": stamp(trial.until), "attempt": trial.attempt}
        self._queue.awaited(reference, delay_seconds)


def trial_of(reference: dict[str, Any]) -> Trial:
    """The trial behind what travels instead of it."""
    return Trial(reference["trial_id"], parse_stamp(reference["until"]), reference["attempt"])
