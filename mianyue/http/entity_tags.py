"""What a reader has already is not sent again: entity tags of answers (RFC 9110, 8.8.3 and 13.1.2).

The console looks again every few seconds (H6); what has not changed costs it a line instead of a list.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Any

_BYTES = 12
"""Of the hash: two answers of one address would have to agree in 96 bits."""


def tagged(event: Mapping[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """A successful answer to a reading with its ETag; without its body where the reader has named that tag."""
    if event["requestContext"]["http"]["method"] != "GET" or answer["statusCode"] != HTTPStatus.OK:
        return answer
    tag = _tag(answer["body"])
    headers = {**answer["headers"], "ETag": tag}
    if tag not in _known(event["headers"].get("if-none-match", "")):
        return {**answer, "headers": headers}
    del headers["Content-Type"]
    return {**answer, "statusCode": int(HTTPStatus.NOT_MODIFIED), "headers": headers, "body": ""}


def _tag(body: str) -> str:
    """Weak: a proxy may compress the body, and it says the same."""
    digest = sha256(body.encode()).digest()[:_BYTES]
    return f'W/"{urlsafe_b64encode(digest).decode()}"'


def _known(header: str) -> set[str]:
    return {each.strip() for each in header.split(",")}
