"""What the routes find in their context."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from functions.portal_api.ports import Links, Listing, Mails, Outbox, SendQueue, Setups, Stories


@dataclass(frozen=True)
class Parts:
    """Everything outside, as the use cases see it."""

    setups: Setups
    listing: Listing
    stories: Stories
    outbox: Outbox
    queue: SendQueue
    mails: Mails
    links: Links
    clock: Callable[[], datetime]
    """The time now, UTC."""
