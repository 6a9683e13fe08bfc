"""Wakes bulk actions that should be under way and are not: a schedule was lost, or a worker is gone (B3)."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Protocol

AGAIN_AFTER = timedelta(minutes=10)
"""How long somebody who has been woken may take until they say something."""


class Bulks(Protocol):
    """What waking needs of the table."""

    def due_before(self, now: datetime) -> Iterator[str]:
        """Ids of those that somebody must look at, oldest first."""

    def look_again(self, bulk_id: str, looked_at: datetime | None) -> None:
        """When to look at one the next time."""


class Background(Protocol):
    """The function that works on bulk actions."""

    def carry_on(self, bulk_id: str, /) -> None:
        """Work on one, in an invocation of its own."""


def wake_bulks(
    bulks: Bulks, background: Background, trouble: Callable[[str, Exception], None], *, now: datetime
) -> int:
    """Wake whoever works on them; how many there were. What goes wrong with one is told to `trouble`."""
    woken = 0
    for bulk_id in bulks.due_before(now):
        try:
            background.carry_on(bulk_id)
            bulks.look_again(bulk_id, now + AGAIN_AFTER)
        except Exception as error:  # noqa: BLE001 - the sweep behind it may bring somebody's reminder
            trouble("Bulk", error)
        woken += 1
    return woken
