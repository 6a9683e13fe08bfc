"""Signed links and sessions (ARCHITECTURE 6): who made this, for which interview, until when.

A token is 36 bytes in URL-safe base64 without padding (48 characters):

    key id 1 · scope 1 · link version 2 · expiry 4 (seconds since 1970) · application 10 · entry 2 · HMAC 16

The newest key signs, every key in the secret verifies, so a key can be changed without breaking a link.
The scope is part of what is signed: a session cannot be used as a link, nor a link as a session.
"""

import base64
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


class LinkSigner:
    """Signs and verifies. `keys` reads the secret: {"active": "1", "1": "…", "2": "…"}."""

    def __init__(self, keys: Callable[[], Mapping[str, str]]) -> None:
        self._keys = keys

    def sign(self, scope: Scope, claim: Claim) -> str:
        """The token of a claim, 48 characters."""
        active = self._keys()["active"]
        fields = _FIELDS.pack(
            int(active),
            scope,
            claim.version,
            int(claim.expires_at.timestamp()),
            application_id_bytes(claim.application_id),
            claim.entry,
        )
        return base64.urlsafe_b64encode(fields + self._tag(active, fields)).decode()

    def verify(self, scope: Scope, token: str, now: datetime) -> Claim:
        """The claim of a token. Raises LinkInvalid: `broken`, `wrong_scope` or `expired`."""
        fields, tag = _taken_apart(token)
        key_id, found_scope, version, expiry, application, entry = _FIELDS.unpack(fields)
        if str(key_id) not in self._keys() or not hmac.compare_digest(self._tag(str(key_id), fields), tag):
            raise LinkInvalid("broken")
        if found_scope != scope:
            raise LinkInvalid("wrong_scope")
        expires_at = datetime.fromtimestamp(expiry, UTC)
        if now >= expires_at:
            raise LinkInvalid("expired")
        return Claim(application_id(application), entry, version, expires_at)

    def _tag(self, key_id: str, fields: bytes) -> bytes:
        return hmac.digest(self._keys()[key_id].encode(), fields, "sha256")[:_TAG_BYTES]


def _taken_apart(token: str) -> tuple[bytes, bytes]:
    if len(token) != TOKEN_CHARACTERS:
        raise LinkInvalid("broken")
    try:
        raw = base64.b64decode(token.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise LinkInvalid("broken") from error
    return raw[: _FIELDS.size], raw[_FIELDS.size :]
