"""The links of an interview: how long each holds, and what makes it stop (P6, decision 6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mianyue.adapters.link_signer import LinkSigner
from mianyue.domain.link import LINK_OUTLIVES_DEADLINE, SESSION_LASTS, Claim, Scope

if TYPE_CHECKING:  # checking a link needs no interview, and a candidate who clicks waits for imports
    from mianyue.domain.interview import Interview

PLATFORM_LASTS = timedelta(hours=3)


class Links:
    """Makes and checks the links of interviews on the site at `site_url`."""

    def __init__(self, signer: LinkSigner, site_url: str) -> None:
        self._signer = signer
        self._site_url = site_url

    def tracking(self, interview: Interview) -> str:
        """The link that stands in a mail."""
        token = self._token(Scope.LINK, interview, interview.deadline + LINK_OUTLIVES_DEADLINE)
        return f"{self._site_url}/t/{token}"

    def page(self, token: str) -> str:
        """Where a tracking link leads: the token in the fragment, which no server and no Referer sees."""
        return f"{self._site_url}/i/index.html#{token}"

    def session(self, interview: Interview, now: datetime) -> str:
        """A short session for the candidate's page."""
        return self._token(Scope.SESSION, interview, now + SESSION_LASTS)

    def platform(self, interview: Interview, now: datetime) -> str:
        """The link into the interview itself, signed and short-lived (C4)."""
        token = self._token(Scope.PLATFORM, interview, now + PLATFORM_LASTS)
        return f"{interview.platform_url}#{token}"

    def claim(self, scope: Scope, token: str, now: datetime) -> Claim:
        """What a token says. Raises LinkInvalid."""
        return self._signer.verify(scope, token, now)

    def signed(self, scope: Scope, token: str) -> Claim:
        """What a token says that was ours, even if it has expired since. Raises LinkInvalid."""
        return self._signer.read(scope, token)

    def _token(self, scope: Scope, interview: Interview, expires_at: datetime) -> str:
        claim = Claim(interview.application_id, interview.number, interview.link_version, int(expires_at.timestamp()))
        return self._signer.sign(scope, claim)
