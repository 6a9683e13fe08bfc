"""The calendar of interviews: a stretch of it, narrowed by position and by how each one stands (H3)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import batched, islice
from typing import Final, NamedTuple

from functions.portal_api.ports import Calendar, Listing
from mianyue.domain.application import Application
from mianyue.domain.appointment import NOT_TAKING_PLACE, Standing, standing
from mianyue.domain.errors import InvalidInput
from mianyue.domain.interview import Interview

LONGEST = timedelta(days=42, hours=1)
"""Six weeks, what a month's page shows; summer time may end in them."""
MOST_READ: Final = 2000
MOST_SHOWN: Final = 500
_TAKING_PLACE: Final = frozenset(Standing) - NOT_TAKING_PLACE
STATES: Final = {
    "": _TAKING_PLACE,
    "confirmed": frozenset({Standing.CONFIRMED}),
    "waiting": frozenset({Standing.WAITING}),
    "new_time_asked": frozenset({Standing.NEW_TIME_ASKED}),
    "done": frozenset({Standing.STARTED, Standing.FINISHED}),
    "ended": NOT_TAKING_PLACE,
}
"""What HR can narrow the calendar to; what does not take place is shown only when it is asked for."""


class Stretch(NamedTuple):
    """What is asked for. `state` is one of `STATES`; an empty `position_id` is every position."""

    since: datetime
    until: datetime
    position_id: str = ""
    state: str = ""

    def check(self) -> None:
        """Raises InvalidInput (`calendar_stretch`, `invalid_input`)."""
        if not timedelta(0) < self.until - self.since <= LONGEST:
            raise InvalidInput("until", "calendar_stretch", self.until.isoformat())
        if self.state not in STATES:
            raise InvalidInput("state", "invalid_input", self.state)

    def wants(self, interview: Interview) -> bool:
        """Whether an interview is among what is asked for."""
        return self.position_id in ("", interview.position_id) and standing(interview) in STATES[self.state]


class Shown(NamedTuple):
    """Interviews in order of time, each with its application; where there are more, `complete_until` says up to when
    these are all."""

    entries: list[tuple[Interview, Application]]
    complete_until: datetime | None


def list_calendar(calendar: Calendar, listing: Listing, stretch: Stretch) -> Shown:
    """A stretch of the calendar, as far as `MOST_READ` and `MOST_SHOWN` go. Raises InvalidInput."""
    stretch.check()
    read = list(islice(calendar.between(stretch.since, stretch.until), MOST_READ + 1))
    wanted = [each for each in read[:MOST_READ] if stretch.wants(each)]
    return Shown(list(beside(listing, wanted[:MOST_SHOWN])), _cut(read, wanted))


def _cut(read: list[Interview], wanted: list[Interview]) -> datetime | None:
    """From when on something may be missing; None when nothing is."""
    missing = wanted[MOST_SHOWN : MOST_SHOWN + 1] or read[MOST_READ : MOST_READ + 1]
    return missing[0].starts_at if missing else None


def beside(listing: Listing, interviews: Iterable[Interview]) -> Iterator[tuple[Interview, Application]]:
    """Interviews with their applications, in the same order; without those that are gone."""
    for some in batched(interviews, 100, strict=False):
        found = listing.applications({each.application_id for each in some})
        yield from ((each, found[each.application_id]) for each in some if each.application_id in found)
