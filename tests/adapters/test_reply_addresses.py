"""The address of an interview: unguessable, bound to it, and as mail systems can carry it (K6)."""

import random
import string
from base64 import b32decode, b32encode, urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import pytest

from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.links import Links
from mianyue.adapters.reply_addresses import OUTLIVES_DEADLINE, ReplyAddresses
from mianyue.domain.errors import LinkInvalid
from mianyue.domain.link import Scope
from tests.builders import APPLICATION_ID, NOW, an_interview

KEYS = {"active": "1", "1": "first"}
SIGNER = LinkSigner(lambda: KEYS)
ADDRESSES = ReplyAddresses(SIGNER, "reply.example.com")
LETTERS = string.ascii_lowercase + "234567"


def test_an_address_says_which_interview_it_belongs_to() -> None:
    claim = ADDRESSES.claim(ADDRESSES.of(an_interview()), NOW)
    assert (claim.application_id, claim.entry, claim.version) == (APPLICATION_ID, 2, 1)


def test_it_fits_into_what_mail_systems_take() -> None:
    local, _, domain = ADDRESSES.of(an_interview()).partition("@")
    assert (len(local) <= 64, local.isalnum(), local == local.lower(), domain) == (
        True,
        True,
        True,
        "reply.example.com",
    )


def test_capitals_change_nothing() -> None:
    address = ADDRESSES.of(an_interview())
    assert ADDRESSES.claim(address.upper(), NOW) == ADDRESSES.claim(address, NOW)


def test_without_a_domain_there_is_no_address_and_none_is_taken() -> None:
    off = ReplyAddresses(SIGNER, "")
    assert off.of(an_interview()) == ""
    with pytest.raises(LinkInvalid):
        off.claim("@", NOW)


def test_it_outlives_the_deadline_by_a_year_and_no_more() -> None:
    address, ends = ADDRESSES.of(an_interview()), an_interview().deadline + OUTLIVES_DEADLINE
    assert ADDRESSES.claim(address, ends - timedelta(seconds=1))
    with pytest.raises(LinkInvalid) as refused:
        ADDRESSES.claim(address, ends)
    assert refused.value.code == "expired"


def test_it_holds_after_a_change_of_keys() -> None:
    keys = dict(KEYS)
    turning = ReplyAddresses(LinkSigner(lambda: dict(keys)), "reply.example.com")
    address = turning.of(an_interview())
    keys |= {"active": "2", "2": "second"}
    assert turning.claim(address, NOW)


def test_another_companys_key_makes_no_address_of_ours() -> None:
    other = ReplyAddresses(LinkSigner(lambda: {"active": "1", "1": "other"}), "reply.example.com")
    with pytest.raises(LinkInvalid):
        ADDRESSES.claim(other.of(an_interview()), NOW)


def test_no_altered_address_is_taken() -> None:
    local, _, domain = ADDRESSES.of(an_interview()).partition("@")
    for place in range(len(local)):
        for letter in LETTERS:
            if letter != local[place]:
                with pytest.raises(LinkInvalid):
                    ADDRESSES.claim(f"{local[:place]}{letter}{local[place + 1 :]}@{domain}", NOW)


def test_of_a_hundred_thousand_guesses_none_is_taken() -> None:
    chance = random.Random(7)
    for _ in range(100_000):
        guess = "".join(chance.choices(LETTERS, k=58))
        try:
            ADDRESSES.claim(f"re{guess}@reply.example.com", NOW)
        except LinkInvalid:
            continue
        pytest.fail(guess)


@pytest.mark.parametrize("local", ["", "re", "re=", "re" + "a" * 57, "re" + "1" * 58, "re" + "é" * 58, "re" + "a" * 59])
def test_what_is_no_token_is_broken(local: str) -> None:
    with pytest.raises(LinkInvalid):
        ADDRESSES.claim(f"{local}@reply.example.com", NOW)


def test_a_link_is_no_address_nor_an_address_a_link() -> None:
    links = Links(SIGNER, "https://jobs.example.com")
    token = links.tracking(an_interview()).rpartition("/")[2]
    written = b32encode(urlsafe_b64decode(token)).decode().rstrip("=").lower()
    with pytest.raises(LinkInvalid) as refused:
        ADDRESSES.claim(f"re{written}@reply.example.com", NOW)
    assert refused.value.code == "wrong_scope"
    local = ADDRESSES.of(an_interview()).partition("@")[0].removeprefix("re")
    as_link = urlsafe_b64encode(b32decode(local.upper() + "=" * 6)).decode()
    with pytest.raises(LinkInvalid):
        links.claim(Scope.LINK, as_link, NOW)
