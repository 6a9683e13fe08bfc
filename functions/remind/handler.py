"""Entry point of the remind function: one reminder that is due, or the sweep."""

from typing import Any

from functions.remind.decide_reminder import decide_reminder
from functions.remind.wake_bulks import wake_bulks
from functions.remind.wake_imports import wake_imports
from functions.remind.wiring import parts, trouble
from mianyue.adapters import clock
from mianyue.adapters.log import log
from mianyue.domain.reminder import Reminder

MARGIN = 15_000
"""Milliseconds kept to end a sweep in an orderly way; the next one goes on."""


def handler(event: dict[str, Any], context: Any) -> None:
    """Decide the reminder that the event names, or sweep."""
    stories, sweep, schedules, bulks, bulk_function, imports, imports_function = parts()

    def wake(reminder: Reminder) -> None:
        """Call this very function when `reminder` is due."""
        schedules.reminder(reminder, context.invoked_function_arn)

    if event.get("sweep"):
        woken = {
            "Bulk": wake_bulks(bulks, bulk_function, trouble, now=clock.now()),
            "Import": wake_imports(imports, imports_function, trouble, now=clock.now()),
        }
        seen = sweep.run(clock.now(), wake=wake, time_left=lambda: context.get_remaining_time_in_millis() > MARGIN)
        log("swept", **seen, **{name: count for name, count in woken.items() if count})
        return
    reminder = {name: event[name] for name in ("application_id", "entry", "ordinal")}
    outcome = decide_reminder(stories, wake, **reminder, now=clock.now())
    log("reminder", application=reminder["application_id"], entry=reminder["entry"], outcome=outcome)
