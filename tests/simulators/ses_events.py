"""What SES publishes of a mail, as AWS documents it; and what others put on the same queue.

Source: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html and its examples.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.track.ses import DETAILS

CONFIGURATION_SET, ACCOUNT = "mianyue", "123456789012"
REFUSALS = ("Reject", "Rendering Failure")
"""SES has taken a mail, and will not send it."""


def ses_event(told: dict[str, Any], kind: str, happened: float, details: dict[str, Any]) -> str:
    """An event of a mail that `told` describes, as `described` makes it."""
    member, usual = DETAILS[kind]
    moment = {"timestamp": _iso(happened)} if "timestamp" in usual else {}
    return json.dumps({"eventType": kind, "mail": told, member: {**usual, **moment, **details}})


def described(provider_id: str, to: str, tags: dict[str, str], accepted: float) -> dict[str, Any]:
    """The member `mail` of every event."""
    return {
        "timestamp": _iso(accepted),
        "messageId": provider_id,
        "sendingAccountId": ACCOUNT,
        "destination": [to],
        "tags": {name: [value] for name, value in tags.items()} | {"ses:configuration-set": [CONFIGURATION_SET]},
    }


def _another_deployment(told: dict[str, Any]) -> str:
    tags = told["tags"] | {"ses:configuration-set": ["another"]}
    return ses_event(told | {"tags": tags}, "Bounce", 0.0, {})


def _another_account(told: dict[str, Any]) -> str:
    return ses_event(told | {"sendingAccountId": "210987654321"}, "Complaint", 0.0, {})


def _in_an_envelope(told: dict[str, Any]) -> str:
    message = ses_event(told, "Bounce", 0.0, {})
    return json.dumps(
        {"Type": "Notification", "TopicArn": "arn:aws:sns:eu-central-1:123456789012:x", "Message": message}
    )


def _cut_off(told: dict[str, Any]) -> str:
    return ses_event(told, "Bounce", 0.0, {})[:-9]


def _unheard_of(told: dict[str, Any]) -> str:
    return json.dumps({"eventType": "Levitation", "mail": told, "levitation": {}})


FOREIGN: tuple[Callable[[dict[str, Any]], str], ...] = (
    _another_deployment,
    _another_account,
    _in_an_envelope,
    _cut_off,
    _unheard_of,
)
"""What is no event of ours, though it speaks of a mail of ours: believed, it would do harm."""


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
