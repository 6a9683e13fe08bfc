"""A sender as it is often written: look, send, then write down that it was sent. The proofs must see through it."""

from datetime import datetime
from typing import Any

from mianyue.domain.message import Status, why_not
from mianyue.settling import settle_sent


class NaiveSender:
    """Takes the parts of the real one, and needs no claim: whatever fails, the queue brings again."""

    def __init__(self, *, outbox: Any, channels: Any, **_: Any) -> None:
        self._outbox = outbox
        self._channel = channels["mail"]

    def send(self, application_id: str, entry: int, message_id: str, *, now: datetime) -> str:
        """Send a message that has not been sent."""
        found = self._outbox.sendable(application_id, entry, message_id)
        if found.message.status is not Status.QUEUED:
            return "done_before"
        if reason := why_not(found.message.kind, found.interview):
            self._outbox.drop(found.message, found.interview, reason)
            return "dropped"
        provider_id = self._channel.send(self._channel.write(found))
        self._outbox.claim(found.message.claimed(now, ""), found.interview)
        settle_sent(self._outbox, application_id, entry, message_id, provider_id=provider_id, at=now)
        return "sent"
