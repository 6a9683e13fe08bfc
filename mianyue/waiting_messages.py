"""The port to messages that wait, for whoever takes one back; of its own, as not all of them can do more (R4, K5)."""

from collections.abc import Iterable
from typing import Protocol

from mianyue.domain.interview import Interview
from mianyue.domain.message import Message
from mianyue.domain.sendable import Sendable
from mianyue.domain.tracking import ExceptionCase, TrackingEvent


class WaitingMessages(Protocol):
    """What taking a message back needs of the table."""

    def sendable(self, application_id: str, entry: int, message_id: str) -> Sendable:
        """A message with its interview and application. Raises NotFound."""

    def cancel(
        self,
        message: Message,
        reason: str,
        *,
        before: Interview,
        after: Interview,
        event: TrackingEvent,
        cases: Iterable[ExceptionCase] = (),
        messages: Iterable[Message] = (),
    ) -> None:
        """Queued → dropped, with what that makes of its interview, and what HR is told. Raises Conflict."""
