"""Time that passes only while every process waits: minutes are over in a second, and each run is the same."""

import heapq
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from types import SimpleNamespace
from unittest import mock

from mianyue.adapters import clock


class SimulatedTime:
    """Runs processes side by side, one at a time: whoever sleeps lets the one go on that wakes first."""

    def __init__(self, start: float = 0.0) -> None:
        self.now = start
        self._waiting: list[tuple[float, int, _Process]] = []
        self._numbers = count()
        self._over = threading.Event()
        self._failure: BaseException | None = None

    def run(self, *works: Callable[[], None]) -> None:
        """Do all `works` at the same time; what one of them raises is raised here."""
        for work in works:
            process = _Process(work, self._ended)
            self._wakes(process, self.now)
            process.start()
        self._hand_over()
        self._over.wait()
        if self._failure:
            raise self._failure

    def sleep(self, seconds: float) -> None:
        """What `clock.sleep` does in a process."""
        process = threading.current_thread()
        if not isinstance(process, _Process):
            raise AssertionError("only what runs in simulated time may wait in it")
        self._wakes(process, self.now + max(0.0, seconds))
        self._hand_over()
        process.turn.acquire()

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Within this context the functions' clock is this one."""
        time = SimpleNamespace(time=lambda: self.now, monotonic=lambda: self.now, sleep=self.sleep)
        with mock.patch.object(clock, "time", time):
            yield

    def _wakes(self, process: "_Process", moment: float) -> None:
        heapq.heappush(self._waiting, (moment, next(self._numbers), process))

    def _hand_over(self) -> None:
        self.now, _, process = heapq.heappop(self._waiting)
        process.turn.release()

    def _ended(self, failure: BaseException | None) -> None:
        self._failure = self._failure or failure
        if self._waiting and not self._failure:
            self._hand_over()
        else:
            self._over.set()


class _Process(threading.Thread):
    """Work that runs while it has its turn, and says how it ended."""

    def __init__(self, work: Callable[[], None], ended: Callable[[BaseException | None], None]) -> None:
        super().__init__(daemon=True)
        self.turn = threading.Lock()
        self.turn.acquire()
        self._work = work
        self._ended = ended

    def run(self) -> None:
        self.turn.acquire()
        try:
            self._work()
        except BaseException as failure:  # noqa: BLE001 - whoever waits for the run raises it
            self._ended(failure)
        else:
            self._ended(None)
