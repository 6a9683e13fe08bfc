"""A message for an address that no mail goes to: dropped, HR told, the next channel started, in one write (K5)."""

from datetime import datetime

from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact
from mianyue.domain.message import Message, another_way
from mianyue.domain.sendable import Sendable
from mianyue.domain.tracking import ExceptionCase, TrackingEvent, next_channel
from mianyue.waiting_messages import WaitingMessages

SUPPRESSED = "suppressed"
"""Why such a message is dropped."""


def drop_suppressed(outbox: WaitingMessages, found: Sendable, now: datetime) -> str:
    """Drop it; its interview knows then, so that no other mail of it asks HR again. Raises Conflict."""
    message, interview = found.message, found.interview
    following = another_way(message, interview, now)
    outbox.cancel(
        message,
        SUPPRESSED,
        before=interview,
        after=interview.after(Fact.SUPPRESSED),
        event=_event(message, now),
        cases=[_case(message, following, now)],
        messages=[following] if following else [],
    )
    return "dropped"


def _event(message: Message, now: datetime) -> TrackingEvent:
    return TrackingEvent(
        application_id=message.application_id,
        entry=message.entry,
        event_id=derived(message.message_id, SUPPRESSED),
        name=Fact.SUPPRESSED,
        at=now,
        source="system",
        message_id=message.message_id,
    )


def _case(message: Message, following: Message | None, now: datetime) -> ExceptionCase:
    return ExceptionCase(
        application_id=message.application_id,
        entry=message.entry,
        case_id=derived(message.message_id, SUPPRESSED),
        kind=SUPPRESSED,
        at=now,
        message_id=message.message_id,
        detail=next_channel(following),
    )
