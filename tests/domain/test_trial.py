"""A mail that HR sends to themselves (T4)."""

from datetime import timedelta

from mianyue.domain.trial import TAG, TURN, WAITS, Trial
from tests.builders import NOW


def test_it_waits_a_quarter_of_an_hour_and_one_is_sent_in_ten_seconds() -> None:
    assert (timedelta(minutes=15), timedelta(seconds=10)) == (WAITS, TURN)


def test_its_events_are_told_apart_by_a_tag_that_ses_sends_back() -> None:
    assert TAG == "trial"


def test_each_attempt_is_claimed_anew() -> None:
    assert Trial("t1", NOW).attempt == 1
    assert Trial("t1", NOW).again == Trial("t1", NOW, attempt=2)
