"""What the routes find in their context."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from functions.portal_api.ports import (
    Links,
    Listing,
    Mails,
    Outbox,
    Reminders,
    SendQueue,
    Setups,
    Stories,
    Suppressions,
    Templates,
)
from mianyue.http.powertools import Router


@dataclass(frozen=True)
class Parts:
    """Everything outside, as the use cases see it."""

    setups: Setups
    templates: Templates
    listing: Listing
    stories: Stories
    outbox: Outbox
    reminders: Reminders
    suppressions: Suppressions
    queue: SendQueue
    mails: Mails
    links: Links
    clock: Callable[[], datetime]
    """The time now, UTC."""


def parts_of(router: Router) -> Parts:
    """The parts that the handler has given with the request."""
    return cast(Parts, router.context["parts"])
