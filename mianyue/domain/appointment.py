"""How an interview stands in HR's calendar (H3)."""

from datetime import datetime, timedelta
from enum import StrEnum

from mianyue.domain.interview import Interview, Progress, Side


class Standing(StrEnum):
    """What HR can count on at an interview's time."""

    WAITING = "waiting"
    """The candidate has not said yes, or HR has proposed a time to which they have still to agree."""
    CONFIRMED = "confirmed"
    NEW_TIME_ASKED = "new_time_asked"
    STARTED = "started"
    FINISHED = "finished"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


NOT_TAKING_PLACE = frozenset({Standing.DECLINED, Standing.CANCELLED, Standing.EXPIRED})
_ENDED = {Side.CANCELLED: Standing.CANCELLED, Side.EXPIRED: Standing.EXPIRED}
_SAID = {
    Side.DECLINED: Standing.DECLINED,
    Side.NEW_TIME_ASKED: Standing.NEW_TIME_ASKED,
    Side.ASKED_ANEW: Standing.WAITING,
}
_COME_TO = {
    Progress.FINISHED: Standing.FINISHED,
    Progress.STARTED: Standing.STARTED,
    Progress.CONFIRMED: Standing.CONFIRMED,
}


def standing(interview: Interview) -> Standing:
    """How it stands: what has ended it, else how far it is once begun, else the last word spoken."""
    if ended := next((_ENDED[side] for side in _ENDED if side in interview.sides), None):
        return ended
    if interview.progress >= Progress.STARTED:
        return _COME_TO[interview.progress]
    if said := next((_SAID[side] for side in _SAID if side in interview.sides), None):
        return said
    return _COME_TO.get(interview.progress, Standing.WAITING)


def ends_at(interview: Interview) -> datetime:
    """When it is over, by its length."""
    return interview.starts_at + timedelta(minutes=interview.length_minutes)
