"""Entry point of the remind function: one reminder that is due, or the sweep."""

from functools import cache
from typing import Any, NamedTuple

from functions.remind.decide_reminder import decide_reminder
from functions.remind.sweep import Sweep
from functions.remind.wake_bulks import wake_bulks
from mianyue.adapters import clock
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.background import Invocation
from mianyue.adapters.bulk_store import BulkStore
from mianyue.adapters.log import log, place
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.send_queue import SendQueue
from mianyue.adapters.settings import read
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table

MARGIN = 15_000
"""Milliseconds kept to end a sweep in an orderly way; the next one goes on."""


class RemindSettings(NamedTuple):
    """What the remind function is told."""

    table_name: str
    send_queue_url: str
    bulk_function_name: str


class _Parts(NamedTuple):
    stories: StoryStore
    sweep: Sweep
    bulks: BulkStore
    bulk_function: Invocation


@cache
def _parts() -> _Parts:
    settings, client = read(RemindSettings), environment_client()
    table = Table(client, settings.table_name)
    stories = StoryStore(table)
    sweep = Sweep(stories, OutboxStore(table), SendQueue(client, settings.send_queue_url), _trouble)
    return _Parts(stories, sweep, BulkStore(table), Invocation(client, settings.bulk_function_name, "bulk_id"))


def _trouble(kind: str, error: Exception) -> None:
    log("sweep_trouble", kind=kind, error=type(error).__name__, at=place(error))


def handler(event: dict[str, Any], context: Any) -> None:
    """Decide the reminder that the event names, or sweep."""
    stories, sweep, bulks, bulk_function = _parts()
    if event.get("sweep"):
        woken = wake_bulks(bulks, bulk_function, _trouble, now=clock.now())
        seen = sweep.run(clock.now(), time_left=lambda: context.get_remaining_time_in_millis() > MARGIN)
        log("swept", **seen, **({"Bulk": woken} if woken else {}))
        return
    reminder = {name: event[name] for name in ("application_id", "entry", "kind", "ordinal")}
    outcome = decide_reminder(stories, **reminder, now=clock.now())
    log("reminder", application=reminder["application_id"], entry=reminder["entry"], outcome=outcome)
