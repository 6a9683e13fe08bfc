"""What a candidate can still answer, within what HR has set (P2)."""

from datetime import datetime, timedelta
from typing import NamedTuple

from mianyue.domain.interview import Fact, Interview, Progress, Side


class NewTimes(NamedTuple):
    """When and how often a candidate can ask for another time."""

    hours_before: int = 0
    """How many hours before the interview it can last be asked; 0: until the deadline."""
    most: int = 3

    def until(self, interview: Interview) -> datetime:
        """From when on it is too late to ask."""
        if not self.hours_before:
            return interview.closes_at
        return min(interview.starts_at - timedelta(hours=self.hours_before), interview.closes_at)

    def left(self, interview: Interview) -> int:
        """How many more times the candidate can ask; changing wishes that wait is no new asking."""
        return max(0, self.most - interview.asks)


def why_not(fact: Fact, interview: Interview, new_times: NewTimes, now: datetime) -> str:
    """Why a candidate cannot give this answer now, in one word; '' when they can."""
    if interview.closed:
        return interview.closed.name.lower()
    if interview.overdue(now):
        return "expired"
    if fact in (Fact.NEW_TIME_ASKED, Fact.DECLINED) and interview.progress >= Progress.STARTED:
        return "started"
    if fact is Fact.NEW_TIME_ASKED:
        return _why_no_new_time(interview, new_times, now)
    late = fact is Fact.CONFIRMED and now >= interview.deadline and interview.progress < Progress.STARTED
    return "time_is_over" if late else ""


def _why_no_new_time(interview: Interview, new_times: NewTimes, now: datetime) -> str:
    if now >= new_times.until(interview):
        return "new_time_too_late"
    waits = Side.NEW_TIME_ASKED in interview.sides
    return "" if waits or new_times.left(interview) else "no_new_times_left"
