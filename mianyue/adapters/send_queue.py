"""The send queues: what is due now, for the one sender. What somebody waits for has a queue of its own."""

import json
from typing import Any, NamedTuple

from mianyue.adapters.aws_client import AwsClient
from mianyue.domain.application import StageEntry
from mianyue.domain.message import Message
from mianyue.domain.moments import parse_stamp, stamp
from mianyue.domain.trial import Trial

LONGEST_DELAY_SECONDS = 900
"""SQS keeps a message back for at most 15 minutes."""


class Queues(NamedTuple):
    """Both send queues, by their addresses or by their ARNs."""

    many: str
    awaited: str
    """A queue in which no thousands stand: a confirmation does not wait until they are gone."""

    def of(self, message: Message) -> str:
        """The one that a message goes through."""
        return self.awaited if message.awaited else self.many


class SendQueue:
    """Puts references on the queue they belong to: ids, never content."""

    def __init__(self, client: AwsClient, queues: Queues) -> None:
        self._client = client
        self._queues = queues

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        """A message is to be sent after `delay_seconds` (at most 900)."""
        self._put(self._queues.of(message), message_reference(message), min(delay_seconds, LONGEST_DELAY_SECONDS))

    def entry(self, entry: StageEntry) -> None:
        """A stage entry is to be routed: the sweep found it unrouted."""
        body = {"application_id": entry.application_id, "entry": entry.number}
        self._put(self._queues.many, json.dumps(body), 0)

    def trial(self, trial: Trial, delay_seconds: int = 0) -> None:
        """A mail to oneself is to be sent after `delay_seconds`."""
        body = {"trial_id": trial.trial_id, "until": stamp(trial.until), "attempt": trial.attempt}
        self._put(self._queues.awaited, json.dumps(body), delay_seconds)

    def _put(self, url: str, body: str, delay: int) -> None:
        request = {"QueueUrl": url, "MessageBody": body, "DelaySeconds": delay}
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
