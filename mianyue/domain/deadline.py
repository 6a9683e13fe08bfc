"""The deadline of an interview: once it has passed unanswered, the interview expires."""

from datetime import datetime
from typing import NamedTuple

from mianyue.domain.interview import Interview


class Deadline(NamedTuple):
    """What the sweep watches. An answer after `due_at` is refused whether or not the sweep came by."""

    application_id: str
    entry: int
    due_at: datetime


def deadline_of(interview: Interview) -> Deadline:
    """The deadline that stands beside an interview."""
    return Deadline(interview.application_id, interview.number, interview.deadline)
