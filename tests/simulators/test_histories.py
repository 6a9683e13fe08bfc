"""Whatever fails, the promises hold: the deployed handlers, in all the weather the simulators can make."""

from collections.abc import Iterator
from unittest import mock

import pytest

from functions.send import wiring
from tests.simulators.aws import Fault
from tests.simulators.history import play, play_plainly
from tests.simulators.naive_sender import NaiveSender
from tests.simulators.world import installed

SEEDS = range(200)
"""`./dev prove` plays ten thousand, three times."""


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    with installed():
        yield


def broken(seeds: range) -> dict[int, tuple[str, ...]]:
    """The seeds whose histories have broken a promise, and what was broken."""
    return {played.seed: played.broken for played in map(play, seeds) if played.broken}


def test_in_a_storm_nothing_is_doubled_lost_or_taken_back() -> None:
    assert broken(SEEDS) == {}


def test_the_same_seed_plays_the_same_history() -> None:
    assert play(7) == play(7)


def test_without_faults_there_are_three_mails_and_no_question() -> None:
    played = play_plainly()
    assert (played.broken, played.accepted, played.doubts) == ((), 3, 0)


@pytest.mark.parametrize("fault", [Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.ANSWER_LOST])
def test_a_single_fault_at_any_request_costs_nothing(fault: Fault) -> None:
    histories = [play_plainly(number, fault) for number in range(play_plainly().requests)]
    assert {played.seed: played.broken for played in histories if played.broken} == {}


class TestANaiveSender:
    """One that sends and then saves: it is what the harness is for."""

    @pytest.fixture(autouse=True)
    def naive(self) -> Iterator[None]:
        with mock.patch.object(wiring, "Sender", NaiveSender):
            yield

    def test_does_well_as_long_as_nothing_fails(self) -> None:
        assert play_plainly().accepted == 3

    def test_is_found_out_by_one_crash(self) -> None:
        histories = [play_plainly(number, Fault.CRASH_AFTER) for number in range(play_plainly().requests)]
        assert any("invitation was accepted 2 times for one stage entry" in played.broken for played in histories)

    def test_is_found_out_by_storms(self) -> None:
        found = [promise for promises in broken(range(20)).values() for promise in promises]
        assert any(" times for one stage entry" in promise for promise in found)
