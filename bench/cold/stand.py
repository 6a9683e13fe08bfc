"""Where everything is set up to measure: a stub with the demo company, its certificate, and a folder for functions."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bench.cold.aws_stub import AwsStub, running
from bench.cold.certificate import Certificate, certificate
from bench.cold.demo import Demo
from bench.cold.deployed import Deployed
from bench.cold.process import Run, run
from bench.measuring import side_by_side

_HOSTS = ["*.eu-central-1.amazonaws.com", "*.s3.eu-central-1.amazonaws.com"]


class UnlikeWork(Exception):
    """Two functions that are to be compared have not done the same; the message says how they differ."""


@dataclass(frozen=True)
class Stand:
    """Functions lie in `folder`; they ask `stub`, and trust it by the file of their kind in `made`."""

    folder: Path
    demo: Demo
    stub: AwsStub
    made: Certificate

    def compared(
        self,
        functions: dict[str, Deployed],
        event: dict[str, Any],
        *,
        rounds: int,
        times: int = 0,
        more: Mapping[str, Counter[str]] = MappingProxyType({}),
    ) -> dict[str, list[Run]]:
        """Runs of each function in shuffled rounds; the first of them is called `ours`.

        `more` says what a function by its nature asks of AWS beyond what ours does.

        Each has run once before, which leaves bytecode and a warm disk behind. Raises NoAnswer, UnlikeWork.
        """
        works = {
            name: partial(
                run, each, event, self.stub, self.made.trusted_by_ours if name == "ours" else self.made.trusted
            )
            for name, each in functions.items()
        }
        _same_work({name: work() for name, work in works.items()}, more)
        return side_by_side({name: partial(work, times=times) for name, work in works.items()}, rounds=rounds)


@contextmanager
def a_stand() -> Iterator[Stand]:
    """A stand for the length of the block."""
    with tempfile.TemporaryDirectory() as place:
        folder, demo = Path(place), Demo()
        made = certificate(folder, _HOSTS)
        with running(made.shown, demo.answer) as stub:
            yield Stand(folder, demo, stub, made)


def _same_work(firsts: dict[str, Run], more: Mapping[str, Counter[str]]) -> None:
    ours = firsts["ours"]
    for name, each in firsts.items():
        wanted = (ours.answer.get("statusCode"), ours.calls + more.get(name, Counter()))
        if (each.answer.get("statusCode"), each.calls) != wanted:
            raise UnlikeWork(f"{name}: {each.answer} {each.calls}; ours: {ours.answer} {ours.calls}")
        if each.answer.get("batchItemFailures"):
            raise UnlikeWork(f"{name} has failed: {each.answer}")
