"""The events SES publishes for a mail, in the JSON it documents for configuration sets with an SNS destination.

Shapes: "Contents of event data that Amazon SES publishes to Amazon SNS" and its examples, SES developer guide.
Which addresses bounce and complain: "Using the Amazon SES mailbox simulator", same guide.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from local.laptop import ACCOUNT, REGION
from local.mails import Mail

type SesEvent = dict[str, Any]

DELIVERY_DELAY = timedelta(milliseconds=420)
BOUNCE_DELAY = timedelta(milliseconds=680)
COMPLAINT_DELAY = timedelta(milliseconds=1200)
_SIMULATOR = re.compile(r"(\w+)(\+[^@]*)?@simulator\.amazonses\.com", re.IGNORECASE)


def automatic_events(mail: Mail) -> list[SesEvent]:
    """What SES reports by itself: Send, then Delivery, Bounce or Complaint by the recipients' addresses.

    The same mail always gives the same events, so that one published twice is recognised as one.
    """
    bounced = [each for each in mail.destination if _scenario(each) in ("bounce", "suppressionlist")]
    complained = [each for each in mail.destination if _scenario(each) == "complaint"]
    delivered = [each for each in mail.destination if each not in bounced]
    events = [_event("Send", mail, {})]
    if delivered:
        events.append(_delivery(mail, delivered))
    if bounced:
        events.append(_bounce(mail, bounced))
    if complained:
        events.append(_complaint(mail, complained))
    return events


def open_event(mail: Mail, *, at: datetime, ip_address: str, user_agent: str) -> SesEvent:
    """Somebody's mail program has loaded the tracking pixel."""
    return _event("Open", mail, {"ipAddress": ip_address, "timestamp": _stamp(at), "userAgent": user_agent})


def click_event(mail: Mail, *, link: str, at: datetime, ip_address: str, user_agent: str) -> SesEvent:
    """Somebody has followed a rewritten link."""
    seen = {"ipAddress": ip_address, "timestamp": _stamp(at), "userAgent": user_agent}
    return _event("Click", mail, {**seen, "link": link, "linkTags": None})


def moment_of(event: SesEvent) -> str:
    """When the event happened; a Send has no moment of its own and takes the mail's."""
    detail: Mapping[str, str] = event[event["eventType"].lower()]
    return detail.get("timestamp", event["mail"]["timestamp"])


def _scenario(address: str) -> str:
    match = _SIMULATOR.fullmatch(parseaddr(address)[1])
    return match[1].lower() if match else ""


def _event(kind: str, mail: Mail, detail: Mapping[str, Any]) -> SesEvent:
    return {"eventType": kind, "mail": _mail(mail), kind.lower(): dict(detail)}


def _delivery(mail: Mail, recipients: list[str]) -> SesEvent:
    detail = {
        "timestamp": _stamp(mail.accepted_at + DELIVERY_DELAY),
        "processingTimeMillis": DELIVERY_DELAY // timedelta(milliseconds=1),
        "recipients": recipients,
        "smtpResponse": "250 2.6.0 Message received",
        "reportingMTA": "mailbox.laptop",
    }
    return _event("Delivery", mail, detail)


def _bounce(mail: Mail, recipients: list[str]) -> SesEvent:
    failed = {"action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown"}
    detail = {
        "bounceType": "Permanent",
        "bounceSubType": "General",
        "bouncedRecipients": [{"emailAddress": each, **failed} for each in recipients],
        "timestamp": _stamp(mail.accepted_at + BOUNCE_DELAY),
        "feedbackId": f"{mail.message_id}-bounce",
        "reportingMTA": "dsn; mailbox.laptop",
    }
    return _event("Bounce", mail, detail)


def _complaint(mail: Mail, recipients: list[str]) -> SesEvent:
    moment = _stamp(mail.accepted_at + COMPLAINT_DELAY)
    detail = {
        "complainedRecipients": [{"emailAddress": each} for each in recipients],
        "timestamp": moment,
        "feedbackId": f"{mail.message_id}-complaint",
        "complaintSubType": None,
        "userAgent": "Amazon SES Mailbox Simulator",
        "complaintFeedbackType": "abuse",
        "arrivalDate": moment,
    }
    return _event("Complaint", mail, detail)


def _mail(mail: Mail) -> dict[str, Any]:
    sender = parseaddr(mail.source)[1]
    return {
        "timestamp": _stamp(mail.accepted_at),
        "source": mail.source,
        "sourceArn": f"arn:aws:ses:{REGION}:{ACCOUNT}:identity/{sender}",
        "sendingAccountId": ACCOUNT,
        "messageId": mail.message_id,
        "destination": list(mail.destination),
        "headersTruncated": False,
        "headers": [{"name": name, "value": value} for name, value in mail.headers.items()],
        "commonHeaders": {
            "from": [mail.source],
            "to": list(mail.destination),
            "messageId": mail.message_id,
            "subject": mail.subject,
        },
        "tags": _tags(mail, sender),
    }


def _tags(mail: Mail, sender: str) -> dict[str, list[str]]:
    automatic = {
        "ses:configuration-set": mail.configuration_set,
        "ses:source-ip": "127.0.0.1",
        "ses:from-domain": sender.rpartition("@")[2],
        "ses:caller-identity": "laptop",
    }
    return {name: [value] for name, value in {**automatic, **mail.tags}.items()}


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
