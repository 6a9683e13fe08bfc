"""`python -m tests.proofs.mutants`: what decides about people, with one mistake at a time; a test must fail for each.

    python -m tests.proofs.mutants                                   every module, as `./dev prove mutants` does
    python -m tests.proofs.mutants mianyue/domain/reminder.py        some of them, each survivor told

A mutant is killed by a test that fails, or that does not come to its end. One that cannot even be imported is not
counted: nobody could ship it. One that lives either has its explanation in explained_mutants.toml, or is a gap.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.proofs.killing import Fate, fates

ROOT = Path(__file__).parents[2]
EXPLAINED = Path(__file__).with_name("explained_mutants.toml")
MODULES = (
    "mianyue/domain/*.py",
    "mianyue/recording.py",
    "mianyue/settling.py",
    "mianyue/cancelling.py",
    "functions/track/*.py",
    "functions/remind/*.py",
    "functions/send/review_reminders.py",
)
DECIDE_NOTHING = ("__init__.py", "wiring.py")
"""They only put parts together; deploying to the laptop's engine tries that."""
ENOUGH = 0.9
"""The part of all mutants that tests must kill."""


class Explanation(NamedTuple):
    """Why a mutant that lives is no gap: `mutant` is the beginning of `name` below."""

    mutant: str
    why: str

    @property
    def file(self) -> str:
        """The module that it is about."""
        return self.mutant.partition(" ")[0]

    def fits(self, fate: Fate) -> bool:
        """Whether it is this mutant that it explains."""
        return name(fate).startswith(self.mutant)


def name(fate: Fate) -> str:
    """The mutant's file, function and new lines: no number, so that it stays when the file changes elsewhere."""
    return f"{fate.file} {fate.mutant.where}: {fate.mutant.change}"


class Count(NamedTuple):
    """What a run came to."""

    killed: int
    unborn: int
    explained: int
    gaps: list[Fate]

    @property
    def total(self) -> int:
        """All that could be killed."""
        return self.killed + self.explained + len(self.gaps)

    @property
    def holds(self) -> bool:
        """Enough are killed, and every other one is explained."""
        return not self.gaps and self.killed >= ENOUGH * self.total

    def __str__(self) -> str:
        part = 100 * self.killed / max(self.total, 1)
        return (
            f"{self.total} mutants, {self.killed} killed ({part:.1f} %), {self.explained} explained, "
            f"{len(self.gaps)} unexplained; {self.unborn} more could not be imported"
        )


def modules() -> list[str]:
    """Whatever decides about people, from the root of the repository on."""
    found = [path for pattern in MODULES for path in sorted(ROOT.glob(pattern)) if path.name not in DECIDE_NOTHING]
    return [str(path.relative_to(ROOT)) for path in found]


def explanations() -> list[Explanation]:
    """What is known of those that live."""
    reasons = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))["reason"]
    return [Explanation(mutant, reason["why"]) for reason in reasons for mutant in reason["mutants"]]


def counted(ended: Iterable[Fate], known: Sequence[Explanation]) -> Count:
    """How many were killed, and whether the others are explained."""
    ended = list(ended)
    ends = Counter(fate.end for fate in ended)
    living = [fate for fate in ended if fate.end == "alive"]
    gaps = [fate for fate in living if not any(each.fits(fate) for each in known)]
    return Count(ends["killed"] + ends["timed_out"], ends["unborn"], len(living) - len(gaps), gaps)


def main(files: Sequence[str]) -> int:
    """Exit code 1 when a mutant lives that nobody has explained, or too few are killed."""
    chosen = files or modules()
    known, ended = explanations(), list[Fate]()
    for file, found in fates(chosen):
        count = counted(found, known)
        print(f"{file}: {count}", flush=True)  # noqa: T201
        for gap in count.gaps:
            print(f"    {name(gap)}", flush=True)  # noqa: T201
        ended += found
    for each in known:
        if each.file in chosen and not any(each.fits(fate) for fate in ended):
            print(f"Nothing lives any more that this explains: {each.mutant}")  # noqa: T201
    count = counted(ended, known)
    print(count)  # noqa: T201
    return 0 if count.holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
