"""A confirmation while thousands of invitations go out: neither waits for the other (decision 4)."""

from collections.abc import Iterator
from math import ceil

import pytest

from mianyue.adapters.send_queue import Queues
from tests.simulators.awaited_wave import RATE, AwaitedWave
from tests.simulators.world import installed

THOUSANDS = 2_000
SOON = 5.0
"""Seconds that somebody who has just answered may wait for the mail."""


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    with installed():
        yield


@pytest.mark.parametrize(("people", "strict"), [(THOUSANDS, False), (1_000, True)])
def test_a_confirmation_does_not_wait_for_thousands_of_invitations(people: int, *, strict: bool) -> None:
    wave = AwaitedWave(people, strict=strict)
    wave.play()
    assert [wait < SOON for wait in wave.waits] == [True]
    assert (len(wave.accepted), set(wave.accepted.values())) == (people + 1, {1})
    # Five per cent above the rate at most, in whole mails; an SES that lets nothing through refuses the one too many.
    most = RATE if strict else ceil(RATE * 1.05)
    assert wave.world.ses.most_accepted_in_a_second() <= most
    assert len(wave.world.ses.asked) <= 1.01 * people


def test_in_one_queue_it_would_wait_until_all_of_them_are_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Queues, "of", lambda queues, _message: queues.many)
    wave = AwaitedWave(THOUSANDS)
    wave.play()
    assert min(wave.waits) > SOON


def test_two_hundred_confirmations_at_once_share_the_rate_with_the_invitations() -> None:
    wave = AwaitedWave(600, answers=200)
    wave.play()
    assert (len(wave.waits), len(wave.accepted), set(wave.accepted.values())) == (200, 800, {1})
    assert max(wave.waits) < 60
    assert len(wave.world.ses.asked) <= 1.15 * 800
