"""The outbox: how a message is claimed, settled, released or given up, each by one conditional write.

A message leaves `queued` only by a claim, and a claim holds only while the interview is the very one that
the decision was taken on (its `rev`): nobody can answer between the decision and the claim (M4).
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import replace
from datetime import datetime
from typing import NamedTuple

from mianyue.adapters import bulk_items, keys
from mianyue.adapters.due_cursor import cursor_of, start_at
from mianyue.adapters.items import decode
from mianyue.adapters.reminder_items import dropped, undone
from mianyue.adapters.table import ABSENT, PRESENT, ConditionFailed, Key, Operation, Table, check, put, update
from mianyue.domain.application import Application, StageEntry
from mianyue.domain.bulk_mail import BulkCause, sent_by_bulk
from mianyue.domain.deadline import Deadline
from mianyue.domain.errors import DayFull, NotFound, Suppressed
from mianyue.domain.interview import Interview
from mianyue.domain.message import CANCELLED_BY_HR, LEFT_IN_DOUBT, Message, Status, doubt_id
from mianyue.domain.moments import stamp
from mianyue.domain.reminder import Reminder, ReminderStatus
from mianyue.domain.reminder_day import Place
from mianyue.domain.sendable import Sendable
from mianyue.domain.tracking import ExceptionCase, TrackingEvent

type Due = StageEntry | Message | Reminder | Deadline
_DUE_KINDS: dict[str, type[Due]] = {
    "stage_entry": StageEntry,
    "message": Message,
    "reminder": Reminder,
    "deadline": Deadline,
}


class WaitingPage(NamedTuple):
    """Messages that wait, and where the next page starts ('' at the end)."""

    messages: list[Message]
    cursor: str


class OutboxStore:
    """Messages on their way, and whatever is due."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def sendable(self, application_id: str, entry: int, message_id: str) -> Sendable:
        """A message, its interview and application, read together, and the bulk action that has caused it.

        Raises NotFound.
        """
        wanted = [
            keys.application_key(application_id),
            keys.interview_key(application_id, entry),
            keys.message_key(application_id, message_id),
        ]
        found = self._table.get_all(wanted)
        if len(found) < len(wanted):
            raise NotFound("message")
        application, interview, message = (found[key] for key in wanted)
        mail = decode(Message, message)
        return Sendable(decode(Application, application), decode(Interview, interview), mail, self.cause(mail))

    def cause(self, message: Message) -> BulkCause | None:
        """The bulk action that has caused a message, as it stands now; None for any other message."""
        item = self._table.get(bulk_items.bulk_key(message.batch)) if sent_by_bulk(message) else None
        return decode(BulkCause, item) if item else None

    def claim(self, message: Message, interview: Interview, places: Sequence[Place] = (), address: str = "") -> None:
        """Queued → sending, for one request only; where there are `places`, in the first one that is free (M5).

        `address` is where it goes by mail, if it does: no suppression may stand against it (K5).
        Raises Conflict, Suppressed, and DayFull when no place is free.
        """
        claimed = (*_settled(message, Status.QUEUED), _unchanged(interview))
        allowed = (*claimed, _no_suppression(address)) if address else claimed
        chosen: list[tuple[Operation, ...]] = [(_taken(place),) for place in places] or [()]
        for taken in chosen:
            try:
                self._table.write(*allowed, *taken)
            except ConditionFailed as error:
                if error.failed - {len(claimed), len(allowed)}:
                    raise
                if address and len(claimed) in error.failed:
                    raise Suppressed(message.message_id) from error
            else:
                return
        raise DayFull

    def release(self, message: Message, due_at: datetime) -> Message:
        """Sending → queued again with a new due time: the channel did not take it. Raises Conflict."""
        released = replace(message, status=Status.QUEUED, due_at=due_at, claimed_at=None, held_for="")
        self._table.write(*_settled(released, Status.SENDING))
        return released

    def hold(self, message: Message, due_at: datetime, why: str = "") -> Message:
        """Queued → queued with a new due time, if nobody else has given it one. Raises Conflict."""
        changes: dict[str, object] = {"due_at": due_at, "gsi1sk": stamp(due_at + keys.SWEEP_GRACE), "held_for": why}
        seen = "#status = :queued AND due_at = :seen"
        key = keys.message_key(message.application_id, message.message_id)
        self._table.write(update(key, changes, condition=seen, queued=Status.QUEUED, seen=message.due_at))
        return replace(message, due_at=due_at, held_for=why)

    def drop(self, message: Message, interview: Interview, reason: str, *, again: datetime | None = None) -> None:
        """Queued → dropped: what it was for no longer holds; from `again` on its reminder is to be decided anew.

        Raises Conflict.
        """
        dropped = replace(message, status=Status.DROPPED, reason=reason)
        anew = (_waits_again(message, again),) if again else ()
        self._table.write(*_settled(dropped, Status.QUEUED), _unchanged(interview), *anew)

    def fail(self, message: Message, reason: str, case: ExceptionCase) -> None:
        """Queued or sending → failed, and HR is told. Raises Conflict."""
        failed = replace(message, status=Status.FAILED, reason=reason)
        self._table.write(*_settled(failed, message.status), put(keys.case_item(case), ABSENT))

    def doubt(self, message: Message, case: ExceptionCase) -> None:
        """Sending → doubtful: only HR can decide now. Raises Conflict."""
        doubtful = replace(message, status=Status.DOUBTFUL)
        self._table.write(*_settled(doubtful, Status.SENDING), put(keys.case_item(case), ABSENT))

    def settle(
        self,
        message: Message,
        sent: Message,
        *,
        before: Interview,
        after: Interview,
        event: TrackingEvent,
        reminder: Reminder | None,
        messages: tuple[Message, ...] = (),
    ) -> Reminder | None:
        """A channel has accepted the message: say so everywhere at once; the reminder that waits now.

        `messages` are mails that follow from it. A reminder that has gone out already, or that HR has cancelled, is
        not planned again for a mail that was sent again. Raises Conflict.
        """
        changed = (put(keys.interview_item(after), "rev = :rev", rev=before.rev),) if after is not before else ()
        doubt = (_answered_by_event(message, event),) if message.status is Status.DOUBTFUL else ()
        follow = tuple(put(keys.message_item(each), ABSENT) for each in messages)
        operations = (*_settled(sent, message.status), put(keys.event_item(event), ABSENT), *changed, *doubt, *follow)
        planned = (_planned(reminder),) if reminder else ()
        try:
            self._table.write(*operations, *planned)
        except ConditionFailed as error:
            if error.failed != {len(operations)}:
                raise
            self._table.write(*operations)
            return None
        return reminder

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
        unsent = {each.cause: _settled(each, Status.QUEUED) for each in messages}
        self._table.write(
            *_settled(message, Status.SENT),
            put(keys.event_item(event), ABSENT),
            put(keys.case_item(case), ABSENT),
            *(undone(each) if str(each.ordinal) in unsent else dropped(each) for each in reminders),
            *(operation for operations in unsent.values() for operation in operations),
        )

    def requeue(self, message: Message, case: ExceptionCase, due_at: datetime) -> Message:
        """Doubtful or failed → queued, because HR said "send again"; the exception closes too. Raises Conflict."""
        queued = replace(message, status=Status.QUEUED, due_at=due_at, claimed_at=None, reason="")
        self._table.write(*_settled(queued, message.status), _resolved(case))
        return queued

    def give_up(self, message: Message, case: ExceptionCase) -> None:
        """Doubtful → failed, because HR said "leave it"; the exception closes with it. Raises Conflict."""
        failed = replace(message, status=Status.FAILED, reason=LEFT_IN_DOUBT)
        self._table.write(*_settled(failed, Status.DOUBTFUL), _resolved(case))

    def add(self, message: Message, case: ExceptionCase) -> None:
        """A message that could not be written before, now that its exception closes. Raises Conflict."""
        self._table.write(put(keys.message_item(message), ABSENT), _resolved(case), *bulk_items.written(message))

    def postpone(self, due: StageEntry | Message, until: datetime) -> None:
        """The sweep has done its part for `due`; look again at `until` if it still is due then. Raises Conflict."""
        changes: dict[str, object] = {"gsi1sk": stamp(until)}
        if isinstance(due, Message):
            key = keys.message_key(due.application_id, due.message_id)
            self._table.write(update(key, changes, condition="#status = :queued", queued=Status.QUEUED))
        else:
            key = keys.entry_key(due.application_id, due.number)
            self._table.write(update(key, changes, condition="attribute_exists(gsi1pk)"))

    def due_before(self, now: datetime) -> Iterator[Due]:
        """Everything the sweep must look at, oldest first."""
        from heapq import merge  # noqa: PLC0415 - for the sweep alone: no candidate's mail waits for it

        lists = [self._table.items(each, index=True, until=stamp(now)) for each in keys.DUE_LISTS]
        for item in merge(*lists, key=lambda item: item["gsi1sk"]["S"]):
            yield decode(_DUE_KINDS[item["type"]["S"]], item)

    def waiting(self, *, limit: int, cursor: str = "") -> WaitingPage:
        """Up to `limit` messages that wait to be sent, soonest first, behind `cursor` (R4).

        One that is on its way at this moment is left out, so a page may be short. Raises InvalidInput for a broken
        cursor.
        """
        start = start_at(keys.DUE_MESSAGES, "MSG#", cursor)
        page = self._table.page(keys.DUE_MESSAGES, index=True, limit=limit, cursor=start)
        messages = [decode(Message, item) for item in page.items]
        return WaitingPage([each for each in messages if each.status is Status.QUEUED], cursor_of(page.cursor))

    def beside(self, messages: Sequence[Message]) -> list[Sendable]:
        """Up to 50 messages, each with its interview, application and bulk action, in the same order.

        One whose interview or application is not there is left out: it does not take the others with it.
        """
        if not messages:
            return []
        wanted = {key for each in messages for key in (_of(each), _about(each))}
        found = self._table.get_all(list(wanted), consistent=False)
        bulks = self._bulks(messages)
        beside = ((each, found.get(_of(each)), found.get(_about(each))) for each in messages)
        return [
            Sendable(decode(Application, application), decode(Interview, interview), message, bulks.get(message.batch))
            for message, application, interview in beside
            if application and interview
        ]

    def _bulks(self, messages: Iterable[Message]) -> dict[str, BulkCause]:
        """The bulk actions that have caused some of `messages`."""
        wanted = {bulk_items.bulk_key(each.batch) for each in messages if sent_by_bulk(each)}
        found = self._table.get_all(list(wanted), consistent=False) if wanted else {}
        bulks = (decode(BulkCause, item) for item in found.values())
        return {each.bulk_id: each for each in bulks}

    def queued(self, references: Iterable[tuple[str, str]]) -> list[Message]:
        """Those of up to 100 messages, by application and message id, that wait to be sent."""
        found = self._table.get_all([keys.message_key(*each) for each in references])
        messages = (decode(Message, item) for item in found.values())
        return [each for each in messages if each.status is Status.QUEUED]

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
        """Queued → dropped because it is no longer wanted, with what that makes of its interview. Raises Conflict."""
        dropped = replace(message, status=Status.DROPPED, reason=reason)
        changed = put(keys.interview_item(after), "rev = :rev", rev=before.rev)
        self._table.write(
            *_settled(dropped, Status.QUEUED),
            put(keys.event_item(event), ABSENT),
            _unchanged(before) if after is before else changed,
            *(put(keys.case_item(case), ABSENT) for case in cases),
            *(put(keys.message_item(each), ABSENT) for each in messages),
        )


def _of(message: Message) -> Key:
    return keys.application_key(message.application_id)


def _about(message: Message) -> Key:
    return keys.interview_key(message.application_id, message.entry)


def _settled(message: Message, expected: Status) -> tuple[Operation, ...]:
    """The message as it is now, and the counters of the bulk action it came of.

    A number of tries belongs to one claim alone: a request repeated late cannot touch somebody else's.
    """
    seen = message.tries - 1 if message.status is Status.SENDING else message.tries
    changed = put(keys.message_item(message), "#status = :expected AND tries = :seen", expected=expected, seen=seen)
    return changed, *bulk_items.settled(message, expected)


def _planned(reminder: Reminder) -> Operation:
    condition = f"{ABSENT} OR (#status <> :written AND #reason <> :by_hr)"
    return put(keys.reminder_item(reminder), condition, written=ReminderStatus.WRITTEN, by_hr=CANCELLED_BY_HR)


def _no_suppression(address: str) -> Operation:
    return check(keys.suppression_key(address), f"{ABSENT} OR attribute_exists(lifted_at)")


def _taken(place: Place) -> Operation:
    return put(keys.place_item(place), f"{ABSENT} OR message_id = :own", own=place.message_id)


def _waits_again(message: Message, due_at: datetime) -> Operation:
    """The reminder behind a message, waiting as before it was written."""
    return update(
        keys.reminder_key(message.application_id, message.entry, int(message.cause)),
        {
            "status": ReminderStatus.WAITING,
            "due_at": due_at,
            "gsi1pk": keys.DUE_REMINDERS,
            "gsi1sk": keys.reminder_place(due_at),
        },
        condition="#status = :written",
        written=ReminderStatus.WRITTEN,
    )


def _unchanged(interview: Interview) -> Operation:
    return check(keys.interview_key(interview.application_id, interview.number), "rev = :rev", rev=interview.rev)


def _resolved(case: ExceptionCase) -> Operation:
    return put(keys.case_item(case), "attribute_exists(pk) AND attribute_not_exists(resolved_at)")


def _answered_by_event(message: Message, event: TrackingEvent) -> Operation:
    """The question to HR about a doubtful message needs no answer any more."""
    return update(
        keys.case_key(message.application_id, doubt_id(message)),
        {"resolved_at": event.at, "resolved_by": "system", "resolution": "settled"},
        removed=("gsi1pk", "gsi1sk"),
        condition=PRESENT,
    )
