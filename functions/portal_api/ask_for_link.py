"""Whoever holds a link that has stopped working has a new one sent: to the address on file, and nowhere else (P6).

The old link's own signature is what allows it, its time and version may be over. Nothing of an answer tells a forged
token from a real one, the first press from the hundredth, or where the mail goes. Only the holder of a link that is
the candidate's still, as far as anybody knows, hears that the interview is over; one that was made anew may have gone
to somebody else's mailbox. Where no mail arrives, HR is asked to find another way.
"""

from contextlib import suppress
from datetime import datetime
from typing import cast

from functions.portal_api.candidate_answers import Over
from functions.portal_api.ports import Links, Setup, Stories
from mianyue.domain.errors import Conflict, LinkInvalid, NotFound
from mianyue.domain.fresh_link import LINK_ASKED, LINK_TROUBLE, over, too_often, with_link_asked
from mianyue.domain.ids import derived
from mianyue.domain.interview import Interview
from mianyue.domain.link import Claim, Scope
from mianyue.domain.message import Kind, Message, new_message
from mianyue.domain.tracking import ExceptionCase, TrackingEvent
from mianyue.recording import TRIES


def ask_for_link(
    stories: Stories, links: Links, setup: Setup, token: str, *, request_id: str, now: datetime
) -> Over | None:
    """Write the mail with a new link, if there is one to send and it is not one too many.

    Why the interview is over, to whom that may be told; None whatever else has come of it. Raises Conflict when the
    interview keeps changing.
    """
    try:
        claim = links.signed(Scope.LINK, token)
        return _asked(stories, setup, claim, request_id, now)
    except (LinkInvalid, NotFound):  # never ours, or erased since
        return None


def _asked(stories: Stories, setup: Setup, claim: Claim, request_id: str, now: datetime) -> Over | None:
    for _ in range(TRIES):
        interview = stories.interview(claim.application_id, claim.entry)
        if reason := over(interview, now) or _filled(setup, interview):
            return cast(Over, reason) if claim.version == interview.link_version else None
        if too_often(interview, now) or _written(stories, interview, request_id, now):
            return None
    raise Conflict("interview")


def _written(stories: Stories, interview: Interview, request_id: str, now: datetime) -> bool:
    """Write the asking and its mail, on the very interview that was read; False when that has changed."""
    event = _event(interview, request_id, now)
    mail = _mail(stories, interview, event)
    if mail is None:
        _tell_hr(stories, interview, event)
        return True
    try:
        stories.record(event, interview, with_link_asked(interview, now), messages=[mail])
    except Conflict:  # perhaps the same button, pressed twice at once: look again
        return False
    return True


def _mail(stories: Stories, interview: Interview, event: TrackingEvent) -> Message | None:
    """None where no mail arrives."""
    if not (interview.reachable and stories.application(interview.application_id).email):
        return None
    return new_message(interview, Kind.FRESH_LINK, event.event_id, now=event.at)


def _tell_hr(stories: Stories, interview: Interview, event: TrackingEvent) -> None:
    """No mail has gone out, so this puts off no reminder, nor the next asking: but a day's presses are one case."""
    case = ExceptionCase(
        application_id=interview.application_id,
        entry=interview.number,
        case_id=derived(interview.application_id, interview.number, LINK_TROUBLE, event.at.date().isoformat()),
        kind=LINK_TROUBLE,
        at=event.at,
    )
    with suppress(Conflict):  # told today
        stories.record(event, interview, interview, cases=[case])


def _event(interview: Interview, request_id: str, now: datetime) -> TrackingEvent:
    return TrackingEvent(
        application_id=interview.application_id,
        entry=interview.number,
        event_id=derived(interview.application_id, interview.number, LINK_ASKED, request_id),
        name=LINK_ASKED,
        at=now,
        source="candidate",
    )


def _filled(setup: Setup, interview: Interview) -> str:
    """A position that is filled wants nobody any more (R5); one that is gone from the set-up is not in the way."""
    try:
        return "filled" if setup.position(interview.position_id).filled else ""
    except NotFound:
        return ""
