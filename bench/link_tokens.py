"""Signing and verifying a link against one bare HMAC over the same bytes; and how long a token is."""

import gc
import hmac
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

from bench.measuring import Figure, Row, figure, ratios, side_by_side
from mianyue.adapters import clock
from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.link_keys import LinkKeys
from mianyue.adapters.link_signer import LinkSigner
from mianyue.domain.link import Claim, Scope

_KEY = "k" * 64
_NOW = datetime(2026, 11, 23, tzinfo=UTC)
_CLAIM = Claim("0123456789abcdef0123", 1, 1, int(_NOW.timestamp()) + 86_400)
_FIELDS_BYTES = 20
"""What a token says, without its HMAC."""
_TIMES = 2_000
_ROUNDS = 51


class _Secrets:
    """Answers as Secrets Manager does."""

    def json(self, *_: Any, **__: Any) -> dict[str, Any]:
        return {"SecretString": f'{{"active": "1", "1": "{_KEY}"}}'}


def link_rows() -> list[Row]:
    """Seconds of one signing and one verification per second of one bare HMAC; characters of a token."""
    signer = LinkSigner(LinkKeys(cast(AwsClient, _Secrets()), "secret", clock.monotonic))
    return [
        Row(8, "link: sign + verify / one bare HMAC", _sign_and_verify(signer), 3.5),
        Row(8, "link: characters of a token", len(signer.sign(Scope.LINK, _CLAIM)), 64),
    ]


def _sign_and_verify(signer: LinkSigner) -> Figure:
    key, message = _KEY.encode(), b"m" * _FIELDS_BYTES

    def ours() -> None:
        for _ in range(_TIMES):
            signer.verify(Scope.LINK, signer.sign(Scope.LINK, _CLAIM), _NOW)

    def bare() -> None:
        for _ in range(_TIMES):
            hmac.new(key, message, "sha256").digest()

    seconds = side_by_side({"ours": lambda: _cpu_seconds(ours), "bare": lambda: _cpu_seconds(bare)}, rounds=_ROUNDS)
    return figure(ratios(seconds["ours"], seconds["bare"]))


def _cpu_seconds(work: Callable[[], None]) -> float:
    """Nothing here waits, so processor time is what it costs, however busy the machine is with others."""
    gc.disable()  # a collection would fall on whichever side happens to run
    started = time.thread_time()
    work()
    spent = time.thread_time() - started
    gc.enable()
    return spent
