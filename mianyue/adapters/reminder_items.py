"""What becomes of a waiting reminder, as part of a write: once, whoever else decides it at that moment (M4)."""

from mianyue.adapters import keys
from mianyue.adapters.table import Operation, update
from mianyue.domain.reminder import Reminder, ReminderStatus


def still_waiting(reminder: Reminder, changes: dict[str, object], *, removed: tuple[str, ...] = ()) -> Operation:
    """Change a reminder that waits for the very moment it was read with."""
    return update(
        keys.reminder_key(reminder.application_id, reminder.entry, reminder.ordinal),
        changes,
        removed=removed,
        condition="#status = :waiting AND due_at = :seen",
        waiting=ReminderStatus.WAITING,
        seen=reminder.due_at,
    )


def undone(reminder: Reminder) -> Operation:
    """A written reminder is dropped, whose message is dropped by the same write: another one can be planned."""
    return update(
        keys.reminder_key(reminder.application_id, reminder.entry, reminder.ordinal),
        {"status": ReminderStatus.DROPPED, "reason": reminder.reason},
        condition="#status = :written",
        written=ReminderStatus.WRITTEN,
    )


def dropped(reminder: Reminder) -> Operation:
    """A waiting reminder is dropped, for its `reason`."""
    changes: dict[str, object] = {"status": ReminderStatus.DROPPED, "kind": reminder.kind, "reason": reminder.reason}
    return still_waiting(reminder, changes, removed=("gsi1pk", "gsi1sk"))
