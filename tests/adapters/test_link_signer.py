"""Links cannot be forged, stretched, used for something else, or outlive their interview's version."""

import base64
import hmac
import random
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mianyue.adapters.link_signer import TOKEN_CHARACTERS, LinkSigner
from mianyue.domain.errors import LinkInvalid
from mianyue.domain.link import Claim, Scope
from tests.builders import APPLICATION_ID, NOW

KEYS = {"active": "1", "1": "first key"}
EXPIRES_AT = NOW + timedelta(days=1)
CLAIM = Claim(APPLICATION_ID, 2, 1, int(EXPIRES_AT.timestamp()))


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
    a_signer().verify(Scope.LINK, token, EXPIRES_AT - timedelta(seconds=1))
    assert refusal(a_signer(), token, now=EXPIRES_AT) == "expired"


def test_a_new_key_breaks_no_link_and_signs_from_then_on() -> None:
    old = a_signer().sign(Scope.LINK, CLAIM)
    rotated = a_signer(active="2", **{"2": "second key"})
    assert rotated.verify(Scope.LINK, old, NOW) == CLAIM
    new = rotated.sign(Scope.LINK, CLAIM)
    assert new != old
    assert refusal(a_signer(), new) == "broken"


def test_a_running_signer_takes_up_what_its_secret_says_anew() -> None:
    secret = [KEYS]
    signer = LinkSigner(lambda: secret[0])
    old = signer.sign(Scope.LINK, CLAIM)
    secret[0] = {"active": "2", "1": "first key", "2": "second key"}
    new = signer.sign(Scope.LINK, CLAIM)
    assert base64.urlsafe_b64decode(new)[0] == 2
    assert signer.verify(Scope.LINK, old, NOW) == signer.verify(Scope.LINK, new, NOW) == CLAIM
    secret[0] = {"active": "2", "2": "second key"}
    assert refusal(signer, old) == "broken"


def test_the_same_key_id_with_another_key_is_another_key() -> None:
    secret = [KEYS]
    signer = LinkSigner(lambda: secret[0])
    old = signer.sign(Scope.LINK, CLAIM)
    secret[0] = {"active": "1", "1": "not the first key"}
    assert refusal(signer, old) == "broken"


def test_what_else_stands_in_the_secret_is_no_key() -> None:
    assert a_signer(note="renewed in spring").sign(Scope.LINK, CLAIM) == a_signer().sign(Scope.LINK, CLAIM)


@given(st.text(min_size=1, max_size=200))
@example("k" * 63)
@example("k" * 64)
@example("k" * 65)
def test_a_token_ends_with_half_of_an_hmac_sha256_of_all_before_it(key: str) -> None:
    raw = base64.urlsafe_b64decode(a_signer(**{"1": key}).sign(Scope.LINK, CLAIM))
    assert raw[20:] == hmac.digest(key.encode(), raw[:20], "sha256")[:16]


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


def test_a_token_has_one_spelling() -> None:
    """Whatever a lenient base64 reader would take for the same bytes is refused."""
    tokens = [a_signer().sign(Scope.LINK, CLAIM._replace(expires=CLAIM.expires + more)) for more in range(100)]
    for token in tokens:
        others = {token.replace("-", "+"), token.replace("_", "/"), token.swapcase()} - {token}
        others |= {token + end for end in ("=", "==", "\n", " ", "A", "AAAA")}
        others |= {token[:24] + inside + token[24:] for inside in ("\n", " ", "=", "*", "\0")}
        others |= {token[:24] + inside + token[25:] for inside in ("\n", " ", "=", "*", "\0", "é")}
        others |= {token[:-1] + "=", token[:-2] + "==", token[:-1], " " + token[1:]}
        assert {refusal(a_signer(), other) for other in others} == {"broken"}
    assert {"-", "_"} <= set("".join(tokens))


def test_random_tokens_are_refused() -> None:
    chance = random.Random(7)
    for _ in range(2_000):
        token = base64.urlsafe_b64encode(chance.randbytes(36)).decode()
        assert refusal(a_signer(), token) == "broken"


@given(st.text(max_size=60))
def test_any_text_is_refused_calmly(text: str) -> None:
    assert refusal(a_signer(), text) == "broken"


def test_a_key_named_active_is_no_key() -> None:
    assert refusal(LinkSigner(lambda: {"active": "1"}), a_signer().sign(Scope.LINK, CLAIM)) == "broken"
