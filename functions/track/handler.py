"""Entry point of the track function: link hits, one-click unsubscribing, and the events that SES publishes."""

import hmac
from typing import Any

from functions.track.follow_link import follow_link
from functions.track.wiring import parts
from mianyue.adapters import clock
from mianyue.domain.hit import network_of


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer a link hit with a redirect, one-click unsubscribing with nothing, a batch with what to bring again."""
    if "Records" in event:
        # A candidate who clicks does not wait for what only these events need: half of all imports.
        from functions.track.queue_handler import ses_events  # noqa: PLC0415

        return ses_events(event["Records"], parts())
    return _link_hit(event)


def _link_hit(event: dict[str, Any]) -> dict[str, Any]:
    headers, context = event["headers"], event["requestContext"]
    if not hmac.compare_digest(headers.get("x-origin-secret", "").encode(), parts().origin_secret.encode()):
        return {"statusCode": 403}
    method, token = context["http"]["method"], (event.get("pathParameters") or {}).get("token", "")
    if method == "POST":
        from functions.track.post_handler import post  # noqa: PLC0415 - the same: rare, and a machine can wait

        return post(event, token, parts().table, parts().links)
    location = follow_link(
        parts().hits,
        parts().links,
        token,
        method=method,
        user_agent=headers.get("user-agent", ""),
        network=network_of(headers.get("x-forwarded-for", "")),
        hit_id=context["requestId"],
        now=clock.now(),
    )
    return {"statusCode": 302, "headers": {"location": location, "cache-control": "no-store"}}
