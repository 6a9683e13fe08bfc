"""The sweep: whatever is due and has not been dealt with is found here, within minutes.

Lost stream records, lost schedules, lost queue messages, answers and Send events that never came: all of them
leave something standing in the table's list of what is due. Oldest first; each by the ordinary way.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Protocol

from functions.remind.decide_reminder import Stories as DecidingStories
from functions.remind.decide_reminder import Wake, decide_reminder
from mianyue.domain.application import StageEntry
from mianyue.domain.deadline import Deadline
from mianyue.domain.errors import Conflict, NotFound
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact
from mianyue.domain.message import Kind, Message, Status, doubt_id, new_message
from mianyue.domain.reminder import Reminder
from mianyue.domain.tracking import ExceptionCase, TrackingEvent
from mianyue.recording import Stories as RecordingStories
from mianyue.recording import record_fact

AGAIN_AFTER = timedelta(minutes=10)
AGAIN_AT_THE_LATEST = timedelta(hours=1)
"""How long the queue may take before the sweep puts something on it once more: twice as long each time, because
what waits in a long queue is not lost, and every copy makes the queue longer."""


class Stories(DecidingStories, RecordingStories, Protocol):
    """What the sweep needs of the stories."""

    def deadline_met(self, deadline: Deadline) -> None:
        """A deadline needs no more watching."""


class Outbox(Protocol):
    """What the sweep needs of the outbox."""

    def due_before(self, now: datetime) -> Iterator[StageEntry | Message | Reminder | Deadline]:
        """Everything to look at, oldest first."""

    def doubt(self, message: Message, case: ExceptionCase) -> None:
        """Sending → doubtful. Raises Conflict."""

    def postpone(self, due: StageEntry | Message, until: datetime) -> None:
        """Look at `due` again at `until`, if it still is due then. Raises Conflict."""


class Queue(Protocol):
    """The send queue."""

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        """A message is to be sent."""

    def entry(self, entry: StageEntry) -> None:
        """A stage entry is to be routed."""


class Sweep:
    """Looks at everything that is due."""

    def __init__(
        self, stories: Stories, outbox: Outbox, queue: Queue, trouble: Callable[[str, Exception], None]
    ) -> None:
        self._stories = stories
        self._outbox = outbox
        self._queue = queue
        self._trouble = trouble

    def run(self, now: datetime, *, wake: Wake, time_left: Callable[[], bool] = lambda: True) -> dict[str, int]:
        """Deal with all that is due before `now`, while there is time; how many of each kind were looked at.

        `wake` is for reminders that are put off. What one item does wrong is told to `trouble` and must not keep the
        others waiting.
        """
        seen: dict[str, int] = {}
        for due in self._outbox.due_before(now):
            if not time_left():
                break
            name = type(due).__name__
            seen[name] = seen.get(name, 0) + 1
            try:
                self._deal_with(due, wake, now)
            except Exception as error:  # noqa: BLE001 - the next item may be somebody's reminder
                self._trouble(name, error)
        return seen

    def _deal_with(self, due: StageEntry | Message | Reminder | Deadline, wake: Wake, now: datetime) -> None:
        try:
            match due:
                case StageEntry():
                    self._queue.entry(due)
                    self._outbox.postpone(due, _again(due.entered_at, now))
                case Message():
                    self._message(due, now)
                case Reminder():
                    self._reminder(due, wake, now)
                case Deadline():
                    self._deadline(due, now)
        except Conflict:  # somebody is dealing with it at this moment; the next sweep looks again
            return

    def _message(self, message: Message, now: datetime) -> None:
        if message.status is Status.SENDING:
            self._outbox.doubt(message, _doubtful(message, now))
        else:
            self._queue.message(message)
            self._outbox.postpone(message, _again(message.due_at, now))

    def _reminder(self, reminder: Reminder, wake: Wake, now: datetime) -> None:
        decide_reminder(
            self._stories,
            wake,
            application_id=reminder.application_id,
            entry=reminder.entry,
            ordinal=reminder.ordinal,
            now=now,
        )

    def _deadline(self, deadline: Deadline, now: datetime) -> None:
        try:
            interview = self._stories.interview(deadline.application_id, deadline.entry)
        except NotFound:
            return
        if interview.expires(now):
            expired = _expired(deadline)
            mails = [new_message(interview, Kind.EXPIRY, expired.event_id, now=now)] if interview.tells_expiry else []
            record_fact(self._stories, Fact.EXPIRED, expired, messages=mails)
        self._stories.deadline_met(deadline)


def _again(due_at: datetime, now: datetime) -> datetime:
    return now + min(max(AGAIN_AFTER, now - due_at), AGAIN_AT_THE_LATEST)


def _doubtful(message: Message, now: datetime) -> ExceptionCase:
    return ExceptionCase(
        application_id=message.application_id,
        entry=message.entry,
        case_id=doubt_id(message),
        kind="doubtful",
        at=now,
        message_id=message.message_id,
    )


def _expired(deadline: Deadline) -> TrackingEvent:
    return TrackingEvent(
        application_id=deadline.application_id,
        entry=deadline.entry,
        event_id=derived(deadline.application_id, deadline.entry, "expired"),
        name=Fact.EXPIRED,
        at=deadline.due_at,
        source="system",
    )
