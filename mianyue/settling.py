"""A channel has accepted a message: the send function says so, or any event that SES publishes of it (K1).

Both do the same thing here, so it makes no difference who is first, or whether both are.
"""

from collections.abc import Iterable
from copy import replace
from datetime import datetime
from typing import Protocol

from mianyue.domain.calling_off import withdrawn
from mianyue.domain.errors import Conflict
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview, Progress
from mianyue.domain.message import REFUSED, Message, Status
from mianyue.domain.reminder import Reminder, planned, undone
from mianyue.domain.sendable import Sendable
from mianyue.domain.tracking import ExceptionCase, Story, TrackingEvent
from mianyue.recording import TRIES


class Outbox(Protocol):
    """What settling needs of the table."""

    def sendable(self, application_id: str, entry: int, message_id: str) -> Sendable:
        """A message with its interview and application. Raises NotFound."""

    def settle(
        self,
        message: Message,
        sent: Message,
        *,
        before: Interview,
        after: Interview,
        event: TrackingEvent,
        reminder: Reminder | None,
        messages: tuple[Message, ...],
    ) -> Reminder | None:
        """Say everywhere at once that a message was accepted; the reminder that waits now. Raises Conflict.

        `messages` are mails that follow from it.
        """


class RefusingOutbox(Outbox, Protocol):
    """What settling needs of the table where a channel may refuse what it had accepted."""

    def refuse(
        self,
        message: Message,
        event: TrackingEvent,
        case: ExceptionCase,
        *,
        reminders: Iterable[Reminder],
        messages: Iterable[Message],
    ) -> None:
        """Sent → failed: the channel had accepted it and will not send it; what was to remind of it is dropped.

        Raises Conflict.
        """


class Stories(Protocol):
    """Whole stories of applications."""

    def story(self, application_id: str) -> Story:
        """Everything about one application. Raises NotFound."""


def settle_sent(
    outbox: Outbox,
    application_id: str,
    entry: int,
    message_id: str,
    *,
    provider_id: str,
    at: datetime,
    claimed: Sendable | None = None,
) -> Reminder | None:
    """Make a message `sent` and plan its reminder; None when somebody else did, or none is wanted.

    `claimed` is what the caller has just claimed, and saves a read: the first mail of an interview moves it forward,
    and is not written when that has changed meanwhile.
    """
    known = claimed if claimed and claimed.interview.progress < Progress.SENT else None
    for _ in range(TRIES):
        found, known = known or outbox.sendable(application_id, entry, message_id), None
        if not found.message.unsettled or provider_id == found.message.provider_id:  # refused since, and sent again
            return None
        sent = replace(found.message, status=Status.SENT, sent_at=at, provider_id=provider_id, reason="")
        reminder = planned(sent, found.interview, at)
        after, follow = withdrawn(found.interview.after(Fact.SENT), at)
        try:
            return outbox.settle(
                found.message,
                sent,
                before=found.interview,
                after=after,
                event=_sent_event(sent, at),
                reminder=reminder,
                messages=follow,
            )
        except Conflict:
            continue
    raise Conflict("message")


def settle_refused(
    stories: Stories, outbox: RefusingOutbox, event: TrackingEvent, case: ExceptionCase, *, provider_id: str
) -> bool:
    """The channel will not send what it had accepted: the message has failed, HR is asked, nobody reminded of it (K1).

    False when that is known already, or the message has left again since. Raises NotFound.
    """
    for _ in range(TRIES):
        story = stories.story(event.application_id)
        message = next((each for each in story.messages if each.message_id == event.message_id), None)
        if message is None or message.status is not Status.SENT or message.provider_id != provider_id:
            return False
        reminders, messages = undone(message, story.reminders, story.messages)
        failed = replace(message, status=Status.FAILED, reason=REFUSED)
        try:
            outbox.refuse(failed, event, case, reminders=reminders, messages=messages)
        except Conflict:
            continue
        return True
    raise Conflict("message")


def _sent_event(message: Message, at: datetime) -> TrackingEvent:
    return TrackingEvent(
        application_id=message.application_id,
        entry=message.entry,
        event_id=derived(message.message_id, "sent"),
        name=Fact.SENT,
        at=at,
        source="system",
        message_id=message.message_id,
        detail={"kind": message.kind, "channel": message.channel},
    )
