"""Signed links and sessions (decision 6): who made this, for which interview, until when.

A token is 36 bytes in URL-safe base64 without padding (48 characters):

    key id 1 · scope 1 · link version 2 · expiry 4 (seconds since 1970) · application 10 · entry 2 · HMAC 16

The newest key signs, every key in the secret verifies, so a key can be changed without breaking a link.
The scope is part of what is signed: a session cannot be used as a link, nor a link as a session.
"""

import struct
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest

from mianyue.domain.errors import LinkInvalid
from mianyue.domain.ids import APPLICATION_ID_BYTES, application_id, application_id_bytes
from mianyue.domain.link import Claim, Scope

_FIELDS = struct.Struct(f">BBHI{APPLICATION_ID_BYTES}sH")
_TAG_BYTES = 16
_TOKEN = struct.Struct(f"{_FIELDS.format}{_TAG_BYTES}s")
TOKEN_CHARACTERS = 48
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_STANDARD = bytes.maketrans(b"-_+/=", b"+/!!!")
"""Back to what binascii reads; `+`, `/` and padding are in no token of ours."""
_INNER_PAD = bytes(byte ^ 0x36 for byte in range(256))
_OUTER_PAD = bytes(byte ^ 0x5C for byte in range(256))


def _tagger(key: str) -> Callable[[bytes], bytes]:
    """HMAC-SHA256 under one key, cut to 16 bytes (RFC 2104).

    Written out because `hmac` hashes the key's two blocks again for every tag: going on from copies of them
    halves what a tag costs.
    """
    secret = key.encode()
    block = (sha256(secret).digest() if len(secret) > 64 else secret).ljust(64, b"\0")
    inner, outer = sha256(block.translate(_INNER_PAD)), sha256(block.translate(_OUTER_PAD))

    def tag(fields: bytes) -> bytes:
        first, second = inner.copy(), outer.copy()
        first.update(fields)
        second.update(first.digest())
        return second.digest()[:_TAG_BYTES]

    return tag


class _Ring:
    """The secret's keys, made ready once for many tokens."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self.active = int(keys["active"])
        self.taggers = {int(name): _tagger(key) for name, key in keys.items() if name.isdecimal()}


class LinkSigner:
    """Signs and verifies. `keys` reads the secret, {"active": "1", "1": "…", "2": "…"}.

    It gives the same object until it has read the secret anew: what is made of the keys is kept as long.
    """

    def __init__(self, keys: Callable[[], Mapping[str, str]]) -> None:
        self._keys = keys
        self._read: Mapping[str, str] | None = None
        self._ring: _Ring

    def sign(self, scope: Scope, claim: Claim) -> str:
        """The token of a claim, 48 characters."""
        application, entry, version, expires = claim
        ring = self._current()
        fields = _FIELDS.pack(ring.active, scope, version, expires, application_id_bytes(application), entry)
        token = fields + ring.taggers[ring.active](fields)
        return b2a_base64(token, newline=False).translate(_URL_SAFE).decode()

    def verify(self, scope: Scope, token: str, now: datetime) -> Claim:
        """The claim of a token that still holds. Raises LinkInvalid: `broken`, `wrong_scope` or `expired`."""
        claim = self.read(scope, token)
        if now.timestamp() >= claim.expires:
            raise LinkInvalid("expired")
        return claim

    def read(self, scope: Scope, token: str) -> Claim:
        """The claim of a token that one of our keys has signed, expired or not. Raises LinkInvalid: the other two."""
        raw = _decoded(token)
        key_id, found_scope, version, expires, application, entry, tag = _TOKEN.unpack(raw)
        tagger = self._current().taggers.get(key_id)
        if tagger is None or not compare_digest(tagger(raw[: _FIELDS.size]), tag):
            raise LinkInvalid("broken")
        if found_scope != scope:
            raise LinkInvalid("wrong_scope")
        return Claim(application_id(application), entry, version, expires)

    def _current(self) -> _Ring:
        keys = self._keys()
        if keys is not self._read:
            self._read, self._ring = keys, _Ring(keys)
        return self._ring


def _decoded(token: str) -> bytes:
    if len(token) != TOKEN_CHARACTERS:
        raise LinkInvalid("broken")
    try:
        return a2b_base64(token.encode("ascii").translate(_STANDARD), strict_mode=True)
    except ValueError as error:  # binascii.Error is one, and so is a character beyond ASCII
        raise LinkInvalid("broken") from error
