"""The mails the engine's SES accepted, as the mailbox shows them."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default as mail_policy
from email.utils import format_datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One accepted mail. `message_id` is what SES answered, `tags` are its message tags."""

    message_id: str
    accepted_at: datetime
    source: str
    destination: tuple[str, ...]
    reply_to: tuple[str, ...]
    subject: str
    html: str
    text: str
    headers: Mapping[str, str]
    tags: Mapping[str, str]
    configuration_set: str
    attachments: tuple[Attachment, ...]


def mail_from(record: Mapping[str, Any]) -> Mail:
    """Read what local/mail_recorder.py wrote: an SES v2 SendEmail request with `Simple` or `Raw` content."""
    request = record["request"]
    content = request["Content"]
    parts = _raw_parts(content["Raw"]) if "Raw" in content else _simple_parts(content["Simple"])
    sent = _Sent.of(record, request)
    return Mail(
        message_id=record["message_id"],
        accepted_at=sent.at,
        source=sent.source or parts.headers.get("From", ""),
        destination=sent.destination,
        reply_to=tuple(request.get("ReplyToAddresses", ())),
        subject=parts.subject,
        html=parts.html,
        text=parts.text,
        headers=sent.headers(parts) | parts.headers,
        tags={tag["Name"]: tag["Value"] for tag in request.get("EmailTags", ())},
        configuration_set=request.get("ConfigurationSetName", ""),
        attachments=parts.attachments,
    )


@dataclass(frozen=True)
class _Parts:
    subject: str
    html: str
    text: str
    headers: dict[str, str]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True)
class _Sent:
    """The envelope of a request."""

    message_id: str
    at: datetime
    source: str
    destination: tuple[str, ...]
    reply_to: str

    @classmethod
    def of(cls, record: Mapping[str, Any], request: Mapping[str, Any]) -> "_Sent":
        to = request.get("Destination", {})
        return cls(
            message_id=record["message_id"],
            at=datetime.fromtimestamp(record["accepted_at"], UTC),
            source=request.get("FromEmailAddress", ""),
            destination=tuple(
                address for kind in ("ToAddresses", "CcAddresses", "BccAddresses") for address in to.get(kind) or ()
            ),
            reply_to=", ".join(request.get("ReplyToAddresses") or ()),
        )

    def headers(self, parts: _Parts) -> dict[str, str]:
        """The headers SES itself gives a mail."""
        given = {
            "From": self.source,
            "To": ", ".join(self.destination),
            "Reply-To": self.reply_to,
            "Subject": parts.subject,
            "Date": format_datetime(self.at),
            "Message-ID": f"<{self.message_id}>",
        }
        return {name: value for name, value in given.items() if value}


def _simple_parts(simple: Mapping[str, Any]) -> _Parts:
    body = simple.get("Body", {})
    return _Parts(
        subject=readable(simple.get("Subject", {}).get("Data", "")),
        html=body.get("Html", {}).get("Data", ""),
        text=body.get("Text", {}).get("Data", ""),
        headers={header["Name"]: header["Value"] for header in simple.get("Headers") or ()},
        attachments=tuple(_simple_attachment(each) for each in simple.get("Attachments") or ()),
    )


def _simple_attachment(attachment: Mapping[str, Any]) -> Attachment:
    return Attachment(
        attachment.get("FileName", ""),
        attachment.get("ContentType", "application/octet-stream"),
        base64.b64decode(attachment.get("RawContent", "")),
    )


def _raw_parts(raw: Mapping[str, Any]) -> _Parts:
    message = message_from_bytes(base64.b64decode(raw["Data"]), policy=mail_policy)
    return _Parts(
        subject=str(message["Subject"] or ""),
        html=_body(message, "html"),
        text=_body(message, "plain"),
        headers={name: str(value) for name, value in message.items()},
        attachments=tuple(_raw_attachment(part) for part in message.iter_attachments()),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _raw_attachment(part: EmailMessage) -> Attachment:
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    return Attachment(part.get_filename() or "", str(part["content-type"]).replace('"', ""), data)


def readable(header: str) -> str:
    """A header as a person reads it: `=?utf-8?b?…?=` decoded."""
    return str(make_header(decode_header(header)))


class Mails:
    """All accepted mails, in the order of acceptance. Reads each file once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Mail] = {}

    def __iter__(self) -> Iterator[Mail]:
        """Every mail so far, oldest first."""
        if self._folder.is_dir():
            for path in sorted(self._folder.glob("*.json")):
                if path.name not in self._read:
                    self._read[path.name] = mail_from(json.loads(path.read_text(encoding="utf-8")))
        return iter(list(self._read.values()))

    def find(self, message_id: str) -> Mail | None:
        """The mail SES answered with this id, or None."""
        return next((mail for mail in self if mail.message_id == message_id), None)
