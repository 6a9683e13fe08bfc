"""Workers die at any request, and the import ends as if nothing had happened (in full: `./dev prove imports`)."""

import pytest

from tests.proofs.imports import Imported, brought_in, candidates, faults_of, random_deaths


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
