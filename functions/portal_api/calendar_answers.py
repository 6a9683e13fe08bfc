"""What the calendar area answers."""

from typing import Literal

from mianyue.http.answers import Answer, Moment

StandingName = Literal[
    "waiting", "confirmed", "new_time_asked", "started", "finished", "declined", "cancelled", "expired"
]


class CalendarEntry(Answer):
    """One interview at its time; `zone` is the candidate's."""

    application_id: str
    entry: int
    candidate_name: str
    position_id: str
    position_name: str
    starts_at: Moment
    ends_at: Moment
    zone: str
    standing: StandingName
    wishes: list[Moment]


class CalendarShape(Answer):
    """Interviews in order of time. `complete_until`: there are more from then on; null when these are all."""

    entries: list[CalendarEntry]
    complete_until: Moment | None
