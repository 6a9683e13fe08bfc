"""Plays SES's receiving: what is answered in the mailbox is put into the stack's bucket, and its topic hears of it.

The engine receives no mail. Notification: "Contents of notifications for Amazon SES email receiving", SES developer
guide, as of an S3 action.
"""

import json
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from uuid import uuid4

from local.mails import Mail

FOLDER = "inbound/"
_VERDICTS = ("spamVerdict", "virusVerdict", "spfVerdict", "dkimVerdict", "dmarcVerdict")


class ReplyDelivery:
    """Takes answers in for `domain`: `put` writes an object into `bucket`, `publish` tells the topic."""

    def __init__(
        self, *, put: Callable[[str, bytes], object], publish: Callable[[str], object], bucket: str, domain: str
    ) -> None:
        self._put = put
        self._publish = publish
        self._bucket = bucket
        self._domain = domain

    def takes(self, mail: Mail) -> bool:
        """Whether answers to `mail` come in here, and not into somebody's mailbox."""
        return any(address.endswith(f"@{self._domain}") for address in mail.reply_to)

    def deliver(self, mail: Mail, text: str, *, automatic: bool, at: datetime) -> None:
        """The reader of `mail` answers it, or their mail system does so for them."""
        key = f"{FOLDER}{uuid4().hex}"
        self._put(key, written_reply(mail, text, automatic=automatic, at=at))
        told = _notification(mail, key, self._bucket, automatic=automatic, at=at)
        self._publish(json.dumps(told))


def written_reply(mail: Mail, text: str, *, automatic: bool, at: datetime) -> bytes:
    """The mail as a mail program writes it, with what it answers below; as a responder does, without."""
    answer = EmailMessage(policy=SMTP)
    answer["From"], answer["To"] = mail.destination[0], mail.reply_to[0]
    answer["Subject"] = f"{'自动回复: ' if automatic else 'Re: '}{mail.subject}"
    answer["Date"], answer["Message-ID"] = format_datetime(at), f"<{uuid4().hex}@mailbox.test>"
    answer["In-Reply-To"] = f"<{mail.message_id}>"
    if automatic:
        answer["Auto-Submitted"] = "auto-replied"
    quoted = "\n".join(f"> {line}" for line in mail.text.split("\n"))
    answer.set_content(text if automatic else f"{text}\n\n------------------ 原始邮件 ------------------\n{quoted}")
    return answer.as_bytes()


def _notification(mail: Mail, key: str, bucket: str, *, automatic: bool, at: datetime) -> dict[str, Any]:
    stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    recipients = [parseaddr(address)[1] for address in mail.reply_to]
    return {
        "notificationType": "Received",
        "mail": {
            "timestamp": stamp,
            "source": "" if automatic else mail.destination[0],
            "messageId": key.removeprefix(FOLDER),
            "destination": recipients,
        },
        "receipt": {
            "timestamp": stamp,
            "recipients": recipients,
            **{verdict: {"status": "PASS"} for verdict in _VERDICTS},
            "action": {"type": "S3", "bucketName": bucket, "objectKeyPrefix": FOLDER, "objectKey": key},
        },
    }
