"""Numbered lines that show how far a command is."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Steps:
    """Prints `[2/6] Engine … 1.3 s` for each step of a known number."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._number = 0

    @contextmanager
    def step(self, title: str) -> Iterator[list[str]]:
        """One step; words put into the yielded list are shown beside its time."""
        self._number += 1
        print(f"[{self._number}/{self._total}] {title} …", end="", flush=True)
        started = time.monotonic()
        remarks: list[str] = []
        try:
            yield remarks
        except BaseException:
            print(" ✗", flush=True)
            raise
        print(f" {', '.join([*remarks, f'{time.monotonic() - started:.1f} s'])}", flush=True)
