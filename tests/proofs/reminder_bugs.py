"""Bugs that are put into reminding on purpose: which reminder, how often, and how many in a day."""

from tests.proofs.bug import Bug

_OUTBOX = "mianyue/adapters/outbox_store.py"
_STORY = "mianyue/adapters/story_store.py"
_SENDER = "functions/send/send_message.py"
_REMINDER = "mianyue/domain/reminder.py"

REMINDER_BUGS = (
    Bug(
        "a day has no end to its reminders",
        _OUTBOX,
        'return put(keys.place_item(place), f"{ABSENT} OR message_id = :own", own=place.message_id)',
        "return put(keys.place_item(place))",
    ),
    Bug(
        "a candidate's day begins when it begins in Greenwich",
        "mianyue/domain/reminder_day.py",
        "    day = now.astimezone(zone).date().isoformat()",
        "    day = now.date().isoformat()",
    ),
    Bug(
        "a reminder that finds no room in a day is lost",
        _SENDER,
        "            self._later(self._outbox.hold(found.message, self._policy.next_day(found, now), full.code), now)",
        '            self._outbox.drop(found.message, found.interview, "day_full")',
    ),
    Bug(
        "who has read the mail and not answered is never asked to confirm",
        _REMINDER,
        "    return Kind.UNCONFIRMED_REMINDER if interview.noticed else Kind.UNOPENED_REMINDER",
        "    return Kind.UNOPENED_REMINDER",
    ),
    Bug(
        "who opens a mail the night before its reminder leaves is never asked to confirm",
        _SENDER,
        "            again = now if reason == NOTICED and ordinal_of(found.message) else None",
        "            again = None",
    ),
    Bug(
        "reminding has no end",
        _REMINDER,
        "ordinal % _ROUND > interview.reminders",
        "ordinal % _ROUND > _ROUND",
    ),
    Bug(
        "the other reminder goes out before its own delay is over",
        "functions/remind/decide_reminder.py",
        "    if not reason and now < due_at - EARLY:",
        "    if not reason and now < reminder.due_at - EARLY:",
    ),
    Bug(
        "a reminder is put off that an answer has made needless",
        _STORY,
        "        self._table.write(still_waiting(reminder, later), _as_read(interview))",
        "        self._table.write(still_waiting(reminder, later))",
    ),
    Bug(
        "HR is told that a reminder is cancelled whatever has become of it",
        "mianyue/adapters/reminder_store.py",
        "        self._table.write(dropped(reminder), put(keys.event_item(event), ABSENT))",
        "        self._table.write(put(keys.reminder_item(reminder)), put(keys.event_item(event), ABSENT))",
    ),
    Bug(
        "a reminder that HR has cancelled comes back with a mail that is sent again",
        _OUTBOX,
        'condition = f"{ABSENT} OR (#status <> :written AND #reason <> :by_hr)"',
        'condition = f"{ABSENT} OR (#status <> :written AND (#reason <> :by_hr OR #reason = :by_hr))"',
    ),
    Bug(
        "somebody is reminded of a mail that was refused",
        _OUTBOX,
        "            *(undone(each) if str(each.ordinal) in unsent else dropped(each) for each in reminders),\n",
        "",
    ),
    Bug(
        "a reminder of an earlier time asks about a later one",
        _REMINDER,
        "        return self.ordinal // _ROUND == interview.asks",
        "        return True",
    ),
)
