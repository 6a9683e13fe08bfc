"""What a message does to the entry in the candidate's calendar (T6)."""

from enum import StrEnum

from mianyue.domain.interview import Interview, Progress
from mianyue.domain.message import Kind


class Method(StrEnum):
    """The methods of RFC 5546 that we use."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


_FIXES_THE_TIME = frozenset({Kind.CONFIRMATION, Kind.NEW_TIME_ACCEPTED, Kind.NEW_TIME_PROPOSED})


def calendar_method(kind: Kind, interview: Interview) -> Method | None:
    """Ask for an entry where a time is fixed or proposed; take it back from who has one.

    Who had confirmed another time has it in their calendar: a proposal takes its place there.
    """
    if kind in _FIXES_THE_TIME:
        return Method.REQUEST
    if kind is Kind.WITHDRAWAL and interview.progress >= Progress.CONFIRMED:
        return Method.CANCEL
    return None
