"""A mail that HR sends to themselves to see how a text arrives (T4): no message, and part of no figure."""

from copy import replace
from datetime import datetime, timedelta
from typing import NamedTuple

WAITS = timedelta(minutes=15)
"""How long it may wait for its turn; then nobody is looking out for it any more."""
TURN = timedelta(seconds=10)
"""One person writes to themselves no more often than this."""
TAG = "trial"
"""What its events carry instead of an interview's ids."""


class Trial(NamedTuple):
    """A mail to oneself on its way. Each attempt is claimed once and makes at most one request."""

    trial_id: str
    until: datetime
    attempt: int = 1

    @property
    def again(self) -> "Trial":
        """The same mail, to be claimed anew."""
        return replace(self, attempt=self.attempt + 1)
