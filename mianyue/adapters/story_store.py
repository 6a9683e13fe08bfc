"""An application's story: everything about it in one Query, and the facts written into it."""

from collections.abc import Iterable
from copy import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mianyue.adapters import bulk_items, keys
from mianyue.adapters.items import Item, decode
from mianyue.adapters.partitions import story_pk
from mianyue.adapters.reminder_items import still_waiting
from mianyue.adapters.table import ABSENT, PRESENT, ConditionFailed, Operation, Table, check, put, update
from mianyue.domain.application import Application, StageEntry
from mianyue.domain.calling_off import CalledOff
from mianyue.domain.deadline import Deadline, deadline_of
from mianyue.domain.errors import NotFound
from mianyue.domain.hit import RawHit
from mianyue.domain.interview import Interview
from mianyue.domain.message import REFUSED, Message, Status
from mianyue.domain.moments import stamp
from mianyue.domain.question import Question
from mianyue.domain.reminder import Reminder, ReminderStatus
from mianyue.domain.suppression import Suppression
from mianyue.domain.tracking import ExceptionCase, Story, TrackingEvent

if TYPE_CHECKING:
    from mianyue.domain.bringing_back import BroughtBack

_KINDS: dict[str, tuple[str, type[Any]]] = {
    "stage_entry": ("entries", StageEntry),
    "interview": ("interviews", Interview),
    "message": ("messages", Message),
    "reminder": ("reminders", Reminder),
    "event": ("events", TrackingEvent),
    "hit": ("hits", RawHit),
    "case": ("cases", ExceptionCase),
    "question": ("questions", Question),
}


class StoryStore:
    """Applications with their interviews, messages, reminders and events."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def story(self, application_id: str) -> Story:
        """The whole story. Raises NotFound."""
        return _story(self._table.items(story_pk(application_id)))

    def application(self, application_id: str) -> Application:
        """The application alone. Raises NotFound."""
        return decode(Application, self._one(keys.application_key(application_id)))

    def interview(self, application_id: str, number: int) -> Interview:
        """One interview. Raises NotFound."""
        return decode(Interview, self._one(keys.interview_key(application_id, number)))

    def enter(
        self,
        before: Application,
        after: Application,
        entry: StageEntry,
        ended: Iterable[CalledOff] = (),
        *,
        left: StageEntry | None = None,
        back: Iterable["BroughtBack"] = (),
    ) -> None:
        """Move an application: its new stage, the entry, and the interviews that ends or brings back, together (R5).

        `left` is the entry it leaves. Raises Conflict, also when that has been routed since it was read: an interview
        may have come of it.
        """
        self._table.write(
            update(
                keys.application_key(before.application_id),
                {"stage": after.stage, "entry": after.entry},
                condition="entry = :seen",
                seen=before.entry,
            ),
            put(keys.entry_item(entry), ABSENT),
            *(operation for each in ended for operation in _called_off(each)),
            *(operation for each in back for operation in _brought_back(each)),
            *_still_unrouted(left),
        )

    def routed(self, entry: StageEntry) -> None:
        """A stage entry has been looked at and asks for nothing."""
        self._table.write(_routed(entry), *bulk_items.routed(entry.batch, entry.application_id, 0))

    def invite(
        self,
        entry: StageEntry,
        interview: Interview,
        messages: Iterable[Message],
        cases: Iterable[ExceptionCase],
        ended: Iterable[CalledOff] = (),
    ) -> None:
        """Make the interview of a stage entry and its invitation, once, while the application still stands there.

        `ended` are the interviews that it replaces. Raises Conflict.
        """
        written = list(messages)
        self._table.write(
            *(operation for each in ended for operation in _called_off(each)),
            put(keys.interview_item(interview), ABSENT),
            put(keys.deadline_item(deadline_of(interview)), ABSENT),
            *(put(keys.message_item(message), ABSENT) for message in written),
            *(put(keys.case_item(case), ABSENT) for case in cases),
            _routed(entry),
            check(keys.application_key(entry.application_id), "entry = :number", number=entry.number),
            *bulk_items.routed(entry.batch, entry.application_id, len(written)),
        )

    def record(
        self,
        event: TrackingEvent,
        before: Interview,
        after: Interview,
        *,
        messages: Iterable[Message] = (),
        cases: Iterable[ExceptionCase] = (),
        suppressed: Suppression | None = None,
    ) -> bool:
        """Write an event with what it changes, exceptions opened and closed by it among it.

        `suppressed` is an address that no mail goes to from here on. False when this very event was written before.

        Raises Conflict when the interview has changed since `before` was read.
        """
        operations = [put(keys.event_item(event), ABSENT), *interview_changed(before, after)]
        operations += [put(keys.message_item(message), ABSENT) for message in messages]
        operations += [put(keys.case_item(case), PRESENT if case.resolved_at else ABSENT) for case in cases]
        operations += [put(keys.suppression_item(suppressed))] if suppressed else []
        return self._table.write_once(*operations)

    def reminder(self, application_id: str, entry: int, ordinal: int) -> Reminder:
        """One reminder. Raises NotFound."""
        return decode(Reminder, self._one(keys.reminder_key(application_id, entry, ordinal)))

    def reminders(self, application_id: str, entry: int) -> list[Reminder]:
        """Every reminder of one interview, whatever has become of it."""
        items = self._table.items(story_pk(application_id), prefix=keys.reminders_of(entry))
        return [decode(Reminder, item) for item in items]

    def decide(self, reminder: Reminder, interview: Interview, message: Message | None, reason: str) -> None:
        """Settle a waiting reminder, on the very interview that was read (M4). Raises Conflict."""
        status = ReminderStatus.WRITTEN if message else ReminderStatus.DROPPED
        settled: dict[str, object] = {"status": status, "kind": reminder.kind, "reason": reason}
        decided = (still_waiting(reminder, settled, removed=("gsi1pk", "gsi1sk")), _as_read(interview))
        try:
            self._table.write(*decided, *((put(keys.message_item(message), ABSENT),) if message else ()))
        except ConditionFailed as error:
            if message is None or error.failed != {len(decided)}:
                raise
            self._table.write(*decided, self._anew(message))

    def _anew(self, message: Message) -> Operation:
        """In the place of the one that was dropped with the mail it would have followed, and never left.

        The tries are counted on: a request of before that is repeated late cannot touch it.
        """
        item = self._one(keys.message_key(message.application_id, message.message_id))
        tries, seen = decode(Message, item).tries, "#status = :dropped AND #reason = :refused AND tries = :seen"
        again = keys.message_item(replace(message, tries=tries))
        return put(again, seen, dropped=Status.DROPPED, refused=REFUSED, seen=tries)

    def put_off(self, reminder: Reminder, interview: Interview, due_at: datetime) -> Reminder:
        """A waiting reminder gets a later time, on the very interview that was read; as it is then. Raises Conflict."""
        later: dict[str, object] = {"kind": reminder.kind, "due_at": due_at, "gsi1sk": keys.reminder_place(due_at)}
        self._table.write(still_waiting(reminder, later), _as_read(interview))
        return replace(reminder, due_at=due_at)

    def deadline_met(self, deadline: Deadline) -> None:
        """A deadline needs no more watching. Raises Conflict when it has moved since."""
        key = keys.deadline_key(deadline.application_id, deadline.entry)
        seen = deadline.due_at
        self._table.write(update(key, {}, removed=("gsi1pk", "gsi1sk"), condition="due_at = :seen", seen=seen))

    def resolve(self, case: ExceptionCase) -> None:
        """Close an exception, if it is still open. Raises Conflict."""
        item = keys.case_item(case)
        self._table.write(put(item, "attribute_exists(pk) AND attribute_not_exists(resolved_at)"))

    def _one(self, key: tuple[str, str]) -> Item:
        if item := self._table.get(key):
            return item
        raise NotFound(key[1])


def _as_read(interview: Interview) -> Operation:
    return check(keys.interview_key(interview.application_id, interview.number), "rev = :rev", rev=interview.rev)


def _routed(entry: StageEntry) -> Operation:
    changes: dict[str, object] = {"routed_at": stamp(entry.routed_at or entry.entered_at)}
    return update(
        keys.entry_key(entry.application_id, entry.number),
        changes,
        removed=("gsi1pk", "gsi1sk"),
        condition="attribute_exists(pk) AND attribute_not_exists(routed_at)",
    )


def _still_unrouted(entry: StageEntry | None) -> tuple[Operation, ...]:
    if entry is None or entry.routed_at:
        return ()
    return (check(keys.entry_key(entry.application_id, entry.number), "attribute_not_exists(routed_at)"),)


def _called_off(ending: CalledOff) -> list[Operation]:
    return [
        put(keys.event_item(ending.event), ABSENT),
        *interview_changed(ending.before, ending.after),
        *(put(keys.message_item(message), ABSENT) for message in ending.messages),
    ]


def _brought_back(back: "BroughtBack") -> list[Operation]:
    return [
        put(keys.event_item(back.event), ABSENT),
        *interview_changed(back.before, back.after),
        put(keys.deadline_item(back.deadline)),
        *_untold(back.untold),
        *_unsent(back.unsent),
        *(_waits_again(each) for each in back.reminders),
    ]


def _waits_again(reminder: Reminder) -> Operation:
    return put(keys.reminder_item(reminder), "#status = :dropped", dropped=ReminderStatus.DROPPED)


def _untold(message: Message | None) -> tuple[Operation, ...]:
    """Nobody may have been told what no longer holds."""
    if message is None:
        return ()
    from mianyue.domain.bringing_back import BROUGHT_BACK  # noqa: PLC0415 - for a move alone: no mail waits for it

    dropped = replace(message, status=Status.DROPPED, reason=BROUGHT_BACK)
    return (put(keys.message_item(dropped), "#status = :queued AND tries = :none", queued=Status.QUEUED, none=0),)


def _unsent(message: Message | None) -> tuple[Operation, ...]:
    if message is None:
        return ()
    key = keys.message_key(message.application_id, message.message_id)
    return (check(key, "#status <> :dropped", dropped=Status.DROPPED),)


def interview_changed(before: Interview, after: Interview) -> list[Operation]:
    """A deadline that has moved is watched anew."""
    if after is before:
        return []
    changed = [put(keys.interview_item(after), "rev = :rev", rev=before.rev)]
    return changed if after.deadline == before.deadline else [*changed, put(keys.deadline_item(deadline_of(after)))]


def _story(items: Iterable[Item]) -> Story:
    application: Application | None = None
    parts: dict[str, list[Any]] = {}
    for item in items:
        kind = item["type"]["S"]
        if kind == "application":
            application = decode(Application, item)
        elif kind in _KINDS:
            part, entity = _KINDS[kind]
            parts.setdefault(part, []).append(decode(entity, item))
    if application is None:
        raise NotFound("application")
    return Story(application, **{part: tuple(entities) for part, entities in parts.items()})
