"""Looking at bulk actions: the list, and one with its mails and with whom it has left alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from functions.bulk.ports import Bulks, Listing
from mianyue.domain.bulk import Bulk, Left, Tally

LISTED = 20
SHOWN_LEFT = 100
"""Applications left alone that are named one by one."""


class Seen(NamedTuple):
    """A bulk action with its mails, and with those left alone by name ('' for one that is gone)."""

    bulk: Bulk
    tally: Tally
    left: tuple[Left, ...] = ()
    names: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Window:
    """What looking needs from outside."""

    bulks: Bulks
    listing: Listing


def newest(window: Window) -> list[Seen]:
    """The newest twenty."""
    return [seen(window, bulk) for bulk in window.bulks.newest(LISTED)]


def seen(window: Window, bulk: Bulk) -> Seen:
    """A bulk action as far as it has come, with its mails."""
    return Seen(bulk, window.bulks.tally(bulk.bulk_id))


def one(window: Window, bulk_id: str) -> Seen:
    """One with all there is to say of it. Raises NotFound."""
    bulk = window.bulks.get(bulk_id)
    left = window.bulks.left(bulk_id, SHOWN_LEFT)
    found = window.listing.applications({each.application_id for each in left}) if left else {}
    names = {application_id: application.name for application_id, application in found.items()}
    return Seen(bulk, window.bulks.tally(bulk_id), tuple(left), names)
