"""What SES says of a mail that has come in, as AWS documents it.

Source: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html. The mail itself lies in
the bucket already; its recipients, its sender on the envelope and the verdicts are taken from here, because what
stands in the mail may have been written by anybody.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from mianyue.domain.errors import InvalidInput
from mianyue.domain.moments import parse_stamp

INBOX = "inbound/"
"""Folder that the receipt rule puts mails into."""
_VERDICTS = ("spam", "virus", "spf", "dkim", "dmarc")
_NOBODY = "<>"


class Arrival(NamedTuple):
    """One mail that has come in. `verdicts` are SES's words: PASS, FAIL, GRAY, PROCESSING_FAILED, DISABLED."""

    key: str
    at: datetime
    recipients: tuple[str, ...]
    envelope_sender: str
    """'' for a mail that wants no answer to itself (RFC 5321, 4.5.5)."""
    verdicts: Mapping[str, str]

    def fails(self, check: str) -> bool:
        """Whether SES has found against the mail in `check`."""
        return self.verdicts.get(check) == "FAIL"


def read_notification(body: str, bucket: str) -> Arrival | None:
    """The arrival that SNS delivered raw; None when it tells of no mail. Raises InvalidInput (`unreadable`)."""
    try:
        told = json.loads(body)
        return _arrival(told, bucket) if told["notificationType"] == "Received" else None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidInput("notification", "unreadable", type(error).__name__) from error


def _arrival(told: dict[str, Any], bucket: str) -> Arrival:
    mail, receipt = told["mail"], told["receipt"]
    action = receipt["action"]
    if action["type"] != "S3" or action["bucketName"] != bucket or not action["objectKey"].startswith(INBOX):
        raise ValueError(action["type"])
    sender = str(mail.get("source") or "")
    return Arrival(
        key=action["objectKey"],
        at=parse_stamp(mail["timestamp"]),
        recipients=tuple(dict.fromkeys(str(each) for each in receipt["recipients"])),
        envelope_sender="" if sender == _NOBODY else sender,
        verdicts={name: str((receipt.get(f"{name}Verdict") or {}).get("status", "")) for name in _VERDICTS},
    )
