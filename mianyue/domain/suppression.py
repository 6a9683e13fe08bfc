"""An address that no mail goes to any more, and how HR lifts that (K5)."""

from datetime import datetime
from typing import NamedTuple


class Suppression(NamedTuple):
    """One address of which a mailbox or its owner has said: no more. It holds for every application."""

    address: str
    """As the mail service named it."""
    reason: str
    """The fact that caused it: `bounced` or `complained`."""
    at: datetime
    application_id: str
    entry: int
    message_id: str
    """The mail that was returned or complained of."""
    lifted_at: datetime | None = None
    lifted_by: str = ""
    lifted_because: str = ""


def same_mailbox(address: str) -> str:
    """What two spellings of one address have in common.

    RFC 5321 (2.4) lets a host tell capitals apart in front of the @; none that candidates use does.
    """
    return address.strip().casefold()
