"""What follows from a bounce or complaint: the address is suppressed, the next channel starts, HR is told (K5)."""

from copy import replace
from typing import NamedTuple, Protocol

from functions.track.read_ses_event import SesEvent
from mianyue.domain.message import Message, another_way
from mianyue.domain.sendable import Sendable
from mianyue.domain.suppression import Suppression
from mianyue.domain.tracking import ExceptionCase, next_channel


class Outbox(Protocol):
    """What is asked of the table."""

    def sendable(self, application_id: str, entry: int, message_id: str) -> Sendable:
        """A message with its interview and application. Raises NotFound."""


class Lost(NamedTuple):
    """What is written beside the event."""

    messages: tuple[Message, ...]
    cases: tuple[ExceptionCase, ...]
    suppressed: Suppression


def lost_address(outbox: Outbox, told: SesEvent, case: ExceptionCase) -> Lost:
    """What follows from an event that is for HR to look at in `case`. Raises NotFound."""
    event = told.event
    found = outbox.sendable(event.application_id, event.entry, event.message_id)
    following = another_way(found.message, found.interview, event.at)
    asked = replace(case, detail={**case.detail, **next_channel(following)})
    return Lost((following,) if following else (), (asked,), _suppressed(told, case.kind))


def _suppressed(told: SesEvent, reason: str) -> Suppression:
    event = told.event
    return Suppression(told.address, reason, event.at, event.application_id, event.entry, event.message_id)
