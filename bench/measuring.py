"""What a measurement says: one figure against its goal, and ratios taken side by side in shuffled rounds."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Figure:
    """A measured value and, where it was measured several times, the middle half of what was seen."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """One line of the table. `number` is the row of the figures to reach that it belongs to."""

    number: int
    name: str
    measured: Figure | float
    goal: float
    at_least: bool = False
    """Reached from the goal upwards; else up to the goal."""
    note: str = ""
    """What else was seen, for readers: it decides nothing."""

    @property
    def value(self) -> float:
        """What is compared with the goal."""
        return self.measured.value if isinstance(self.measured, Figure) else self.measured

    @property
    def spread(self) -> str:
        """The middle half of what was seen; '' for what was counted once."""
        return f"{self.measured.low:.2f}–{self.measured.high:.2f}" if isinstance(self.measured, Figure) else ""

    @property
    def reached(self) -> bool:
        """Whether the goal is met."""
        return self.value >= self.goal if self.at_least else self.value <= self.goal


def figure(values: Sequence[float]) -> Figure:
    """The median of several measurements, and the middle half of them."""
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Figure(median(values), low, high)


def ratio(ours: Callable[[], object], baseline: Callable[[], object], *, rounds: int = 9) -> Figure:
    """Seconds of `ours` per second of `baseline`: the median over rounds in which both ran, in any order."""
    measured = side_by_side({"ours": lambda: _timed(ours), "baseline": lambda: _timed(baseline)}, rounds=rounds)
    return figure(ratios(measured["ours"], measured["baseline"]))


def side_by_side[T](works: Mapping[str, Callable[[], T]], *, rounds: int) -> dict[str, list[T]]:
    """What each work returned in each round; a round does every work once, shuffled."""
    found: dict[str, list[T]] = {name: [] for name in works}
    for _ in range(rounds):
        for name in random.sample(list(works), len(works)):
            found[name].append(works[name]())
    return found


def ratios(ours: Sequence[float], baseline: Sequence[float]) -> list[float]:
    """Ratio by ratio, of what was measured in the same round."""
    return [mine / theirs for mine, theirs in zip(ours, baseline, strict=True)]


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
