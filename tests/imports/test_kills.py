"""Workers die at any request, and the import ends as if nothing had happened (in full: `./dev prove imports`)."""

import pytest

from mianyue.domain.candidate_import import WAKES
from tests.proofs.imports import (
    LAMBDA_TRIES,
    Death,
    Imported,
    brought_in,
    candidates,
    faults_of,
    random_deaths,
    revived,
)


@pytest.fixture(scope="module")
def undisturbed() -> Imported:
    return brought_in(candidates(1_100)[0])


def test_a_file_goes_in_whole_and_in_little_memory(undisturbed: Imported) -> None:
    _, people, bad = candidates(1_100)
    assert bad == 1
    assert faults_of(undisturbed, people, bad) == []


def test_killed_and_taken_up_again_it_ends_the_same(undisturbed: Imported) -> None:
    deaths = random_deaths(undisturbed.requests, 4, seed=1)
    killed = brought_in(candidates(1_100)[0], deaths)
    assert killed.deaths == 4
    assert killed.state == undisturbed.state
    assert max(killed.entries.values()) == 1


def test_with_all_tries_used_up_the_sweep_takes_it_up_again_and_it_ends_the_same(undisturbed: Imported) -> None:
    killed = revived(candidates(1_100)[0], random_deaths(undisturbed.requests, 2 * LAMBDA_TRIES, seed=2))
    assert (killed.deaths, killed.woken, killed.continued) == (2 * LAMBDA_TRIES, 2, 0)
    assert killed.state == undisturbed.state
    assert max(killed.entries.values()) == 1


def test_stopped_at_last_it_goes_on_for_hr_and_ends_the_same(undisturbed: Imported) -> None:
    inside = undisturbed.requests // 2
    at_the_same_row = [Death(1, before=True)] * (LAMBDA_TRIES * (WAKES + 1) - 1)
    killed = revived(candidates(1_100)[0], [Death(inside, before=False), *at_the_same_row])
    assert (killed.woken, killed.continued) == (WAKES, 1)
    assert killed.state == undisturbed.state
    assert max(killed.entries.values()) == 1
