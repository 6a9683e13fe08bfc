"""What must hold of reminders in every history: never more in a day than allowed, each decided in its time (M5), none
that HR has cancelled (M6) and none of a mail that was refused (M4)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from mianyue.adapters.items import Item, decode
from mianyue.adapters.keys import SWEEP_GRACE, interview_key, message_key, reminder_key
from mianyue.adapters.table import Key
from mianyue.domain.company import Company
from mianyue.domain.interview import Interview
from mianyue.domain.message import CANCELLED_BY_HR, NOTICED, REFUSED, REMINDERS, Message, Status
from mianyue.domain.reminder import Reminder, ReminderStatus, ordinal_of
from tests.simulators.ses import Accepted
from tests.simulators.world import World

DECIDED_WITHIN = 15 * 60.0
"""Seconds after its moment until a reminder whose schedule was lost must have been found."""
_HAND_OVER = 60.0
"""Seconds from the look at the clock to the mail's acceptance: the send function's time limit."""


class ReminderPromises:
    """Watches a world from its first write; `breaks` is told what it has seen, in words.

    `down` are the times in which nothing worked: what had to be decided then is decided after it.
    """

    def __init__(
        self, world: World, company: Company, down: list[tuple[float, float]], breaks: Callable[[str], None]
    ) -> None:
        self._world = world
        self._most = company.daily_reminders
        self._down = down
        self._breaks = breaks
        self._wrong_clocks = 2 * world.skew
        self._reminded: dict[tuple[str, date], set[str]] = {}
        self._planned: dict[Key, float] = {}
        self._cancelled: set[Key] = set()
        self._gone_out: set[Key] = set()
        world.on_write.append(self._written)
        world.on_cancelled.append(self._told)
        world.ses.on_accepted.append(self._accepted)

    def _accepted(self, mail: Accepted) -> None:
        """Over all of a candidate's applications; a mail near midnight may belong to either day."""
        if mail.kind not in REMINDERS:
            return
        self._wanted(mail)
        item = self._world.item(interview_key(mail.tags["application"], int(mail.tags["entry"])))
        assert item, "a reminder of no interview"
        place = ZoneInfo(decode(Interview, item).zone)
        shifts = (-_HAND_OVER - self._wrong_clocks, 0.0, self._wrong_clocks)
        days = {datetime.fromtimestamp(mail.at + shift, UTC).astimezone(place).date() for shift in shifts}
        if len(days) == 1:
            self._counted(mail, days.pop())

    def _wanted(self, mail: Accepted) -> None:
        """HR has not been told that it is cancelled; one that HR has asked for anew is another one."""
        item = self._world.item(message_key(mail.tags["application"], mail.tags["message"]))
        assert item, "a mail of no message"
        message = decode(Message, item)
        reminder = reminder_key(message.application_id, message.entry, ordinal_of(message))
        self._gone_out.add(reminder)
        if reminder in self._cancelled:
            self._breaks("a reminder went out that HR had been told was cancelled")

    def _told(self, reminder: Key) -> None:
        self._cancelled.add(reminder)
        if reminder in self._gone_out:
            self._breaks("HR was told that a reminder is cancelled which had gone out")

    def _counted(self, mail: Accepted, day: date) -> None:
        reminded = self._reminded.setdefault((mail.to, day), set())
        reminded.add(mail.tags["message"])
        if len(reminded) > self._most:
            self._breaks(f"one candidate got {len(reminded)} reminders in a day")

    def _written(self, key: Key, before: Item | None, after: Item | None) -> None:
        if not after or after == before:
            return
        if after["type"]["S"] == "message":
            self._claimed(decode(Message, after))
        if after["type"]["S"] != "reminder":
            return
        if before:
            self._decided(decode(Reminder, before), decode(Reminder, after), self._planned[key])
            self._stays_cancelled(decode(Reminder, before), decode(Reminder, after))
        self._planned[key] = self._world.hub.now

    def _claimed(self, message: Message) -> None:
        """Nobody is reminded of what its channel has refused, until HR sends something again."""
        first = message.kind in REMINDERS and message.status is Status.SENDING and message.tries == 1
        ordinal = ordinal_of(message) if first else 0
        item = self._world.item(reminder_key(message.application_id, message.entry, ordinal)) if ordinal else None
        followed = item and self._world.item(message_key(message.application_id, decode(Reminder, item).follows))
        if followed and decode(Message, followed).reason == REFUSED:
            self._breaks("a reminder was claimed that follows a mail which was refused")

    def _stays_cancelled(self, before: Reminder, after: Reminder) -> None:
        if before.reason == CANCELLED_BY_HR and after.reason != CANCELLED_BY_HR:
            self._breaks("a reminder came back that HR had cancelled")

    def _decided(self, before: Reminder, after: Reminder, planned: float) -> None:
        """A waiting reminder is decided, or put off, in its time, whatever became of its schedule.

        One that follows from an event which comes days late is due when it is planned.
        """
        if before.status is not ReminderStatus.WAITING or after.since != before.since:
            return
        due = max(before.due_at.timestamp(), planned)
        found_by = due + SWEEP_GRACE.total_seconds() + self._wrong_clocks
        if not self._world.swept_since(found_by):
            return
        late = self._world.hub.now - due - self._wrong_clocks - DECIDED_WITHIN
        down = any(since <= due + DECIDED_WITHIN and due <= until for since, until in self._down)
        if late > 0 and not down:
            self._breaks(f"a reminder was decided {late:.0f} s too late")


def counted_as(message: Message) -> str:
    """Of both kinds together a candidate gets each reminder once."""
    return f"reminder {message.cause}" if message.kind in REMINDERS else message.kind


def repeated(message: Message) -> bool:
    """A reminder that HR has asked for anew: it has a place outside the counting."""
    return message.kind in REMINDERS and not ordinal_of(message)


def overtaken(reminder: Reminder, messages: Iterable[Message]) -> Iterator[str]:
    """At rest: whose mail was opened before its reminder left has had the other kind decided in its place."""
    if reminder.status is ReminderStatus.WRITTEN and any(_gave_way(each, reminder) for each in messages):
        yield "somebody opened a mail just before its reminder left, and was never asked to confirm"


def _gave_way(message: Message, reminder: Reminder) -> bool:
    same = message.entry == reminder.entry and message.cause == str(reminder.ordinal)
    return same and message.kind is reminder.kind and message.reason == NOTICED
