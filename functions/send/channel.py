"""The port of every channel (C1): what sending asks of mail, and of each channel that joins it."""

from collections.abc import Mapping
from typing import Protocol

from mianyue.domain.sendable import Sendable


class Outgoing(Protocol):
    """What a channel has written: ready to leave, and to be kept as it left (decision 13)."""

    @property
    def template(self) -> str:
        """Key and version of the template it was written from."""

    def kept(self) -> Mapping[str, object]:
        """All of it, as plain data."""


class Channel[Written: Outgoing](Protocol):
    """One way to a candidate."""

    def write(self, found: Sendable, /) -> Written:
        """What a message says. Raises MissingValue, InvalidInput or NotFound; asks nothing of the channel yet."""

    def turn(self, *, one_of_many: bool = False) -> None:
        """Wait for the moment to hand something over. Raises Throttled or OverQuota when that is not soon."""

    def send(self, outgoing: Written, /) -> str:
        """Hand it over in exactly one request; the channel's own id.

        Raises Throttled, OverQuota, Rejected or Unanswered.
        """
