"""A new link for who holds one that has stopped working: until when there is one to send, and how often (P6)."""

from copy import replace
from datetime import datetime, timedelta

from mianyue.domain.interview import Interview, Side
from mianyue.domain.link import LINK_OUTLIVES_DEADLINE
from mianyue.domain.moments import stamp

BETWEEN = timedelta(minutes=10)
"""So long no second link follows a first: the mail may be on its way."""
DAY = timedelta(days=1)
MOST_IN_A_DAY = 3
LINK_ASKED = "link_asked"
"""Name of the event that says that somebody has asked for a new link: an act, but no answer."""

LINK_TROUBLE = "link_trouble"
"""Kind of the case that asks HR about somebody to whom no mail with a new link can go."""


def over(interview: Interview, now: datetime) -> str:
    """Why a new link would lead nowhere, in one word; '' while its candidate may still come."""
    if interview.closed:
        return interview.closed.name.lower()
    if interview.overdue(now) or now >= interview.deadline + LINK_OUTLIVES_DEADLINE:
        return "expired"
    return "declined" if Side.DECLINED in interview.sides else ""


def too_often(interview: Interview, now: datetime) -> bool:
    """Whether another link would be one too many just now; clocks may differ, so the last asking may seem to come."""
    ago = [now - asked for asked in interview.links_asked_at]
    return any(each < BETWEEN for each in ago) or sum(each < DAY for each in ago) >= MOST_IN_A_DAY


def with_link_asked(interview: Interview, now: datetime) -> Interview:
    """The interview with one asking more: written where it was read, so that of two at once one counts."""
    return replace(interview, links_asked=(*interview.links_asked, stamp(now))[-MOST_IN_A_DAY:], rev=interview.rev + 1)
