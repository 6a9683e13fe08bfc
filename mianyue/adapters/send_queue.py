"""The send queue: what is due now, for the one sender."""

import json
from typing import Any

from mianyue.adapters.aws_client import AwsClient
from mianyue.domain.application import StageEntry
from mianyue.domain.message import Message
from mianyue.domain.moments import parse_stamp, stamp
from mianyue.domain.trial import Trial

LONGEST_DELAY_SECONDS = 900
"""SQS keeps a message back for at most 15 minutes."""


class SendQueue:
    """Puts references on the queue: ids, never content."""

    def __init__(self, client: AwsClient, url: str) -> None:
        self._client = client
        self._url = url

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        """A message is to be sent after `delay_seconds` (at most 900)."""
        self._put(message_reference(message), min(delay_seconds, LONGEST_DELAY_SECONDS))

    def entry(self, entry: StageEntry) -> None:
        """A stage entry is to be routed: the sweep found it unrouted."""
        self._put(json.dumps({"application_id": entry.application_id, "entry": entry.number}), 0)

    def trial(self, trial: Trial, delay_seconds: int = 0) -> None:
        """A mail to oneself is to be sent after `delay_seconds`."""
        body = {"trial_id": trial.trial_id, "until": stamp(trial.until), "attempt": trial.attempt}
        self._put(json.dumps(body), delay_seconds)

    def _put(self, body: str, delay: int) -> None:
        request = {"QueueUrl": self._url, "MessageBody": body, "DelaySeconds": delay}
        self._client.json("sqs", "AmazonSQS.SendMessage", request)


def message_reference(message: Message) -> str:
    """What travels instead of a message."""
    reference = {
        "application_id": message.application_id,
        "entry": message.entry,
        "message_id": message.message_id,
    }
    return json.dumps(reference)


def trial_of(reference: dict[str, Any]) -> Trial:
    """The trial behind what travels instead of it."""
    return Trial(reference["trial_id"], parse_stamp(reference["until"]), reference["attempt"])
