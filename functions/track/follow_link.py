"""A link hit: keep a raw hit, lead on to the page (K4, decision 6).

Whoever asks by GET or HEAD may be a machine, so nothing but the raw hit is written. A link that no longer
holds leads to the same page, which explains itself; where it leads never comes from the request.
"""

from datetime import datetime, timedelta
from typing import Protocol

from mianyue.domain.errors import LinkInvalid
from mianyue.domain.hit import RawHit
from mianyue.domain.link import Claim, Scope

KEPT = timedelta(days=90)
_USER_AGENT_CHARACTERS = 200


class Hits(Protocol):
    """Where raw hits go."""

    def hit(self, hit: RawHit) -> None:
        """Keep a raw hit."""


class Links(Protocol):
    """Checks tokens."""

    def claim(self, scope: Scope, token: str, now: datetime) -> Claim:
        """What a token says. Raises LinkInvalid."""

    def page(self, token: str) -> str:
        """Where a tracking link leads."""


def follow_link(
    hits: Hits, links: Links, token: str, *, method: str, user_agent: str, network: str, hit_id: str, now: datetime
) -> str:
    """The address to lead on to. A forged token leaves nothing behind."""
    try:
        claim = links.claim(Scope.LINK, token, now)
    except LinkInvalid as error:
        return links.page(token if error.code == "expired" else "broken")
    hits.hit(
        RawHit(
            application_id=claim.application_id,
            entry=claim.entry,
            hit_id=hit_id,
            at=now,
            method=method,
            user_agent=user_agent[:_USER_AGENT_CHARACTERS],
            expires_at=now + KEPT,
            network=network,
        )
    )
    return links.page(token)
