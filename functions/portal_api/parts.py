"""What the routes find in their context."""

from dataclasses import dataclass

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
