"""Entry point of the send function: the table's stream, and the send queue."""

import json
from typing import Any

from functions.send.queue_message import queue_message
from functions.send.wiring import parts
from mianyue.adapters import clock
from mianyue.adapters.batches import queue_batch, stream_batch
from mianyue.adapters.items import decode
from mianyue.adapters.log import log
from mianyue.domain.message import Message
from mianyue.domain.moments import parse_stamp


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer a batch of stream records or queue messages with the identifiers of those to bring again."""
    records = event["Records"]
    if records[0]["eventSource"] == "aws:dynamodb":
        return stream_batch(records, _stream_record)
    return queue_batch(records, _queue_record)


def _stream_record(record: dict[str, Any]) -> None:
    image = record["dynamodb"]["NewImage"]
    if image["type"]["S"] == "stage_entry":
        # HR may have switched a rule on a moment ago, and then moved somebody: older rules would miss them.
        since = parse_stamp(image["entered_at"]["S"]).timestamp()
        _route(image["application_id"]["S"], int(image["number"]["N"]), since)
    elif image["type"]["S"] == "message":
        wired = parts()
        queue_message(wired.queue, wired.schedules, decode(Message, image), now=clock.now())
    elif image["type"]["S"] == "event":
        from functions.send.event_handler import review  # noqa: PLC0415 - the same: no mail waits for it

        review(parts(), image["application_id"]["S"], int(image["entry"]["N"]))


def _queue_record(record: dict[str, Any]) -> None:
    reference = json.loads(record["body"])
    if message_id := reference.get("message_id"):
        application_id, entry = reference["application_id"], reference["entry"]
        outcome = parts().sender.send(application_id, entry, message_id, now=clock.now())
        log("message", id=message_id, outcome=outcome)
    elif "trial_id" in reference:
        from functions.send.trial_handler import send_trial  # noqa: PLC0415 - the same: the first mail does not wait for it

        send_trial(parts(), reference)
    else:
        _route(reference["application_id"], reference["entry"])


def _route(application_id: str, number: int, since: float = 0.0) -> None:
    # A mail that is due, often in a cold process, does not wait for what only routing needs.
    from functions.send.stage_entry_handler import route  # noqa: PLC0415

    route(parts(), application_id, number, since)
