"""Lambda, as far as it can go wrong: the deployed handlers in processes that start cold, freeze and die.

An environment works on one event at a time. It keeps what its handler has put together (`parts`), it has a clock
of its own that may be wrong by minutes, and it is gone for good when it crashes or its time is up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from tests.simulators.hub import Hub, Task

type Event = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """How an invocation ended; `ok` is false for an exception, a crash and a time-out alike."""

    ok: bool
    answer: Any = None
    error: str = ""


type Then = Callable[[Outcome], None]


class Environment:
    """One execution environment. `skew` are the seconds its clock is ahead of the true time.

    `put_away` saves what its framework keeps in globals, and returns what restores it.
    """

    def __init__(self, skew: float, put_away: Callable[[], Callable[[], None]]) -> None:
        self.skew = skew
        self.put_away = put_away
        self._wired: dict[Any, Any] = {}

    def wired(self, factory: Callable[[], Any]) -> Any:
        """What `factory` (a wiring's cached function) makes, once in this environment."""
        if factory not in self._wired:
            self._wired[factory] = factory()
        return self._wired[factory]


@dataclass(frozen=True)
class Context:
    """What Lambda tells a handler about its invocation."""

    left: Callable[[], float]
    invoked_function_arn: str
    aws_request_id: str = "request"
    function_name: str = "function"
    memory_limit_in_mb: int = 512

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the invocation is ended."""
        return int(self.left() * 1000)


def _nothing() -> None:
    return


class SimulatedFunction:
    """A deployed function: `handler` is the very one that Lambda calls."""

    def __init__(
        self,
        hub: Hub,
        name: str,
        handler: Callable[[Event, Any], Any],
        *,
        seconds: float,
        skew: Callable[[], float],
        random: Random,
        put_away: Callable[[], Callable[[], None]] = lambda: _nothing,
    ) -> None:
        self.name = name
        self.available = True
        self._hub = hub
        self._handler = handler
        self._seconds = seconds
        self._skew = skew
        self._random = random
        self._put_away = put_away
        self._idle: list[Environment] = []
        self._tasks: list[Task] = []

    def kill(self) -> int:
        """Every process that works at this moment dies where it stands; how many that were."""
        alive = [task for task in self._tasks if task.alive]
        for task in alive:
            self._hub.kill(task)
        return len(alive)

    def invoke(self, event: Event, then: Then) -> None:
        """Call the handler in a free environment, or in a new one; `then` hears how it ended."""
        if not self.available:
            self._hub.later(1, lambda: then(Outcome(False, error="Unavailable")))
            return
        environment = self._idle.pop() if self._idle else Environment(self._skew(), self._put_away)
        ended = self._ended(environment, then)
        task = _Invocation(self._hub, environment, self._called, self._seconds, ended).begin(event)
        self._tasks = [each for each in (*self._tasks, task) if each.alive]

    def _called(self, event: Event, left: Callable[[], float]) -> Any:
        return self._handler(event, Context(left, f"arn:{self.name}"))

    def invoke_later(
        self,
        event: Event,
        lost: Callable[[Event], None],
        *,
        retries: int = 2,
        done: Callable[[], None] = lambda: None,
    ) -> None:
        """Asynchronously, as Lambda does it: two more tries after a minute and two, then `lost` gets the event.

        `done` is called once it has gone well.
        """

        def ended(outcome: Outcome) -> None:
            if outcome.ok:
                done()
            elif retries == 0:
                lost(event)
            else:
                again = partial(self.invoke_later, event, lost, retries=retries - 1, done=done)
                self._hub.later(60 * (3 - retries), again)

        self.invoke(event, ended)

    def _ended(self, environment: Environment, then: Then) -> Then:
        def ended(outcome: Outcome) -> None:
            survives = outcome.error not in ("Crashed", "TimedOut")
            if survives and self._random.random() < 0.8:  # Lambda forgets environments as it likes
                self._idle.append(environment)
            then(outcome)

        return ended


class _Invocation:
    """One event on its way through a handler."""

    def __init__(self, hub: Hub, environment: Environment, handler: Any, seconds: float, then: Then) -> None:
        self._hub = hub
        self._environment = environment
        self._handler = handler
        self._ends_at = hub.now + seconds
        self._then = then
        self._outcome = Outcome(False, error="Crashed")

    def begin(self, event: Event) -> Task:
        """Run, with the time limit behind it."""
        task = self._hub.start(lambda: self._run(event), self._environment)
        if task.alive:
            self._hub.at(self._ends_at, lambda: self._time_out(task))
        return task

    def _run(self, event: Event) -> None:
        try:
            self._outcome = Outcome(True, self._handler(event, lambda: self._ends_at - self._hub.now))
        except Exception as error:  # noqa: BLE001 - what Lambda reports as a function error
            self._outcome = Outcome(False, error=type(error).__name__)
        finally:
            self._hub.later(0, lambda: self._then(self._outcome))

    def _time_out(self, task: Task) -> None:
        if task.alive:
            self._outcome = Outcome(False, error="TimedOut")
            self._hub.kill(task)
