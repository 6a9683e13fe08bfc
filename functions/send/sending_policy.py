"""When a message may go out, whatever its own time says: quiet hours, sending days, filled positions (R5, R6)."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from mianyue.domain.company import Company, Position
from mianyue.domain.errors import NotFound
from mianyue.domain.message import AT_ANY_HOUR, REMINDERS
from mianyue.domain.reminder_day import Place, places
from mianyue.domain.sendable import Sendable
from mianyue.domain.sending_window import next_day
from mianyue.domain.zones import zone


class Setup(Protocol):
    """What the policy needs of the company's set-up."""

    @property
    def company(self) -> Company:
        """The company."""

    def position(self, position_id: str) -> Position:
        """A position. Raises NotFound."""


class SendingPolicy:
    """Asks the set-up as it is now: a message may have waited for days since it was written.

    Where the set-up lacks something, nothing is held back here: writing the mail says what is missing.
    """

    def __init__(self, setup: Callable[[], Setup]) -> None:
        self._setup = setup

    def opens(self, found: Sendable, now: datetime) -> datetime:
        """`now`, or the next moment that the candidate's quiet hours and free days allow.

        What somebody waits for, such as a confirmation, goes out at once.
        """
        if found.message.kind in AT_ANY_HOUR:
            return now
        try:
            return self._setup().company.window.opens(now, found.interview.zone)
        except NotFound:
            return now

    def places(self, found: Sendable, now: datetime) -> tuple[Place, ...]:
        """The places that the candidate's day has for a reminder; none for what has no end in a day (M5)."""
        if found.message.kind not in REMINDERS:
            return ()
        return places(
            found.application.email,
            found.message.message_id,
            now=now,
            zone=zone(found.interview.zone),
            most=self._setup().company.daily_reminders,
        )

    def next_day(self, found: Sendable, now: datetime) -> datetime:
        """The first open moment of the candidate's next day."""
        return self._setup().company.window.opens(next_day(now, found.interview.zone), found.interview.zone)

    def position_filled(self, found: Sendable) -> bool:
        """Whether the interview's position is filled."""
        try:
            return self._setup().position(found.interview.position_id).filled
        except NotFound:
            return False
