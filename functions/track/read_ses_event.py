"""SES's events, read as AWS documents them.

Source: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html and its examples. The
tags that the mail left with say which interview an event belongs to; mails without our tags are nobody's invitation.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from mianyue.domain.errors import InvalidInput
from mianyue.domain.hit import network_of
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact
from mianyue.domain.moments import parse_stamp
from mianyue.domain.tracking import TrackingEvent

_VALIDATION = "Successfully validated SNS topic for Amazon SES event publishing."
"""What SES publishes, as plain text, when the topic is made its destination: ope-tech/laravel-ses#10."""
REFUSALS = frozenset({"Reject", "Rendering Failure"})
"""SES has the mail and will not send it."""


class Origin(NamedTuple):
    """Whose events are ours: of one configuration set, and of one account where that is known."""

    configuration_set: str
    account: str = ""


class SesEvent(NamedTuple):
    """An event of ours. `fact` is None where it changes nothing and only belongs in the timeline."""

    fact: Fact | None
    event: TrackingEvent
    provider_id: str
    accepted_at: datetime
    kind: str
    """SES's own word, e.g. `Delivery`."""
    network: str = ""
    """Of an open or click: the beginning of the address it came from."""
    address: str = ""
    """The mailbox that has returned a mail for good, or whose owner has complained; '' for any other event."""


def _bounce(body: dict[str, Any]) -> dict[str, str]:
    return {"type": str(body["bounceType"]), "subtype": str(body.get("bounceSubType", ""))}


def _complaint(body: dict[str, Any]) -> dict[str, str]:
    return {
        "feedback": str(body.get("complaintFeedbackType") or ""),
        "subtype": str(body.get("complaintSubType") or ""),
    }


def _delay(body: dict[str, Any]) -> dict[str, str]:
    return {"type": str(body.get("delayType", ""))}


def _open(body: dict[str, Any]) -> dict[str, str]:
    return {"user_agent": str(body.get("userAgent", ""))[:200]}


def _click(body: dict[str, Any]) -> dict[str, str]:
    """The link without its query: what follows there may name somebody."""
    return _open(body) | {"link": str(body["link"]).partition("?")[0].partition("#")[0][:200]}


def _reason(body: dict[str, Any]) -> dict[str, str]:
    return {"reason": str(body.get("reason", ""))[:200]}


def _failure(body: dict[str, Any]) -> dict[str, str]:
    return {"template": str(body.get("templateName", ""))[:200]}


def _nothing(_body: dict[str, Any]) -> dict[str, str]:
    return {}


_SHAPES: dict[str, tuple[str, str, Fact | None, Callable[[dict[str, Any]], dict[str, str]]]] = {
    # eventType: (member that holds the details, name in the timeline, fact, details)
    "Send": ("send", "sent", Fact.SENT, _nothing),
    "Delivery": ("delivery", "delivered", Fact.DELIVERED, _nothing),
    "DeliveryDelay": ("deliveryDelay", "delivery_delayed", None, _delay),
    "Bounce": ("bounce", "bounced", Fact.BOUNCED, _bounce),
    "Complaint": ("complaint", "complained", Fact.COMPLAINED, _complaint),
    "Reject": ("reject", "rejected", None, _reason),
    "Open": ("open", "opened", Fact.OPENED, _open),
    "Click": ("click", "link_clicked", Fact.CLICKED, _click),
    "Rendering Failure": ("failure", "rendering_failed", None, _failure),
    "Subscription": ("subscription", "reminders_stopped", Fact.REMINDERS_STOPPED, _nothing),
}
_OF_AN_ADDRESS = frozenset({"Bounce", "Complaint"})
"""Each mail of ours has one recipient, whom `destination` names as the mail did."""
_SOFT_BOUNCES = frozenset({"Transient", "Undetermined"})
_NO_COMPLAINT = "not-spam"
"""Somebody took a mail out of the spam folder."""


def read_ses_event(notification: str, origin: Origin) -> SesEvent | None:
    """The event that SNS delivered raw; None when its mail is nobody's invitation, or it tells us nothing.

    Raises InvalidInput: `foreign` when it is of another configuration set, account or topic, `unreadable` when it has
    not the shape that SES documents.
    """
    if notification.strip() == _VALIDATION:
        return None
    try:
        return _event(json.loads(notification), origin)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise InvalidInput("ses_event", "unreadable", type(error).__name__) from error


def _event(told: dict[str, Any], origin: Origin) -> SesEvent | None:
    if "TopicArn" in told:  # ours comes without the envelope of SNS
        raise InvalidInput("ses_event", "foreign", "topic")
    kind, mail = told["eventType"], told["mail"]
    tags = {name: values[0] for name, values in mail["tags"].items()}
    _ours(tags, mail, origin)
    member, name, fact, details = _SHAPES[kind]
    body = told[member]
    if "message" not in tags or not _tells(kind, body):
        return None
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
    address = mail["destination"][0] if fact and kind in _OF_AN_ADDRESS else ""
    network = network_of(str(body.get("ipAddress", "")))
    return SesEvent(fact, event, mail["messageId"], parse_stamp(mail["timestamp"]), kind, network, address)


def _ours(tags: dict[str, str], mail: dict[str, Any], origin: Origin) -> None:
    if tags.get("ses:configuration-set") != origin.configuration_set:
        raise InvalidInput("ses_event", "foreign", "configuration_set")
    if origin.account and mail.get("sendingAccountId", origin.account) != origin.account:
        raise InvalidInput("ses_event", "foreign", "account")


def _tells(kind: str, body: dict[str, Any]) -> bool:
    """Whether it asks for anything: a subscription that goes on does not, nor does a complaint taken back."""
    if kind == "Subscription":
        return bool(body["newTopicPreferences"].get("unsubscribeAll"))
    return kind != "Complaint" or body.get("complaintFeedbackType") != _NO_COMPLAINT


def _moment_text(body: dict[str, Any], mail: dict[str, Any]) -> str:
    return str(body.get("timestamp") or mail["timestamp"])


def _moment(body: dict[str, Any], mail: dict[str, Any]) -> datetime:
    return parse_stamp(_moment_text(body, mail))
