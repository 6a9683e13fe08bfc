"""Calling off an interview, or one message of it, with all that follows in the same write (R4, R5)."""

from collections.abc import Iterable
from datetime import datetime

from mianyue.domain.calling_off import AT_ONCE, called_off
from mianyue.domain.errors import Conflict, Refused
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Progress
from mianyue.domain.message import Kind, Message, Status
from mianyue.domain.sendable import Sendable
from mianyue.domain.tracking import ExceptionCase, TrackingEvent
from mianyue.recording import TRIES, Stories
from mianyue.waiting_messages import WaitingMessages

SYSTEM = "system"
MESSAGE_CANCELLED = "message_cancelled"
"""Name of the event that says that HR has called off one message, and not its interview."""


def call_off(stories: Stories, application_id: str, number: int, cause: str, *, at: datetime, **detail: str) -> bool:
    """End one interview without moving its application (a filled position, R5); False when it had ended before."""
    for _ in range(TRIES):
        interview = stories.interview(application_id, number)
        if interview.closed:
            return False
        ending = called_off(interview, cause, source="hr", at=at, hold=AT_ONCE, **detail)
        try:
            return stories.record(ending.event, ending.before, ending.after, messages=ending.messages)
        except Conflict:
            continue
    raise Conflict("interview")


def cancel_message(
    outbox: WaitingMessages,
    application_id: str,
    entry: int,
    message_id: str,
    *,
    by: str,
    reason: str,
    now: datetime,
    cases: Iterable[ExceptionCase] = (),
) -> Message:
    """Take back a message that waits; with an invitation nobody has had, its interview ends too (R4).

    `by` is a person's name in Cognito, or `system`. Raises NotFound, and Refused (`already_sent`, `not_waiting`) when
    there is nothing left to take back.
    """
    for _ in range(TRIES):
        found = outbox.sendable(application_id, entry, message_id)
        message, before = found.message, found.interview
        if message.status is not Status.QUEUED:
            raise Refused("already_sent" if message.status in _GONE else "not_waiting")
        ends = ends_interview(found)
        event = _cancelled(message, by, now, Fact.CANCELLED if ends else MESSAGE_CANCELLED)
        after = before.after(Fact.CANCELLED) if ends else before
        try:
            outbox.cancel(message, reason, before=before, after=after, event=event, cases=cases)
        except Conflict:
            continue
        return message
    raise Conflict("message")


def ends_interview(found: Sendable) -> bool:
    """Whether taking a message back ends its interview: an invitation that nobody has had is all there is of it."""
    return found.message.kind is Kind.INVITATION and found.interview.progress is Progress.QUEUED


_GONE = frozenset({Status.SENDING, Status.SENT, Status.DOUBTFUL})


def _cancelled(message: Message, by: str, now: datetime, name: str) -> TrackingEvent:
    return TrackingEvent(
        application_id=message.application_id,
        entry=message.entry,
        event_id=derived(message.message_id, name, message.tries),
        name=name,
        at=now,
        source=SYSTEM if by == SYSTEM else "hr",
        message_id=message.message_id,
        detail={"kind": message.kind, "by": by},
    )
