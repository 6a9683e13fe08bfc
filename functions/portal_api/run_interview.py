"""Starting the AI interview, and what its platform tells back (P4, C4)."""

from copy import replace
from datetime import datetime

from functions.portal_api.candidate_session import Visit, current
from functions.portal_api.ports import Links, Stories
from mianyue.domain.company import Company
from mianyue.domain.errors import Refused
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview
from mianyue.domain.link import Scope
from mianyue.domain.tracking import TrackingEvent
from mianyue.recording import record_answer, record_fact


def start(links: Links, visit: Visit, company: Company, now: datetime) -> str:
    """The signed link into the AI interview; that it has begun is the platform's to tell. Raises Refused."""
    interview = with_place(visit.interview, company)
    if reason := why_not_now(interview, now):
        raise Refused(reason)
    return links.platform(interview, now)


def with_place(interview: Interview, company: Company) -> Interview:
    """The interview with the company's place where the invitation knew of none yet."""
    return interview if interview.platform_url else replace(interview, platform_url=company.platform_url)


def why_not_now(interview: Interview, now: datetime) -> str:
    """Why the interview cannot be started now, '' when it can."""
    if interview.closed:
        return interview.closed.name.lower()
    if interview.overdue(now):
        return "expired"
    return "" if interview.platform_url else "no_platform"


def record_platform_event(stories: Stories, links: Links, token: str, event: str, now: datetime) -> None:
    """The platform says that the interview was started or finished; saying it again changes nothing.

    Raises LinkInvalid, Refused.
    """
    claim = links.claim(Scope.PLATFORM, token, now)
    interview = current(stories, claim)
    fact = Fact(event)
    told = TrackingEvent(
        application_id=claim.application_id,
        entry=claim.entry,
        event_id=derived(claim.application_id, claim.entry, fact),
        name=fact,
        at=now,
        source="platform",
    )
    if fact is Fact.STARTED:
        record_answer(stories, fact, told, why_not=lambda newest: "expired" if newest.overdue(now) else "")
        return
    if interview.after(fact) is not interview:
        record_fact(stories, fact, told)
