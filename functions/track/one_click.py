"""What a mail program posts when its reader unsubscribes: `List-Unsubscribe=One-Click`, as a form (RFC 8058)."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qs

NAME, VALUE = "List-Unsubscribe", "One-Click"
_MOST_BYTES = 4096
"""The form has some two hundred; whatever is longer is another one."""


def asks_to_stop(event: Mapping[str, Any]) -> bool:
    """Whether an HTTP API's event carries that form: `multipart/form-data`, or `application/x-www-form-urlencoded`."""
    try:
        body = _body(event)
    except (NotBase64, UnicodeEncodeError):
        return False
    if len(body) > _MOST_BYTES:
        return False
    kind = event["headers"].get("content-type", "")
    if kind.strip().lower().startswith("multipart/form-data"):
        return _parts(kind, body) == {NAME: VALUE}
    return parse_qs(body.decode("latin-1")) == {NAME: [VALUE]}


def _body(event: Mapping[str, Any]) -> bytes:
    text = event.get("body") or ""
    return b64decode(text, validate=True) if event.get("isBase64Encoded") else text.encode()


def _parts(kind: str, body: bytes) -> dict[str, str]:
    message = message_from_bytes(b"content-type: " + " ".join(kind.split()).encode() + b"\r\n\r\n" + body)
    return {
        str(part.get_param("name", header="content-disposition")): str(part.get_payload()).strip()
        for part in message.walk()
        if not part.is_multipart()
    }
