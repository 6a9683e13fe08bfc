"""A bulk action in bad weather, through the deployed handlers: all once, none lost, SES's rate and day respected (B3).

`./dev prove bulk` plays five thousand.
"""

from collections.abc import Iterator

import pytest

from tests.simulators.bulk_wave import BulkWave
from tests.simulators.world import installed


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    with installed():
        yield


@pytest.mark.parametrize("seed", [1, 2])
def test_everybody_is_invited_once_whatever_fails(seed: int) -> None:
    wave = BulkWave(120, seed)
    wave.play()
    assert wave.broken == []
    assert wave.killed == 1


def test_it_says_no_name_in_any_log() -> None:
    wave = BulkWave(20)
    wave.play()
    text = "".join(wave.world.log_lines)
    assert '"event":"bulk"' in text
    assert "@example.com" not in text
    assert "姓名" not in text
