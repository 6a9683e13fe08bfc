"""Entry point of the track function: link hits, and the events that SES publishes."""

import hmac
from typing import Any

from functions.track.follow_link import follow_link
from functions.track.wiring import parts
from mianyue.adapters import clock


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer a link hit with a redirect, or a batch of events with those to bring again."""
    if "Records" in event:
        # A candidate who clicks does not wait for what only these events need: half of all imports.
        from functions.track.queue_handler import ses_events  # noqa: PLC0415

        return ses_events(event["Records"], parts().table)
    return _link_hit(event)


def _link_hit(event: dict[str, Any]) -> dict[str, Any]:
    headers, context = event["headers"], event["requestContext"]
    if not hmac.compare_digest(headers.get("x-origin-secret", "").encode(), parts().origin_secret.encode()):
        return {"statusCode": 403}
    location = follow_link(
        parts().hits,
        parts().links,
        (event.get("pathParameters") or {}).get("token", ""),
        method=context["http"]["method"],
        user_agent=headers.get("user-agent", ""),
        hit_id=context["requestId"],
        now=clock.now(),
    )
    return {"statusCode": 302, "headers": {"location": location, "cache-control": "no-store"}}
