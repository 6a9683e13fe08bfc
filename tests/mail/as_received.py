"""A mail as the candidate's mail server gets it: what we ask of SES, made into the message that SES makes of it."""

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.mail_channel import MailChannel
from mianyue.adapters.wire import Wire
from mianyue.domain.errors import Throttled
from mianyue.domain.outgoing import OutgoingMail

_RECEIVED = (
    "Received: from a7-12.smtp-out.eu-west-1.amazonses.com (a7-12.smtp-out.eu-west-1.amazonses.com [54.240.7.12])\r\n"
    "\tby mx.example.com (Postfix) with ESMTPS id 4Abcdef for <candidate@example.com>;\r\n"
    "\tMon, 23 Nov 2026 02:00:01 +0000 (UTC)\r\n"
)
_GIVEN_BY_SES = (
    "Date: Mon, 23 Nov 2026 02:00:00 +0000\r\n"
    "Message-ID: <0102018f5c1b2a3d-4e5f6a7b-8c9d-0e1f-2a3b-4c5d6e7f8a9b-000000@eu-west-1.amazonses.com>\r\n"
    "Feedback-ID: ::1.eu-west-1.AbCdEfGh:AmazonSES\r\n"
    "X-SES-Outgoing: 2026.11.23-54.240.7.12\r\n"
)


class _Ses(AwsClient):
    """Takes one request and shows it."""

    def __init__(self) -> None:
        super().__init__(Wire(), region="eu-west-1", credentials=_nobody)
        self.asked: dict[str, Any] = {}

    def request(self, *_: Any, body: bytes = b"", **__: Any) -> bytes:
        self.asked = json.loads(body)
        return b'{"MessageId": "0102018f5c1b2a3d"}'


class _AtOnce:
    def turn(self, *, one_of_many: bool = False) -> None:
        """Nobody waits."""

    def leaves(self) -> None:
        """Nobody counts."""

    def refused(self, error: Throttled) -> None:
        """Nothing is refused."""


def as_received(mail: OutgoingMail) -> bytes:
    """The whole message, headers of the servers on the way included."""
    ses = _Ses()
    MailChannel(ses, _AtOnce(), configuration_set="mianyue").send(mail)
    content = ses.asked["Content"]
    made = b64decode(content["Raw"]["Data"]) if "Raw" in content else _made(ses.asked, content["Simple"])
    return (_RECEIVED + _GIVEN_BY_SES).encode() + made


def _made(asked: Mapping[str, Any], simple: Mapping[str, Any]) -> bytes:
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["Subject"] = simple["Subject"]["Data"]
    message.set_content(simple["Body"]["Text"]["Data"], cte="quoted-printable")
    message.add_alternative(simple["Body"]["Html"]["Data"], subtype="html", cte="quoted-printable")
    return "".join(f"{name}: {value}\r\n" for name, value in _headers(asked, simple)).encode() + message.as_bytes()


def _headers(asked: Mapping[str, Any], simple: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "From", asked["FromEmailAddress"]
    yield "To", ", ".join(asked["Destination"]["ToAddresses"])
    yield "Reply-To", ", ".join(asked.get("ReplyToAddresses", ("hr@example.com",)))
    yield from ((each["Name"], each["Value"]) for each in simple["Headers"])


def _nobody() -> Any:
    raise AssertionError("nothing is signed here")
