"""A mail program's "unsubscribe" stops the reminders of one interview, and nothing else (T6, RFC 8058)."""

from datetime import datetime
from typing import Protocol

from mianyue.domain.errors import LinkInvalid, NotFound
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact
from mianyue.domain.link import Claim, Scope
from mianyue.domain.tracking import TrackingEvent
from mianyue.recording import Stories, record_fact


class Links(Protocol):
    """Checks tokens."""

    def claim(self, scope: Scope, token: str, now: datetime) -> Claim:
        """What a token says. Raises LinkInvalid."""


def stop_reminders(stories: Stories, links: Links, token: str, *, now: datetime) -> None:
    """No reminder goes out from here on; asked twice, it is written once.

    Raises LinkInvalid (`revoked` when links have been made anew since, or the interview is gone).
    """
    claim = links.claim(Scope.LINK, token, now)
    try:
        interview = stories.interview(claim.application_id, claim.entry)
        if interview.link_version != claim.version:  # the mail went to an address that was not the candidate's
            raise LinkInvalid("revoked")
        record_fact(stories, Fact.REMINDERS_STOPPED, _stopped(claim, now))
    except NotFound as error:
        raise LinkInvalid("revoked") from error


def _stopped(claim: Claim, now: datetime) -> TrackingEvent:
    return TrackingEvent(
        application_id=claim.application_id,
        entry=claim.entry,
        event_id=derived(claim.application_id, claim.entry, Fact.REMINDERS_STOPPED),
        name=Fact.REMINDERS_STOPPED,
        at=now,
        source="link",
    )
