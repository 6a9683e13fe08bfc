"""A wave of mails against SES's limits: the deployed senders, in simulated time."""

import pytest

from bench.sending_wave import Wave
from bench.ses_stand_in import SesStandIn
from mianyue.domain.message import Status


@pytest.mark.parametrize(("rate", "mails"), [(1, 20), (14, 100), (200, 600)])
def test_every_mail_goes_out_once_and_never_faster_than_allowed(rate: int, mails: int) -> None:
    wave = Wave(SesStandIn(rate), mails=mails)
    wave.send_all()
    assert wave.statuses() == {Status.SENT}
    assert (len(wave.ses.mails), set(wave.ses.mails.values())) == (mails, {1})
    assert wave.ses.most_in_a_second() <= rate * 1.05


@pytest.mark.parametrize(("rate", "mails"), [(14, 100), (200, 600)])
def test_two_senders_are_not_refused_anything(rate: int, mails: int) -> None:
    wave = Wave(SesStandIn(rate), mails=mails)
    wave.send_all()
    assert max(each.message.tries for each in wave.found.values()) == 1


def test_a_day_that_is_used_up_in_the_middle_of_a_wave_stops_it_until_the_next() -> None:
    wave = Wave(SesStandIn(14, day=60), mails=100)
    wave.send_all()
    times = wave.ses.accepted
    assert wave.statuses() == {Status.SENT}
    assert (len(times), set(wave.ses.mails.values())) == (100, {1})
    assert times[59] - times[0] < 10
    assert 24 * 3600 <= times[60] - times[0] < 24 * 3600 + 1200
    assert times[99] - times[60] < 1800


def test_a_used_up_day_is_asked_about_and_not_tried_out() -> None:
    wave = Wave(SesStandIn(14, day=60), mails=100)
    wave.send_all()
    looks_in_a_day = 2 * 24 * 3600 / 300
    assert wave.ses.requests < 100 + looks_in_a_day + 10
    assert max(each.message.tries for each in wave.found.values()) <= 3


def test_more_senders_share_the_same_rate() -> None:
    wave = Wave(SesStandIn(14), mails=100, senders=6)
    wave.send_all()
    assert wave.statuses() == {Status.SENT}
    assert set(wave.ses.mails.values()) == {1}
