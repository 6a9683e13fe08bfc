"""Signing and verifying a link against one bare HMAC over the same bytes; and how long a token is."""

import hmac
from datetime import UTC, datetime, timedelta

from bench.measuring import Row, ratio
from mianyue.adapters.link_signer import LinkSigner
from mianyue.domain.link import Claim, Scope

_TIMES = 5_000
_NOW = datetime(2026, 11, 23, tzinfo=UTC)


def link_rows() -> list[Row]:
    """Ratio of one signing and one verification to two bare HMACs' worth of one, and characters of a token."""
    signer = LinkSigner(lambda: {"active": "1", "1": "k" * 64})
    claim = Claim("0123456789abcdef0123", 1, 1, _NOW + timedelta(days=1))
    token = signer.sign(Scope.LINK, claim)
    key, message = b"k" * 64, b"m" * 20

    def sign_and_verify() -> None:
        for _ in range(_TIMES):
            signer.verify(Scope.LINK, signer.sign(Scope.LINK, claim), _NOW)

    def bare() -> None:
        for _ in range(_TIMES):
            hmac.new(key, message, "sha256").digest()

    return [
        Row(8, "link: sign + verify / one bare HMAC", ratio(sign_and_verify, bare), 3.5),
        Row(8, "link: characters of a token", len(token), 64),
    ]
