"""The track function's other door: the events that SES publishes, as the queue brings them."""

from typing import Any

from functions.track.read_ses_event import Origin, read_ses_event
from functions.track.record_ses_event import record_ses_event
from functions.track.wiring import Parts
from mianyue.adapters.batches import Failures, Records, queue_batch
from mianyue.adapters.data_bucket import DataBucket
from mianyue.adapters.log import log
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.story_store import StoryStore
from mianyue.domain.errors import InvalidInput

APART = "ses-events"
"""Folder, among the poisoned records, of what is no event of ours: each object there raises their alarm."""


def ses_events(records: Records, parts: Parts) -> Failures:
    """Record a batch of events; those to bring again. The queue gets them as SES wrote them (raw delivery).

    What is foreign or broken will never be anything else: it is kept apart at once, not brought again.
    """
    stories, outbox = StoryStore(parts.table), OutboxStore(parts.table)
    apart = DataBucket(parts.client, parts.poisoned_bucket)

    def record_one(record: dict[str, Any]) -> None:
        try:
            told = read_ses_event(record["body"], Origin(parts.configuration_set, _account(record)))
        except InvalidInput as error:
            apart.put(f"{APART}/{record['messageId']}", record["body"].encode(), "application/json")
            log("ses_event_kept_apart", id=record["messageId"], why=error.code)
            return
        if told:
            outcome = record_ses_event(stories, outbox, told)
            log("ses_event", id=told.event.message_id, kind=told.kind, outcome=outcome)

    return queue_batch(records, record_one)


def _account(record: dict[str, Any]) -> str:
    """Whose queue brings it: arn:aws:sqs:REGION:ACCOUNT:NAME."""
    return str(record["eventSourceARN"].split(":")[4])
