"""The send queues: what is due now, for the one sender. What somebody waits for has a queue of its own."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from mianyue.adapters.aws_client import AwsClient
from mianyue.domain.application import StageEntry
from mianyue.domain.message import Message

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
        self._put(self._queues.of(message), message_reference(message), delay_seconds)

    def entry(self, entry: StageEntry) -> None:
        """A stage entry is to be routed: the sweep found it unrouted."""
        self._put(self._queues.many, {"application_id": entry.application_id, "entry": entry.number})

    def awaited(self, reference: Mapping[str, object], delay_seconds: int = 0) -> None:
        """What `reference` names, and somebody waits for, is to be sent after `delay_seconds` (at most 900)."""
        self._put(self._queues.awaited, reference, delay_seconds)

    def _put(self, url: str, reference: Mapping[str, object], delay_seconds: int = 0) -> None:
        delay = min(delay_seconds, LONGEST_DELAY_SECONDS)
        request = {"QueueUrl": url, "MessageBody": json.dumps(reference), "DelaySeconds": delay}
        self._client.json("sqs", "AmazonSQS.SendMessage", request)


def message_reference(message: Message) -> dict[str, object]:
    """What travels instead of a message."""
    return {
        "application_id": message.application_id,
        "entry": message.entry,
        "message_id": message.message_id,
    }
