"""Signed links and sessions (decision 6): who made this, for which interview, until when.

A token is 36 bytes in URL-safe base64 without padding (48 characters):

    key id 1 · scope 1 · link version 2 · expiry 4 (seconds since 1970) · application 10 · entry 2 · HMAC 16

The newest key signs, every key in the secret verifies, so a key can be changed without breaking a link.
The scope is part of what is signed: a session cannot be used as a link, nor a link as a session.
"""

import binascii
import hmac
import struct
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from mianyue.domain.errors import LinkInvalid
from mianyue.domain.ids import APPLICATION_ID_BYTES, application_id, application_id_bytes
from mianyue.domain.link import Claim, Scope

_FIELDS = struct.Struct(f">BBHI{APPLICATION_ID_BYTES}sH")
_TAG_BYTES = 16
TOKEN_CHARACTERS = 48
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_STANDARD = bytes.maketrans(b"-_+/", b"+/!!")
"""Back to what binascii reads; `+` and `/` themselves are in no token of ours."""


class LinkSigner:
    """Signs and verifies. `keys` reads the secret: {"active": "1", "1": "…", "2": "…"}."""

    def __init__(self, keys: Callable[[], Mapping[str, str]]) -> None:
        self._keys = keys

    def sign(self, scope: Scope, claim: Claim) -> str:
        """The token of a claim, 48 characters."""
        keys = self._keys()
        active = keys["active"]
        fields = _FIELDS.pack(
            int(active),
            scope,
            claim.version,
            int(claim.expires_at.timestamp()),
            application_id_bytes(claim.application_id),
            claim.entry,
        )
        raw = fields + _tag(keys[active], fields)
        return binascii.b2a_base64(raw, newline=False).translate(_URL_SAFE).decode()

    def verify(self, scope: Scope, token: str, now: datetime) -> Claim:
        """The claim of a token. Raises LinkInvalid: `broken`, `wrong_scope` or `expired`."""
        fields, tag = _taken_apart(token)
        key_id, found_scope, version, expiry, application, entry = _FIELDS.unpack(fields)
        key = self._keys().get(str(key_id))
        if key is None or not hmac.compare_digest(_tag(key, fields), tag):
            raise LinkInvalid("broken")
        if found_scope != scope:
            raise LinkInvalid("wrong_scope")
        if now.timestamp() >= expiry:
            raise LinkInvalid("expired")
        return Claim(application_id(application), entry, version, datetime.fromtimestamp(expiry, UTC))


def _tag(key: str, fields: bytes) -> bytes:
    return hmac.digest(key.encode(), fields, "sha256")[:_TAG_BYTES]


def _taken_apart(token: str) -> tuple[bytes, bytes]:
    if len(token) != TOKEN_CHARACTERS:
        raise LinkInvalid("broken")
    try:
        raw = binascii.a2b_base64(token.encode("ascii").translate(_STANDARD), strict_mode=True)
    except ValueError as error:  # binascii.Error is one, and so is a character beyond ASCII
        raise LinkInvalid("broken") from error
    return raw[: _FIELDS.size], raw[_FIELDS.size :]
