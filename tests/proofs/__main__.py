"""`./dev prove`: the proofs with their full numbers; what they came to is kept in docs/proofs.md.

./dev prove                   everything: about two and a half hours on two processors
./dev prove histories bugs    some of it
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from tests.proofs import answers, histories, imports, rotations, seeded_bugs, tokens
from tests.proofs.engine_imports import brought_in_on_engine
from tests.proofs.portions import in_portions
from tests.proofs.summary import Line, keep
from tests.simulators.bulk_wave import BulkWave
from tests.simulators.world import installed

ENGINE = "tests/proofs/test_engine_kills.py"


class Result(NamedTuple):
    """What a proof came to; `holds` is false when it found something."""

    holds: bool
    found: str


def prove_histories() -> Result:
    """Three seeds of ten thousand; a run that was cut goes on where it stood."""
    return _result(in_portions(lambda how_far: print(f"      {how_far}", flush=True)))  # noqa: T201


def prove_single_faults() -> Result:
    """Each fault at each request of the plain history."""
    return _result(histories.every_single_fault())


def prove_bugs() -> Result:
    """Every seeded bug is found."""
    found = seeded_bugs.all_found()
    nobody = [name for name, finders in found.items() if not finders]
    by = {who: sum(who in finders for finders in found.values()) for who in ("histories", "tests")}
    text = (
        f"{len(found) - len(nobody)} of {len(found)} bugs found: {by['histories']} by histories, {by['tests']} by tests"
    )
    return Result(not nobody, text + (f"; not found: {', '.join(nobody)}" if nobody else ""))


def prove_bulk() -> Result:
    """A bulk action for five thousand, in bad weather."""
    with installed():
        wave = BulkWave(5000)
        wave.play()
    return Result(not wave.broken, str(wave))


def prove_engine_kills() -> Result:
    """The laptop's engine, killed again and again."""
    command = [sys.executable, "-m", "pytest", ENGINE, "-q", "-s", "-p", "no:cacheprovider", "--no-header"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    lines = [line for line in done.stdout.splitlines() if "accepted" in line]
    print(done.stdout[-2000:] if done.returncode else "")  # noqa: T201
    return Result(done.returncode == 0, lines[-1] if lines else "it did not come to its end")


def prove_imports() -> Result:
    """100,000 rows go in, also on the laptop's engine; 5,000 do though their workers are killed again and again."""
    file, people, bad = imports.candidates(100_000)
    whole, on_engine = imports.brought_in(file), brought_in_on_engine(file)
    killed = imports.killed(imports.candidates(5_000)[0])
    faults = [*imports.faults_of(whole, people, bad), *imports.faults_of(on_engine.imported, people, bad)]
    found = (
        f"{whole.record.total} rows, {people} people: 0 lost, 0 doubled, {bad} bad rows back, a worker of "
        f"{whole.megabytes:.0f} MB; likewise {on_engine}; {killed}"
    )
    return Result(not faults and killed.same_end, ", ".join(faults) or found)


def prove_answers() -> Result:
    """Everybody answers in any order, in 10,000 runs: no illegal state."""
    broken = answers.played()
    found = f"{answers.RUNS} runs of up to {answers.STEPS} steps: {len(broken)} illegal states"
    return Result(not broken, "; ".join([found, *broken]))


def prove_tokens() -> Result:
    """100,000 forged, changed, foreign or revoked tokens are refused; none that holds is while keys are changed."""
    forger, checked = tokens.forged(), rotations.worlds(25)
    found = (
        f"{tokens.COUNT} tokens in {len(forger.tried)} ways: {forger.taken.total()} accepted, {forger.wrongly_mailed} "
        f"had a new link sent that were never ours; {checked.opened} links opened "
        f"during {checked.switched} changes of keys: {checked.refused} refused"
    )
    silent = set(forger.told) == {None}
    return Result(silent and not (forger.taken or forger.wrongly_mailed or checked.refused), found)


def prove_mutants() -> Result:
    """What decides about people, with one mistake at a time: a test fails for each, or it is explained."""
    lines = []
    command = [sys.executable, "-m", "tests.proofs.mutants"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - ours
        for line in running.stdout or ():
            print(f"      {line}", end="", flush=True)  # noqa: T201
            lines.append(line.strip())
    return Result(running.returncode == 0, lines[-1] if lines else "it did not come to its end")


PROOFS: dict[str, Callable[[], Result]] = {
    "histories": prove_histories,
    "faults": prove_single_faults,
    "bugs": prove_bugs,
    "bulk": prove_bulk,
    "kills": prove_engine_kills,
    "imports": prove_imports,
    "answers": prove_answers,
    "tokens": prove_tokens,
    "mutants": prove_mutants,
}


def _result(total: histories.Sum) -> Result:
    return Result(not total.broken, str(total))


def main(names: Sequence[str]) -> int:
    """Exit code 1 when a proof has found something, 2 for a name that is none."""
    if unknown := [name for name in names if name not in PROOFS]:
        print(f"There is no proof called {unknown[0]}: use {', '.join(PROOFS)}.", file=sys.stderr)  # noqa: T201
        return 2
    hold = True
    for number, name in enumerate(chosen := names or list(PROOFS), start=1):
        print(f"[{number}/{len(chosen)}] {PROOFS[name].__doc__} …", flush=True)  # noqa: T201
        started = time.monotonic()
        result = PROOFS[name]()
        minutes = (time.monotonic() - started) / 60
        print(f"      {'holds' if result.holds else 'BROKEN'}: {result.found} ({minutes:.0f} min)", flush=True)  # noqa: T201
        keep(Line(name, result.holds, result.found, datetime.now(UTC).date(), minutes))
        hold = hold and result.holds
    return 0 if hold else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
