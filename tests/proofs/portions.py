"""Histories in portions, each kept once it is through: a run that was cut goes on where it stood.

What is kept holds for one commit, and only where the tree is that commit.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.proofs.histories import COUNT, SEEDS, Sum, added, numbers, played
from tests.proofs.summary import code

KEPT = Path(__file__).parents[2] / ".proofs" / "histories.json"
PORTION = 500


def in_portions(told: Callable[[str], None], *, count: int = COUNT, portion: int = PORTION) -> Sum:
    """All histories; `told` hears how far they are and what has broken so far."""
    kept = _kept()
    for histories in _portions(count, portion):
        name = f"{histories.start}:{histories.stop}"
        if name not in kept:
            kept[name] = dict(vars(played(histories)))
            _keep(kept)
        so_far = added(map(_sum, kept.values()))
        told(f"{so_far.histories} of {count * len(SEEDS)}, broken promises: {so_far.broken.total()}")
    return added(map(_sum, kept.values()))


def _portions(count: int, portion: int) -> Iterator[range]:
    for seed in SEEDS:
        histories = numbers(seed, count)
        yield from (histories[start : start + portion] for start in range(0, count, portion))


def _sum(fields: dict[str, Any]) -> Sum:
    return Sum(**fields | {"broken": Counter(fields["broken"])})


def _kept() -> dict[str, dict[str, Any]]:
    now = code()
    found = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    if found.get("code") != now or now.endswith("*"):
        return {}
    portions: dict[str, dict[str, Any]] = found["portions"]
    return portions


def _keep(portions: dict[str, dict[str, Any]]) -> None:
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps({"code": code(), "portions": portions}), encoding="utf-8")
