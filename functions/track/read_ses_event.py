"""SES's events, read as AWS documents them.

Source: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html. The tags that
the mail left with say which interview an event belongs to; mails without our tags are not ours.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mianyue.domain.errors import InvalidInput
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact
from mianyue.domain.moments import parse_stamp
from mianyue.domain.tracking import TrackingEvent


@dataclass(frozen=True)
class SesEvent:
    """An event of ours. `fact` is None where it changes nothing and only belongs in the timeline."""

    fact: Fact | None
    event: TrackingEvent
    provider_id: str
    accepted_at: datetime
    kind: str
    """SES's own word, e.g. `Delivery`."""


def _bounce(body: dict[str, Any]) -> dict[str, str]:
    return {"type": str(body.get("bounceType", "")), "subtype": str(body.get("bounceSubType", ""))}


def _complaint(body: dict[str, Any]) -> dict[str, str]:
    return {"feedback": str(body.get("complaintFeedbackType") or "")}


def _delay(body: dict[str, Any]) -> dict[str, str]:
    return {"type": str(body.get("delayType", ""))}


def _open(body: dict[str, Any]) -> dict[str, str]:
    return {"user_agent": str(body.get("userAgent", ""))[:200]}


def _reason(body: dict[str, Any]) -> dict[str, str]:
    return {"reason": str(body.get("reason", ""))[:200]}


def _nothing(_body: dict[str, Any]) -> dict[str, str]:
    return {}


_SHAPES: dict[str, tuple[str, str, Fact | None, Callable[[dict[str, Any]], dict[str, str]]]] = {
    # eventType: (member that holds the details, name in the timeline, fact, details)
    "Send": ("send", "sent", Fact.SENT, _nothing),
    "Delivery": ("delivery", "delivered", Fact.DELIVERED, _nothing),
    "DeliveryDelay": ("deliveryDelay", "delivery_delayed", None, _delay),
    "Bounce": ("bounce", "bounced", Fact.BOUNCED, _bounce),
    "Complaint": ("complaint", "complained", Fact.COMPLAINED, _complaint),
    "Reject": ("reject", "rejected", Fact.BOUNCED, _reason),
    "Open": ("open", "opened", Fact.OPENED, _open),
    "Click": ("click", "link_clicked", None, _open),
    "Rendering Failure": ("failure", "rendering_failed", None, _nothing),
}
_SOFT_BOUNCES = frozenset({"Transient", "Undetermined"})


def read_ses_event(notification: str) -> SesEvent | None:
    """The event that SNS delivered raw; None when its mail is not ours or its type is not used here.

    Raises InvalidInput when it has not the shape that SES documents.
    """
    try:
        return _event(json.loads(notification))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise InvalidInput("ses_event", "unreadable", type(error).__name__) from error


def _event(told: dict[str, Any]) -> SesEvent | None:
    kind, mail = told["eventType"], told["mail"]
    tags = {name: values[0] for name, values in (mail.get("tags") or {}).items()}
    if kind not in _SHAPES or "message" not in tags:
        return None
    member, name, fact, details = _SHAPES[kind]
    body = told.get(member) or {}
    event = TrackingEvent(
        application_id=tags["application"],
        entry=int(tags["entry"]),
        event_id=derived(mail["messageId"], kind, _moment_text(body, mail), str(body.get("link", ""))),
        name=name,
        at=_moment(body, mail),
        source="ses",
        message_id=tags["message"],
        detail={name: value for name, value in details(body).items() if value},
    )
    if event.detail.get("type") in _SOFT_BOUNCES:  # the mail may still arrive: shown, but nobody is written off
        fact = None
    return SesEvent(fact, event, mail["messageId"], parse_stamp(mail["timestamp"]), kind)


def _moment_text(body: dict[str, Any], mail: dict[str, Any]) -> str:
    return str(body.get("timestamp") or mail["timestamp"])


def _moment(body: dict[str, Any], mail: dict[str, Any]) -> datetime:
    return parse_stamp(_moment_text(body, mail))
