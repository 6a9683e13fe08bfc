"""How a sender keeps to its part of SES's rate: when it waits, when it asks, when it stops."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from mianyue.adapters import clock, sending_rate
from mianyue.adapters.send_quota import SendQuota
from mianyue.adapters.sending_rate import SendingRate
from mianyue.domain.errors import OverQuota, Throttled

FOURTEEN = SendQuota(14.0, open=True)
USED_UP = SendQuota(14.0, open=False)
PART = 2 / (14 * 0.95)
"""Seconds between two mails of one of two senders at 14/s."""


@dataclass
class Ses:
    """Says what it is told to, and counts how often it is asked."""

    quota: SendQuota | None = FOURTEEN
    asked: int = 0

    def __call__(self) -> SendQuota | None:
        self.asked += 1
        return self.quota


@dataclass
class Time:
    """Passes by waiting alone."""

    now: float = 1_000.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=lambda: time.now, sleep=time.sleep))
    monkeypatch.setattr(sending_rate, "_chance", lambda: 0.5)
    return time


@pytest.fixture
def ses() -> Ses:
    return Ses()


@pytest.fixture
def rate(ses: Ses, time: Time) -> SendingRate:
    return SendingRate(ses, 2)


def test_a_single_mail_neither_waits_nor_asks(rate: SendingRate, ses: Ses, time: Time) -> None:
    rate.turn()
    time.now += 2.5
    rate.turn()
    assert (ses.asked, time.waits) == (0, [])


def test_one_of_many_in_a_new_process_waits_as_the_process_before_would_have(
    rate: SendingRate, ses: Ses, time: Time
) -> None:
    for _ in range(2):
        rate.turn(one_of_many=True)
    assert ses.asked == 1
    assert time.waits == pytest.approx([PART] * 2)


def test_what_all_mails_take_from_their_turn_changes_nothing(rate: SendingRate, time: Time) -> None:
    for _ in range(50):
        rate.turn()
        time.now += 0.02
        rate.leaves()
    assert time.waits[1:] == pytest.approx([PART - 0.02] * 48)


def test_a_mail_that_leaves_late_does_not_leave_together_with_the_next(rate: SendingRate, time: Time) -> None:
    rate.turn()
    rate.leaves()
    rate.turn()
    time.now += 0.1
    rate.leaves()
    left_at = time.now
    rate.turn()
    assert time.now - left_at == pytest.approx(PART)


def test_a_mail_without_a_turn_changes_nothing(rate: SendingRate, time: Time) -> None:
    rate.leaves()
    rate.turn()
    assert time.waits == []


def test_a_second_mail_soon_after_asks_for_the_rate_and_keeps_to_its_part_of_it(
    rate: SendingRate, ses: Ses, time: Time
) -> None:
    for _ in range(4):
        rate.turn()
    assert ses.asked == 1
    assert time.waits == pytest.approx([PART] * 3)


def test_time_spent_on_the_mail_itself_is_part_of_the_wait(rate: SendingRate, time: Time) -> None:
    rate.turn()
    time.now += 0.1
    rate.turn()
    time.now += 0.5
    rate.turn()
    assert time.waits == pytest.approx([PART - 0.1])


def test_what_ses_said_is_kept_for_five_minutes(rate: SendingRate, ses: Ses, time: Time) -> None:
    rate.turn()
    began = time.now
    while time.now < began + 299:
        rate.turn()
    assert ses.asked == 1
    time.now = began + 300.5
    rate.turn()
    rate.turn()
    assert ses.asked == 2


def test_without_an_answer_two_senders_keep_to_one_mail_a_second_and_ask_again(
    rate: SendingRate, ses: Ses, time: Time
) -> None:
    ses.quota = None
    rate.turn()
    rate.turn()
    assert time.waits == pytest.approx([2 / 0.95])
    ses.quota = FOURTEEN
    rate.turn()
    rate.turn()
    assert ses.asked == 2
    assert time.waits[1:] == pytest.approx([PART, PART])


def test_a_known_rate_outlives_an_answer_that_does_not_come(rate: SendingRate, ses: Ses, time: Time) -> None:
    rate.turn()
    rate.turn()
    ses.quota, time.now = None, time.now + 301
    for _ in range(3):
        rate.turn()
    assert ses.asked == 2
    assert time.waits == pytest.approx([PART] * 3)


def test_once_the_day_is_used_up_nothing_goes_out_until_ses_says_otherwise(
    rate: SendingRate, ses: Ses, time: Time
) -> None:
    rate.turn()
    ses.quota = USED_UP
    for _ in range(3):
        with pytest.raises(OverQuota):
            rate.turn()
    assert ses.asked == 1
    time.now += 301
    with pytest.raises(OverQuota):
        rate.turn()
    ses.quota, time.now = FOURTEEN, time.now + 301
    rate.turn()
    assert (ses.asked, time.waits) == (3, [])


def test_a_mail_refused_for_the_day_closes_at_once(rate: SendingRate, ses: Ses, time: Time) -> None:
    rate.turn()
    rate.refused(OverQuota("LimitExceededException"))
    with pytest.raises(OverQuota):
        rate.turn()
    assert ses.asked == 0
    time.now += 301
    rate.turn()
    assert ses.asked == 1


def test_where_ses_does_not_tell_its_quota_a_mail_finds_out_every_five_minutes(
    rate: SendingRate, ses: Ses, time: Time
) -> None:
    ses.quota = None
    rate.turn()
    rate.refused(OverQuota("SendingPausedException"))
    time.now += 299
    with pytest.raises(OverQuota):
        rate.turn()
    time.now += 2
    rate.turn()


def test_a_refusal_for_the_rate_slows_down_for_a_while_and_leaves_the_step(
    rate: SendingRate, ses: Ses, time: Time
) -> None:
    rate.turn()
    rate.turn()
    rate.refused(Throttled("TooManyRequestsException"))
    rate.turn()
    slower = PART / 0.7
    assert time.waits[1:] == pytest.approx([slower * 1.5])
    for _ in range(30):
        rate.turn()
    assert slower > time.waits[2] > time.waits[3]
    assert time.waits[-1] == pytest.approx(PART)


def test_it_slows_down_to_half_and_no_further(rate: SendingRate, ses: Ses, time: Time) -> None:
    rate.turn()
    rate.turn()
    for _ in range(10):
        rate.refused(Throttled("TooManyRequestsException"))
        time.now += 60
        rate.turn()
    rate.turn()
    assert time.waits[-1] <= 2 * PART


def test_a_turn_that_is_far_away_is_not_waited_for(ses: Ses, time: Time) -> None:
    ses.quota = SendQuota(1.0, open=True)
    many = SendingRate(ses, 100)
    many.turn()
    with pytest.raises(Throttled):
        many.turn()
    assert time.waits == []


def test_refusals_are_in_the_log(rate: SendingRate, capsys: pytest.CaptureFixture[str]) -> None:
    rate.refused(OverQuota("SendingPausedException"))
    assert capsys.readouterr().out == '{"event":"ses_refused","code":"SendingPausedException"}\n'
