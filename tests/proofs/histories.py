"""Ten thousand histories for each of three seeds, and every fault at every request: what was broken, if anything.

python -m tests.proofs.histories                     all of it
python -m tests.proofs.histories 0:300 --stop        a range of histories, up to the first broken promise
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field

from tests.simulators.aws import REAL_FAULTS
from tests.simulators.history import Played, play, play_plainly
from tests.simulators.world import installed

COUNT = 10_000
SEEDS = (1, 2, 3)
_APART = 1_000_000
"""Histories of one seed are numbered from here times the seed."""
_CHUNK = 20


@dataclass
class Sum:
    """What many histories came to."""

    histories: int = 0
    accepted: int = 0
    doubts: int = 0
    requests: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    where: list[int] = field(default_factory=list)
    """The first hundred seeds of those that broke a promise."""

    def add(self, played: Played) -> None:
        """Count one more."""
        self.histories += 1
        self.accepted += played.accepted
        self.doubts += played.doubts
        self.requests += played.requests
        self.broken.update(played.broken)
        if played.broken and len(self.where) < 100:
            self.where.append(played.seed)

    def __str__(self) -> str:
        found = ", ".join(f"{what} ({times})" for what, times in self.broken.items()) or "nothing"
        where = f", in {self.where}" if self.where else ""
        return (
            f"{self.histories} histories, {self.requests} requests, {self.accepted} mails accepted, "
            f"{self.doubts} doubts shown; broken: {found}{where}"
        )


def added(sums: Iterable[Sum]) -> Sum:
    """All of them as one."""
    total = Sum()
    for each in sums:
        total.histories += each.histories
        total.accepted += each.accepted
        total.doubts += each.doubts
        total.requests += each.requests
        total.broken.update(each.broken)
        total.where += each.where
    return total


def numbers(seed: int, count: int = COUNT) -> range:
    """The histories of one seed."""
    return range(seed * _APART, seed * _APART + count)


def played(histories: range, *, stop: bool = False) -> Sum:
    """Play a range of histories, on every processor there is; with `stop` up to the first broken promise."""
    chunks = [histories[start : start + _CHUNK] for start in range(0, len(histories), _CHUNK)]
    return _summed(_in_parallel(_chunk, chunks), stop=stop)


def every_single_fault() -> Sum:
    """The plain history once for each request of it and each fault at that request."""
    with installed():
        requests = play_plainly().requests
    return _summed(_in_parallel(_request, range(requests)), stop=False)


def _in_parallel(work: object, parts: Iterable[object]) -> Generator[list[Played]]:
    pool = ProcessPoolExecutor(max_workers=os.cpu_count())
    try:
        yield from pool.map(work, parts)  # type: ignore[arg-type]
    finally:  # whoever has seen enough does not wait for the rest
        pool.shutdown(cancel_futures=True)


def _chunk(histories: range) -> list[Played]:
    with installed():
        return [play(seed) for seed in histories]


def _request(number: int) -> list[Played]:
    with installed():
        return [play_plainly(number, fault) for fault in REAL_FAULTS]


def _summed(results: Generator[list[Played]], *, stop: bool) -> Sum:
    total = Sum()
    with closing(results):
        for some in results:
            for one in some:
                total.add(one)
            if stop and total.broken:
                break
    return total


def main(arguments: Sequence[str]) -> int:
    """The command line; exit code 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.histories")
    parser.add_argument("range", nargs="?", help="FIRST:END instead of all")
    parser.add_argument("--stop", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.range:
        first, end = map(int, asked.range.split(":"))
        sums = {f"histories {asked.range}": played(range(first, end), stop=asked.stop)}
    else:
        sums = {f"seed {seed}": played(numbers(seed)) for seed in SEEDS} | {"single faults": every_single_fault()}
    for name, total in sums.items():
        print(f"{name}: {total}")  # noqa: T201
    return 1 if any(total.broken for total in sums.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
