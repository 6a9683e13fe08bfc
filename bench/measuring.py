"""Two ways of doing the same work, timed in shuffled rounds in one run; the median of the ratios counts."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """One figure of the table. It is reached when it is not above its goal."""

    name: str
    value: float
    goal: float

    @property
    def reached(self) -> bool:
        """Whether the goal is met."""
        return self.value <= self.goal


def ratio(ours: Callable[[], object], baseline: Callable[[], object], *, rounds: int = 9) -> float:
    """Seconds of `ours` per second of `baseline`: the median of the two medians' rounds."""
    ours_seconds: list[float] = []
    baseline_seconds: list[float] = []
    for _ in range(rounds):
        pairs = [(ours, ours_seconds), (baseline, baseline_seconds)]
        random.shuffle(pairs)
        for work, seconds in pairs:
            seconds.append(_timed(work))
    return median(ours_seconds) / median(baseline_seconds)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
