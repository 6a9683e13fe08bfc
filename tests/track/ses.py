"""SES events as AWS documents them (event-publishing-retrieving-sns-examples), cut to what matters."""

import json
from typing import Any

from functions.track.read_ses_event import Origin
from tests.builders import APPLICATION_ID, an_invitation

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 10_3_3 like Mac OS X) AppleWebKit/603.3.8 (KHTML, like Gecko) Mobile/14G60"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/60.0.3112.90 Safari/537.36"
)
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
    "Open": ("open", {"timestamp": "2026-11-23T02:10:00.000Z", "userAgent": IPHONE, "ipAddress": "192.0.2.1"}),
    "Click": (
        "click",
        {
            "timestamp": "2026-11-23T02:11:00.000Z",
            "userAgent": CHROME,
            "ipAddress": "192.0.2.1",
            "link": "https://example.com/about?to=somebody#top",
            "linkTags": None,
        },
    ),
    "Rendering Failure": (
        "failure",
        {
            "errorMessage": "Attribute 'attributeName' is not present in the rendering data.",
            "templateName": "MyTemplate",
        },
    ),
    "Subscription": (
        "subscription",
        {
            "contactList": "ContactListName",
            "timestamp": "2026-11-23T02:11:00.000Z",
            "source": "UnsubscribeHeader",
            "newTopicPreferences": {
                "unsubscribeAll": True,
                "topicSubscriptionStatus": [{"topicName": "ExampleTopicName", "subscriptionStatus": "OptOut"}],
            },
            "oldTopicPreferences": {
                "unsubscribeAll": False,
                "topicSubscriptionStatus": [{"topicName": "ExampleTopicName", "subscriptionStatus": "OptOut"}],
            },
        },
    ),
}


ORIGIN = Origin("mianyue", "123456789012")


def a_notification(kind: str, *, mail: dict[str, Any] | None = None, **details: Any) -> str:
    """The `Message` of an SNS notification about our invitation."""
    member, body = DETAILS[kind]
    told = {
        "eventType": kind,
        "mail": {
            "timestamp": "2026-11-23T02:00:01.000Z",
            "messageId": "0100ses-000000",
            "sendingAccountId": "123456789012",
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
