"""Ten thousand runs of the state machine of answers; how many promises they broke, and what was done in them."""

import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulators.answers_machine import AnswersMachine

RUNS = 10_000
STEPS = 30
_CHUNK = 500


def played(runs: int = RUNS) -> list[str]:
    """What broke, one text for each chunk of runs that broke something."""
    chunks = [(number, min(_CHUNK, runs - start)) for number, start in enumerate(range(0, runs, _CHUNK))]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        return [found for found in pool.map(_chunk, chunks) if found]


def _chunk(numbered: tuple[int, int]) -> str:
    """Each chunk begins at a seed of its own, and goes where no other went."""
    number, runs = numbered

    @seed(number)
    class Numbered(AnswersMachine):
        pass

    try:
        run_state_machine_as_test(Numbered, settings=settings_for(runs))
    except Exception as broken:  # noqa: BLE001 - whatever it is, it is what was looked for
        return f"seed {number}: {_first_line(broken)}"
    return ""


def settings_for(runs: int, phases: Iterable[Phase] = (Phase.generate,)) -> settings:
    """As many runs as asked for, each of so many steps, remembering nothing between two of them."""
    return settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        phases=tuple(phases),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def _first_line(broken: Exception) -> str:
    return f"{type(broken).__name__} {str(broken).partition(chr(10))[0]}"
