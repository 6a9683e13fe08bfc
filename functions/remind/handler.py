"""Entry point of the remind function: one reminder that is due, or the sweep."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from functions.remind.decide_reminder import decide_reminder
from functions.remind.sweep import Sweep
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.log import log
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.send_queue import SendQueue
from mianyue.adapters.settings import RemindSettings, read
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table


@cache
def _parts() -> tuple[StoryStore, Sweep]:
    settings, client = read(RemindSettings), environment_client()
    table = Table(client, settings.table_name)
    stories = StoryStore(table)
    return stories, Sweep(stories, OutboxStore(table), SendQueue(client, settings.send_queue_url))


def handler(event: dict[str, Any], _context: object) -> None:
    """Decide the reminder that the event names, or sweep."""
    stories, sweep = _parts()
    if event.get("sweep"):
        log("swept", **sweep.run(datetime.now(UTC)))
        return
    reminder = {name: event[name] for name in ("application_id", "entry", "kind", "ordinal")}
    outcome = decide_reminder(stories, **reminder, now=datetime.now(UTC))
    log("reminder", application=reminder["application_id"], entry=reminder["entry"], outcome=outcome)
