"""Wakes imports that should be under way and have not moved for too long, and stops those that do not go on (B2)."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Protocol

from mianyue.domain.candidate_import import WAKES, Watch
from mianyue.domain.errors import Conflict

AGAIN_AFTER = timedelta(minutes=10)
"""How long one that has been woken may take until it moves: Lambda tries again after one minute and after two."""


class Imports(Protocol):
    """What waking needs of the table. Whatever takes what was `seen` raises Conflict once the import has moved."""

    def due_before(self, now: datetime) -> Iterator[Watch]:
        """Those that have not moved for too long, oldest first."""

    def look_again(self, seen: Watch, again: Watch) -> None:
        """Look at it again at another time."""

    def stop(self, seen: Watch) -> None:
        """Leave it to HR whether it goes on."""


class Background(Protocol):
    """The function that works on imports."""

    def carry_on(self, import_id: str, /) -> None:
        """Work on one, in an invocation of its own."""


def wake_imports(
    imports: Imports, background: Background, trouble: Callable[[str, Exception], None], *, now: datetime
) -> int:
    """Wake whoever works on them; how many there were. What goes wrong with one is told to `trouble`."""
    found = 0
    for watch in imports.due_before(now):
        try:
            _wake(watch, imports, background, now)
        except Conflict:  # it has moved at this moment
            pass
        except Exception as error:  # noqa: BLE001 - the sweep behind it may bring somebody's reminder
            trouble("Import", error)
        found += 1
    return found


def _wake(watch: Watch, imports: Imports, background: Background, now: datetime) -> None:
    if watch.woken >= WAKES:
        imports.stop(watch)
        return
    background.carry_on(watch.import_id)
    imports.look_again(watch, Watch(watch.import_id, now + AGAIN_AFTER, watch.woken + 1))
