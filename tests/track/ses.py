"""SES events as AWS documents them (event-publishing-retrieving-sns-examples), cut to what matters."""

import json
from typing import Any

from tests.builders import APPLICATION_ID, an_invitation

DETAILS: dict[str, tuple[str, dict[str, Any]]] = {
    "Send": ("send", {}),
    "Delivery": ("delivery", {"timestamp": "2026-11-23T02:00:03.000Z", "processingTimeMillis": 2000}),
    "DeliveryDelay": ("deliveryDelay", {"timestamp": "2026-11-23T02:05:00.000Z", "delayType": "MailboxFull"}),
    "Bounce": (
        "bounce",
        {"timestamp": "2026-11-23T02:00:04.000Z", "bounceType": "Permanent", "bounceSubType": "General"},
    ),
    "Complaint": (
        "complaint",
        {"timestamp": "2026-11-23T03:00:00.000Z", "complaintFeedbackType": "abuse"},
    ),
    "Reject": ("reject", {"reason": "Bad content"}),
    "Open": ("open", {"timestamp": "2026-11-23T02:10:00.000Z", "userAgent": "Mozilla/5.0", "ipAddress": "192.0.2.1"}),
    "Click": (
        "click",
        {"timestamp": "2026-11-23T02:11:00.000Z", "userAgent": "Mozilla/5.0", "link": "https://example.com/about"},
    ),
    "Rendering Failure": ("failure", {"errorMessage": "x", "templateName": "y"}),
    "Subscription": ("subscription", {"timestamp": "2026-11-23T02:11:00.000Z"}),
}


def a_notification(kind: str, *, mail: dict[str, Any] | None = None, **details: Any) -> str:
    """The `Message` of an SNS notification about our invitation."""
    member, body = DETAILS[kind]
    told = {
        "eventType": kind,
        "mail": {
            "timestamp": "2026-11-23T02:00:01.000Z",
            "messageId": "0100ses-000000",
            "destination": ["somebody@example.com"],
            "tags": {
                "application": [APPLICATION_ID],
                "entry": ["2"],
                "message": [an_invitation().message_id],
                "ses:configuration-set": ["mianyue"],
            },
            **(mail or {}),
        },
        member: {**body, **details},
    }
    return json.dumps(told)
