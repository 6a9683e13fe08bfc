"""Quiet hours and sending days, in the candidate's own zone (R6)."""

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mianyue.domain.zones import zone


class SendingWindow(NamedTuple):
    """When mails may go out that nobody waits for: not between two hours of the day, and on some days of the week.

    `quiet_from` 21 and `quiet_until` 8 keep the night free; both the same: no quiet hours. 0 is Monday.
    """

    quiet_from: int
    quiet_until: int
    days: tuple[int, ...]

    def opens(self, moment: datetime, zone_name: str) -> datetime:
        """`moment` itself where it is open, else the next moment that is, in UTC.

        Days that a clock change shortens or lengthens count by what the clock on the wall says.
        """
        place = zone(zone_name)
        local = moment.astimezone(place)
        if self._open(local):
            return moment
        # The window can only open at the end of the quiet hours, or, without any that morning, at midnight.
        candidates = (_at(local, days, hour, place) for days in range(9) for hour in sorted({0, self.quiet_until % 24}))
        return next(each for each in candidates if each > moment and self._open(each.astimezone(place)))

    def _open(self, local: datetime) -> bool:
        return local.weekday() in self.days and not self._quiet(local.hour)

    def _quiet(self, hour: int) -> bool:
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until


def next_hour(moment: datetime, hour: int, zone_name: str) -> datetime:
    """The next time that the clock on the candidate's wall says `hour` o'clock, `moment` included; UTC."""
    place = zone(zone_name)
    local = moment.astimezone(place)
    return next(each for days in range(3) if (each := _at(local, days, hour, place)) >= moment)


def next_day(moment: datetime, zone_name: str) -> datetime:
    """When the candidate's next day begins, in UTC."""
    place = zone(zone_name)
    return _at(moment.astimezone(place), 1, 0, place)


def _at(local: datetime, days: int, hour: int, place: ZoneInfo) -> datetime:
    """`hour` o'clock so many days after `local`; an hour that a clock change skips is the one after it."""
    wall = datetime.combine(local.date() + timedelta(days=days), time(hour), place)
    return wall.astimezone(UTC)
