"""What SES publishes of a mail that it has put into the bucket, as AWS documents it."""

import json
from typing import Any

BUCKET = "inbox"
DOMAIN = "reply.example.com"


def a_notification(
    *recipients: str,
    key: str = "inbound/mail-1",
    sender: str = "ouyang.min@example.com",
    at: str = "2026-11-24T02:02:11.000Z",
    **verdicts: str,
) -> dict[str, Any]:
    """The notification of an S3 action; `verdicts` by name, PASS where none is given."""
    found = {name: verdicts.get(name, "PASS") for name in ("spam", "virus", "spf", "dkim", "dmarc")}
    return {
        "notificationType": "Received",
        "mail": {
            "timestamp": at,
            "source": sender,
            "messageId": "d6iitobk75ur44p8kdnnp7g2n800",
            "destination": list(recipients),
            "headersTruncated": False,
            "headers": [],
            "commonHeaders": {},
        },
        "receipt": {
            "timestamp": at,
            "processingTimeMillis": 222,
            "recipients": list(recipients),
            **{f"{name}Verdict": {"status": status} for name, status in found.items()},
            "action": {
                "type": "S3",
                "topicArn": "arn:aws:sns:eu-central-1:123456789012:replies",
                "bucketName": BUCKET,
                "objectKeyPrefix": "inbound/",
                "objectKey": key,
            },
        },
    }


def a_record(told: dict[str, Any] | str, number: int = 1) -> dict[str, Any]:
    """The queue's record of it: SNS delivers raw."""
    body = told if isinstance(told, str) else json.dumps(told)
    source = "arn:aws:sqs:eu-central-1:123456789012:replies"
    return {"messageId": f"sqs-{number}", "eventSource": "aws:sqs", "eventSourceARN": source, "body": body}
