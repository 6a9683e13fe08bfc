"""The tokens of links, with the standard library: they are needed whatever client is used."""

import base64
import binascii
import hashlib
import hmac
import struct
import time
from typing import NamedTuple

_FIELDS = struct.Struct(">BBHI10sH")
_LINK = 1


class Claim(NamedTuple):
    """For which interview a token stands."""

    application_id: str
    entry: int


class BrokenToken(ValueError):
    """A token that is forged, broken or expired."""


def signed(keys: dict[str, str], application_id: str, entry: int, expires: int) -> str:
    """The token of a link."""
    active = keys["active"]
    fields = _FIELDS.pack(int(active), _LINK, 1, expires, bytes.fromhex(application_id), entry)
    return base64.urlsafe_b64encode(fields + _tag(keys[active], fields)).decode()


def verified(keys: dict[str, str], token: str) -> Claim:
    """What a token says. Raises BrokenToken."""
    try:
        raw = base64.urlsafe_b64decode(token)
        fields, tag = raw[: _FIELDS.size], raw[_FIELDS.size :]
        key_id, scope, _, expires, application_id, entry = _FIELDS.unpack(fields)
        good = hmac.compare_digest(_tag(keys[str(key_id)], fields), tag) and scope == _LINK
    except (binascii.Error, struct.error, KeyError) as error:
        raise BrokenToken from error
    if not good or expires <= time.time():
        raise BrokenToken
    return Claim(application_id.hex(), entry)


def _tag(key: str, fields: bytes) -> bytes:
    return hmac.new(key.encode(), fields, hashlib.sha256).digest()[:16]
