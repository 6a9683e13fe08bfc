"""The track function's other door: the events that SES publishes, as the queue brings them."""

from typing import Any

from functions.track.read_ses_event import read_ses_event
from functions.track.record_ses_event import record_ses_event
from mianyue.adapters.batches import Failures, Records, queue_batch
from mianyue.adapters.log import log
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table


def ses_events(records: Records, table: Table) -> Failures:
    """Record a batch of events; those to bring again. The queue gets them as SES wrote them (raw delivery)."""
    stories, outbox = StoryStore(table), OutboxStore(table)

    def record_one(record: dict[str, Any]) -> None:
        if told := read_ses_event(record["body"]):
            outcome = record_ses_event(stories, outbox, told)
            log("ses_event", id=told.event.message_id, kind=told.kind, outcome=outcome)

    return queue_batch(records, record_one)
