"""From a signed link to a short session: this POST, not the loading of a page, is the click (K4, decision 6).

The page's scripts send it, so some machines do too: *clicked* is set by what looks like a person's (K3).
"""

from copy import replace
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from functions.portal_api.ports import Links, Stories
from mianyue.domain.application import Application
from mianyue.domain.errors import LinkInvalid, NotFound
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview
from mianyue.domain.link import Claim, Scope
from mianyue.domain.sights import seen_by
from mianyue.domain.tracking import TrackingEvent
from mianyue.domain.verdicts import verdict
from mianyue.recording import record_look


@dataclass(frozen=True)
class Visit:
    """One candidate at one interview of theirs, and nothing else."""

    application: Application
    interview: Interview


class Visitor(NamedTuple):
    """What a request says of who sends it."""

    user_agent: str
    network: str


@dataclass(frozen=True)
class Opened:
    """A session that was just opened."""

    session: str
    visit: Visit


def open_session(
    stories: Stories, links: Links, token: str, *, visitor: Visitor, request_id: str, now: datetime
) -> Opened:
    """A session for the interview that a link's token names, whoever asks for it: a verdict never shuts the door (K3).

    A closed interview opens too: its page explains itself (P6). Raises LinkInvalid.
    """
    claim = links.claim(Scope.LINK, token, now)
    current(stories, claim)
    story = stories.story(claim.application_id)
    clicked = _clicked(claim, request_id, now)
    by, why = verdict(seen_by(clicked, story, user_agent=visitor.user_agent, network=visitor.network))
    interview = record_look(stories, Fact.CLICKED, replace(clicked, verdict=by, why=why))
    return Opened(links.session(interview, now), Visit(story.application, interview))


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
