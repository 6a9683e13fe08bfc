"""Simulated time: everything that happens stands in one list of moments, and happens in its order.

Work that waits for something runs as a task (a greenlet): it stops where it waits and goes on when its moment
comes, so that any number of tasks interleave at every call they make. The same seed gives the same history.
"""

import heapq
from collections.abc import Callable
from itertools import count
from typing import Protocol

from greenlet import getcurrent, greenlet


class Killed(BaseException):
    """Thrown into a task whose process dies: no `except Exception` may catch it."""


class Owner(Protocol):
    """What a task runs in: a process."""

    def put_away(self) -> Callable[[], None]:
        """Others go on now in the same Python: what gives this process back what it keeps in globals."""


class Task(greenlet):
    """Work in progress; `alive` ends with it."""

    owner: Owner

    @property
    def alive(self) -> bool:
        """It has not ended yet."""
        return not self.dead


class Hub:
    """The list of what is to happen."""

    def __init__(self, now: float) -> None:
        self.now = now
        self._moments: list[tuple[float, int, Callable[[], object]]] = []
        self._numbers = count()
        self._root = getcurrent()

    def at(self, moment: float, happening: Callable[[], object]) -> None:
        """Let something happen at `moment` (seconds since 1970), or now if that is over."""
        heapq.heappush(self._moments, (max(moment, self.now), next(self._numbers), happening))

    def later(self, seconds: float, happening: Callable[[], object]) -> None:
        """Let something happen after a while."""
        self.at(self.now + seconds, happening)

    def run(self, until: float) -> None:
        """Let everything happen that is to happen before `until`."""
        while self._moments and self._moments[0][0] < until:
            self.now, _, happening = heapq.heappop(self._moments)
            happening()
        self.now = max(self.now, until)

    def start(self, work: Callable[[], object], owner: Owner) -> Task:
        """Begin a task; it runs at once, up to where it first waits."""
        task = Task(lambda: _survive(work), self._root)
        task.owner = owner
        task.switch()
        return task

    def wait(self, seconds: float) -> None:
        """Called within a task: go on after so many seconds."""
        task = getcurrent()
        self.later(seconds, lambda: task.switch() if not task.dead else None)
        take_up_again = task.owner.put_away()
        self._root.switch()
        take_up_again()

    def kill(self, task: Task) -> None:
        """End a task where it stands."""
        if task.alive:
            task.throw(Killed)

    @staticmethod
    def task() -> Task | None:
        """The task that runs just now; None outside of any."""
        current = getcurrent()
        return current if isinstance(current, Task) else None


def _survive(work: Callable[[], object]) -> None:
    try:
        work()
    except Killed:
        return
