"""From a signed link to a short session: this POST, not the loading of a page, sets *clicked* (K4, decision 6)."""

from dataclasses import dataclass
from datetime import datetime

from functions.portal_api.ports import Links, Stories
from mianyue.domain.application import Application
from mianyue.domain.errors import LinkInvalid, NotFound
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview
from mianyue.domain.link import Claim, Scope
from mianyue.domain.tracking import TrackingEvent
from mianyue.recording import record_fact


@dataclass(frozen=True)
class Visit:
    """One candidate at one interview of theirs, and nothing else."""

    application: Application
    interview: Interview


@dataclass(frozen=True)
class Opened:
    """A session that was just opened."""

    session: str
    visit: Visit


def open_session(stories: Stories, links: Links, token: str, *, request_id: str, now: datetime) -> Opened:
    """A session for the interview that a link's token names.

    A closed interview opens too: its page explains itself (P6). Raises LinkInvalid.
    """
    claim = links.claim(Scope.LINK, token, now)
    current(stories, claim)
    interview = record_fact(stories, Fact.CLICKED, _clicked(claim, request_id, now))
    visit = Visit(stories.application(claim.application_id), interview)
    return Opened(links.session(interview, now), visit)


def visit_of(stories: Stories, links: Links, session: str, now: datetime) -> Visit:
    """The visit behind a session. Raises LinkInvalid (`session_expired`, `revoked`)."""
    try:
        claim = links.claim(Scope.SESSION, session, now)
    except LinkInvalid as error:
        raise LinkInvalid("session_expired") from error
    interview = current(stories, claim)
    return Visit(stories.application(claim.application_id), interview)


def current(stories: Stories, claim: Claim) -> Interview:
    """The interview of a claim.

    Raises LinkInvalid (`revoked`) when links have been made anew since, or the interview is gone.
    """
    try:
        interview = stories.interview(claim.application_id, claim.entry)
    except NotFound as error:
        raise LinkInvalid("revoked") from error
    if interview.link_version != claim.version:
        raise LinkInvalid("revoked")
    return interview


def _clicked(claim: Claim, request_id: str, now: datetime) -> TrackingEvent:
    return TrackingEvent(
        application_id=claim.application_id,
        entry=claim.entry,
        event_id=derived(claim.application_id, claim.entry, Fact.CLICKED, request_id),
        name=Fact.CLICKED,
        at=now,
        source="link",
    )
