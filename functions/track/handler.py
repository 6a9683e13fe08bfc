"""Entry point of the track function: link hits, and the events that SES publishes."""

import hmac
from typing import Any

from functions.track.follow_link import follow_link
from functions.track.read_ses_event import read_ses_event
from functions.track.record_ses_event import record_ses_event
from functions.track.wiring import parts
from mianyue.adapters import clock
from mianyue.adapters.batches import queue_batch
from mianyue.adapters.log import log


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer a link hit with a redirect, or a batch of events with those to bring again."""
    if "Records" in event:
        return queue_batch(event["Records"], _ses_event)
    return _link_hit(event)


def _ses_event(record: dict[str, Any]) -> None:
    told = read_ses_event(record["body"])  # the queue gets it as SES wrote it: raw message delivery
    if told:
        outcome = record_ses_event(parts().stories, parts().outbox, told)
        log("ses_event", id=told.event.message_id, kind=told.kind, outcome=outcome)


def _link_hit(event: dict[str, Any]) -> dict[str, Any]:
    headers, context = event["headers"], event["requestContext"]
    if not hmac.compare_digest(headers.get("x-origin-secret", "").encode(), parts().origin_secret.encode()):
        return {"statusCode": 403}
    location = follow_link(
        parts().stories,
        parts().links,
        (event.get("pathParameters") or {}).get("token", ""),
        method=context["http"]["method"],
        user_agent=headers.get("user-agent", ""),
        hit_id=context["requestId"],
        now=clock.now(),
    )
    return {"statusCode": 302, "headers": {"location": location, "cache-control": "no-store"}}
