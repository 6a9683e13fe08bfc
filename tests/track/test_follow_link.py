"""A link hit leaves a raw hit and nothing else, whoever asks (K4)."""

from datetime import timedelta

import pytest

from functions.track.follow_link import follow_link
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.links import Links
from mianyue.domain.hit import RawHit
from tests.builders import APPLICATION_ID, NOW, an_interview

LINKS = Links(LinkSigner(lambda: {"active": "1", "1": "key"}), "https://jobs.example.com")
TOKEN = LINKS.tracking(an_interview()).rsplit("/", 1)[1]


class Hits(list[RawHit]):
    def hit(self, hit: RawHit) -> None:
        self.append(hit)


def followed(token: str, hits: Hits, *, method: str = "GET", after: timedelta = timedelta()) -> str:
    return follow_link(
        hits,
        LINKS,
        token,
        method=method,
        user_agent="Mozilla" * 100,
        network="192.0.2.0",
        hit_id="request-1",
        now=NOW + after,
    )


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_hit_is_kept_raw_and_led_on_with_the_token_in_the_fragment(method: str) -> None:
    hits = Hits()
    assert followed(TOKEN, hits, method=method) == f"https://jobs.example.com/i/index.html#{TOKEN}"
    assert hits == [
        RawHit(
            application_id=APPLICATION_ID,
            entry=2,
            hit_id="request-1",
            at=NOW,
            method=method,
            user_agent="Mozilla" * 28 + "Mozi",
            expires_at=NOW + timedelta(days=90),
            network="192.0.2.0",
        )
    ]


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN[:-1] + "A", TOKEN.swapcase(), "//evil.example", "é" * 48])
def test_a_forged_token_leaves_nothing_and_goes_nowhere_of_its_own_choice(token: str) -> None:
    hits = Hits()
    assert followed(token, hits) == "https://jobs.example.com/i/index.html#broken"
    assert hits == []


def test_an_expired_link_explains_itself_on_its_page() -> None:
    hits = Hits()
    assert followed(TOKEN, hits, after=timedelta(days=40)).endswith(f"#{TOKEN}")
    assert hits == []
