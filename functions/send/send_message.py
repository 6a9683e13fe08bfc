"""One message on its way: decide, write, wait for its turn, claim, keep, ask the channel once, settle (decision 4).

Never twice: only a claimed message is handed over, a claim happens once, and the request is made once.
Never lost: whatever stops here leaves a message that is queued, or sending until its event or the sweep
settles it, or failed with an exception that HR sees.
Put back for being too early or too much, a message is a new one to the queue: its receive count begins anew, and
never carries it to the dead letters.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from copy import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from functions.send.channel import Channel, Outgoing
from functions.send.queue_message import queue_message
from mianyue.domain.bulk_mail import BulkCause, BulkStatus
from mianyue.domain.errors import (
    ChannelMissing,
    DayFull,
    MianyueError,
    NotFound,
    OverQuota,
    Refused,
    Rejected,
    Suppressed,
    Throttled,
    Unanswered,
    Unavailable,
)
from mianyue.domain.ids import derived
from mianyue.domain.interview import Interview
from mianyue.domain.message import NOTICED, TO_WHO_MAY_COME, Kind, Message, Status, why_not
from mianyue.domain.moments import stamp
from mianyue.domain.reminder import Reminder, ordinal_of
from mianyue.domain.reminder_day import Place
from mianyue.domain.sendable import Sendable
from mianyue.domain.tracking import ExceptionCase
from mianyue.settling import Outbox as SettlingOutbox
from mianyue.settling import settle_sent
from mianyue.waiting_messages import WaitingMessages

_BACK_OFF = timedelta(seconds=20)
_BACK_SOON = timedelta(seconds=2)
"""What somebody waits for is few, and finds room in SES's rate by the next second or two."""
_LONGEST_BACK_OFF = timedelta(minutes=15)
_EARLY = timedelta(seconds=1)
BULK_CANCELLED = "bulk_cancelled"
"""Why a message was dropped whose bulk action HR has cancelled."""
TOO_LATE = "too_late"
"""Why an invitation is dropped whose interview would have begun before it left."""
_OWN_CASES = frozenset({"missing_value", "channel_missing", TOO_LATE})
"""What can go wrong before a message is written that is not its template's fault."""


class Outbox(SettlingOutbox, WaitingMessages, Protocol):
    """What sending needs of the table."""

    def cause(self, message: Message) -> BulkCause | None:
        """The bulk action that has caused a message, as it stands now; None for any other message."""

    def claim(self, message: Message, interview: Interview, places: Sequence[Place], address: str) -> None:
        """Queued → sending, for one request only, in one of `places` if there are any, if mail may go to `address`.

        Raises Conflict, DayFull, Suppressed.
        """

    def release(self, message: Message, due_at: datetime) -> Message:
        """Sending → queued again. Raises Conflict."""

    def hold(self, message: Message, due_at: datetime, why: str = "") -> Message:
        """Queued → queued with a new due time, if nobody else has given it one. Raises Conflict."""

    def drop(self, message: Message, interview: Interview, reason: str, *, again: datetime | None = None) -> None:
        """Queued → dropped; from `again` on, its reminder is to be decided anew. Raises Conflict."""

    def fail(self, message: Message, reason: str, case: ExceptionCase) -> None:
        """Queued or sending → failed, and HR is told. Raises Conflict."""


class Policy(Protocol):
    """When a message may go out, whatever its own time says."""

    def opens(self, found: Sendable, now: datetime) -> datetime:
        """`now`, or the next moment at which the candidate's quiet hours and free days allow it (R6)."""

    def places(self, found: Sendable, now: datetime) -> tuple[Place, ...]:
        """The places that the candidate's day has for a reminder; none for what has no end in a day (M5)."""

    def next_day(self, found: Sendable, now: datetime) -> datetime:
        """The first open moment of the candidate's next day."""

    def position_filled(self, found: Sendable) -> bool:
        """Whether nobody is wanted any more for what the message invites to (R5)."""


class Archive(Protocol):
    """Keeps what was sent, whatever the channel."""

    def keep(self, message_id: str, outgoing: Outgoing) -> None:
        """Keep it under its message's id. Raises Unavailable."""


class Queue(Protocol):
    """Brings a message back later."""

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        """A message is to be sent after `delay_seconds`."""


class Schedules(Protocol):
    """Wakes somebody up for a reminder."""

    def reminder(self, reminder: Reminder) -> None:
        """Wake the reminder function when `reminder` is due."""

    def message(self, message: Message) -> None:
        """Put `message` on the send queue when it is due."""


class Sender:
    """Sends messages with the parts it is given; `awaited` are the same channels at a pace of their own."""

    def __init__(
        self,
        *,
        outbox: Outbox,
        channels: Mapping[str, Channel[Any]],
        awaited: Mapping[str, Channel[Any]],
        policy: Policy,
        archive: Archive,
        queue: Queue,
        schedules: Schedules,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._outbox = outbox
        self._channels = channels
        self._awaited = awaited
        self._policy = policy
        self._archive = archive
        self._queue = queue
        self._schedules = schedules
        self._chance = chance

    def send(self, application_id: str, entry: int, message_id: str, *, now: datetime) -> str:
        """Send one message if it is to be sent; what came of it, as one word.

        Raises Conflict when the interview keeps changing under it: the queue brings it back.
        """
        try:
            found = self._outbox.sendable(application_id, entry, message_id)
        except NotFound:  # erased since
            return "unknown"
        if found.message.status is not Status.QUEUED:
            return "done_before"
        if found.bulk and found.bulk.status.halts:
            return self._halted(found.message, found.bulk, now)
        if found.message.due_at > now + _EARLY:  # a copy: whoever put it off has put another on the queue
            return "early"
        if reason := why_not(found.message.kind, found.interview, found.message.channel):
            # Opened since it was written: the reminder is to be of the other kind, in its time (M2).
            again = now if reason == NOTICED and ordinal_of(found.message) else None
            self._outbox.drop(found.message, found.interview, reason, again=again)
            return "dropped"
        if reason := self._no_longer_wanted(found, now):
            return self._taken_back(found.message, reason, now)
        if (opens := self._policy.opens(found, now)) > now:
            self._later(self._outbox.hold(found.message, opens), now)
            return "waits"
        return self._send_now(found, now)

    def _halted(self, message: Message, bulk: BulkCause, now: datetime) -> str:
        """HR has paused the bulk action it comes of, which brings it back itself; or cancelled it (B3)."""
        if bulk.status is BulkStatus.PAUSED:
            return "paused"
        return self._taken_back(message, BULK_CANCELLED, now, by=bulk.changed_by)

    def _taken_back(self, message: Message, reason: str, now: datetime, *, by: str = "") -> str:
        """Dropped, and its interview with it where the candidate has had nothing of it; HR hears what they must."""
        from mianyue.cancelling import SYSTEM, cancel_message  # noqa: PLC0415 - rare: no candidate's mail waits for it

        reference = (message.application_id, message.entry, message.message_id)
        cases = [_case(message, reason, reason, now)] if reason in _OWN_CASES else []
        try:
            cancel_message(self._outbox, *reference, by=by or SYSTEM, reason=reason, now=now, cases=cases)
        except Refused:  # another sender, with another copy
            return "done_before"
        return "dropped"

    def _no_longer_wanted(self, found: Sendable, now: datetime) -> str:
        """Nobody is asked to come for a filled position, or invited to a time that is over."""
        if found.message.kind in TO_WHO_MAY_COME and self._policy.position_filled(found):
            return "position_filled"
        return TOO_LATE if found.message.kind is Kind.INVITATION and found.interview.starts_at <= now else ""

    def _send_now(self, found: Sendable, now: datetime) -> str:
        try:
            channel = self._channel(found.message)
            written = channel.write(found)
        except MianyueError as error:
            self._outbox.fail(found.message, error.code, _case(found.message, _kind_of(error), str(error), now))
            return "failed"
        try:
            # Not with the claim in hand: the claim looks again at what has changed meanwhile.
            channel.turn(one_of_many=bool(found.message.batch) and not found.message.awaited)
        except Throttled as busy:
            return self._hold(found.message, now, busy)
        bulk = self._outbox.cause(found.message)  # waiting may have taken seconds, in which HR has paused or cancelled
        if bulk and bulk.status.halts:
            return self._halted(found.message, bulk, now)
        claimed = replace(found, message=found.message.claimed(now, written.template))
        try:
            self._outbox.claim(claimed.message, claimed.interview, self._policy.places(found, now), found.address)
        except DayFull as full:
            self._later(self._outbox.hold(found.message, self._policy.next_day(found, now), full.code), now)
            return "waits"
        except Suppressed:
            from functions.send.drop_suppressed import drop_suppressed  # noqa: PLC0415 - few mails come here

            return drop_suppressed(self._outbox, found, now)
        try:
            self._archive.keep(claimed.message.message_id, written)
        except Unavailable as away:  # nothing has been asked of the channel yet: as if it had been busy
            return self._release(claimed.message, now, away)
        return self._hand_over(claimed, channel, written, now)

    def _channel(self, message: Message) -> Channel[Any]:
        channels = self._awaited if message.awaited else self._channels
        if message.channel not in channels:
            raise ChannelMissing(message.channel)
        return channels[message.channel]

    def _hand_over[Written: Outgoing](
        self, claimed: Sendable, channel: Channel[Written], written: Written, now: datetime
    ) -> str:
        message = claimed.message
        try:
            provider_id = channel.send(written)
        except Throttled as busy:
            return self._release(message, now, busy)
        except Rejected as error:
            self._outbox.fail(message, str(error), _case(message, "mail_rejected", str(error), now))
            return "failed"
        except Unanswered:  # stays `sending`: the Send event settles it, or the sweep asks HR
            return "unanswered"
        return self._settle(claimed, provider_id, now)

    def _settle(self, claimed: Sendable, provider_id: str, now: datetime) -> str:
        message = claimed.message
        reference = (message.application_id, message.entry, message.message_id)
        reminder = settle_sent(self._outbox, *reference, provider_id=provider_id, at=now, claimed=claimed)
        if reminder:
            self._schedules.reminder(reminder)
        return "sent"

    def _hold(self, message: Message, now: datetime, busy: Throttled) -> str:
        """Put back a message that nobody has claimed."""
        self._later(self._outbox.hold(message, now + self._back_off(message, busy)), now)
        return "held"

    def _release(self, message: Message, now: datetime, busy: Throttled | Unavailable) -> str:
        self._later(self._outbox.release(message, now + self._back_off(message, busy)), now)
        return "released"

    def _later(self, message: Message, now: datetime) -> None:
        queue_message(self._queue, self._schedules, message, now=now)

    def _back_off(self, message: Message, busy: Throttled | Unavailable) -> timedelta:
        """Twice as long each time, and a part of it by chance: who was refused together must not return together."""
        doubled: int = 2 ** min(max(message.tries - 1, 0), 10)
        whole = min((_BACK_SOON if message.awaited else _BACK_OFF) * doubled, _LONGEST_BACK_OFF)
        return (_LONGEST_BACK_OFF if isinstance(busy, OverQuota) else whole) * (1 - self._chance() / 4)


def _kind_of(error: MianyueError) -> str:
    return error.code if error.code in _OWN_CASES else "template_broken"


def _case(message: Message, kind: str, what: str, now: datetime) -> ExceptionCase:
    return ExceptionCase(
        application_id=message.application_id,
        entry=message.entry,
        case_id=derived(message.message_id, kind, stamp(message.due_at)),
        kind=kind,
        at=now,
        message_id=message.message_id,
        detail={"what": what},
    )
