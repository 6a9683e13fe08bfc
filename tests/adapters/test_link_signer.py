"""Links cannot be forged, stretched, used for something else, or outlive their interview's version."""

import base64
import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mianyue.adapters.link_signer import TOKEN_CHARACTERS, LinkSigner
from mianyue.domain.errors import LinkInvalid
from mianyue.domain.link import Claim, Scope
from tests.builders import APPLICATION_ID, NOW

KEYS = {"active": "1", "1": "first key"}
CLAIM = Claim(APPLICATION_ID, 2, 1, NOW.replace(microsecond=0) + timedelta(days=1))


def a_signer(**keys: str) -> LinkSigner:
    return LinkSigner(lambda: {**KEYS, **keys})


def refusal(signer: LinkSigner, token: str, scope: Scope = Scope.LINK, now=NOW) -> str:
    with pytest.raises(LinkInvalid) as refused:
        signer.verify(scope, token, now)
    return refused.value.code


def test_a_token_says_what_was_signed_in_few_characters() -> None:
    token = a_signer().sign(Scope.LINK, CLAIM)
    assert a_signer().verify(Scope.LINK, token, NOW) == CLAIM
    assert len(token) == TOKEN_CHARACTERS <= 64


def test_a_token_is_for_one_scope() -> None:
    for scope in Scope:
        token = a_signer().sign(scope, CLAIM)
        for other in set(Scope) - {scope}:
            assert refusal(a_signer(), token, other) == "wrong_scope"


def test_a_token_ends_with_its_second() -> None:
    token = a_signer().sign(Scope.LINK, CLAIM)
    a_signer().verify(Scope.LINK, token, CLAIM.expires_at - timedelta(seconds=1))
    assert refusal(a_signer(), token, now=CLAIM.expires_at) == "expired"


def test_a_new_key_breaks_no_link_and_signs_from_then_on() -> None:
    old = a_signer().sign(Scope.LINK, CLAIM)
    rotated = a_signer(active="2", **{"2": "second key"})
    assert rotated.verify(Scope.LINK, old, NOW) == CLAIM
    new = rotated.sign(Scope.LINK, CLAIM)
    assert new != old
    assert refusal(a_signer(), new) == "broken"


def test_a_key_that_was_taken_away_signs_nothing_any_more() -> None:
    token = a_signer().sign(Scope.LINK, CLAIM)
    assert refusal(LinkSigner(lambda: {"active": "2", "2": "second key"}), token) == "broken"


def test_no_changed_bit_is_accepted() -> None:
    token = a_signer().sign(Scope.LINK, CLAIM)
    raw = base64.urlsafe_b64decode(token)
    for bit in range(len(raw) * 8):
        forged = bytearray(raw)
        forged[bit // 8] ^= 1 << bit % 8
        assert refusal(a_signer(), base64.urlsafe_b64encode(bytes(forged)).decode()) in {"broken", "wrong_scope"}


def test_random_tokens_are_refused() -> None:
    chance = random.Random(7)  # noqa: S311 - seeded on purpose
    for _ in range(2_000):
        token = base64.urlsafe_b64encode(chance.randbytes(36)).decode()
        assert refusal(a_signer(), token) == "broken"


@given(st.text(max_size=60))
def test_any_text_is_refused_calmly(text: str) -> None:
    assert refusal(a_signer(), text) == "broken"


def test_a_key_named_active_is_no_key() -> None:
    assert refusal(LinkSigner(lambda: {"active": "1"}), a_signer().sign(Scope.LINK, CLAIM)) == "broken"
