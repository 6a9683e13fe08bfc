"""A candidate's day has so many places for reminders, over all positions (M5)."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mianyue.domain.ids import derived

_KEPT = timedelta(days=3)
"""A day is over everywhere by then."""


class Place(NamedTuple):
    """One of the reminders that `person` may get on `day`; it belongs to the first message that takes it.

    A message that comes back the same day, because the channel was busy, still has its place.
    """

    person: str
    day: str
    number: int
    message_id: str
    expires_at_epoch: int


def places(address: str, message_id: str, *, now: datetime, zone: ZoneInfo, most: int) -> tuple[Place, ...]:
    """The places of the candidate's day, in the order in which they are taken. `most` 0: no day has an end to them.

    Who has applied twice is one person by the address that both reminders would go to; it is kept as a digest.
    """
    day = now.astimezone(zone).date().isoformat()
    person, expires = derived("person", address.strip().casefold()), int((now + _KEPT).timestamp())
    return tuple(Place(person, day, number, message_id, expires) for number in range(1, most + 1))
