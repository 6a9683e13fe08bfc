"""Quiet hours and sending days by the clock on the candidate's wall, clock changes included (R6)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mianyue.domain.sending_window import SendingWindow, next_day, next_hour

WORKDAYS = (0, 1, 2, 3, 4)
NIGHT = SendingWindow(21, 8, WORKDAYS)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/St_Johns")
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
HOURS = st.integers(0, 23)
WINDOWS = st.builds(
    SendingWindow, HOURS, HOURS, st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
)


def at(zone: str, *wall: int) -> datetime:
    return datetime(*wall, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc, arg-type]


def test_an_open_moment_stays_as_it_is() -> None:
    moment = at("Asia/Shanghai", 2026, 11, 24, 20, 59)
    assert NIGHT.opens(moment, "Asia/Shanghai") == moment


def test_a_night_is_waited_through() -> None:
    assert NIGHT.opens(at("Asia/Shanghai", 2026, 11, 24, 21), "Asia/Shanghai") == at("Asia/Shanghai", 2026, 11, 25, 8)
    assert NIGHT.opens(at("Asia/Shanghai", 2026, 11, 25, 3), "Asia/Shanghai") == at("Asia/Shanghai", 2026, 11, 25, 8)


def test_a_weekend_is_waited_through() -> None:
    friday_night = at("Europe/Berlin", 2026, 11, 27, 22)
    assert NIGHT.opens(friday_night, "Europe/Berlin") == at("Europe/Berlin", 2026, 11, 30, 8)


def test_without_quiet_hours_a_sending_day_begins_at_midnight() -> None:
    sunday = at("Europe/Berlin", 2026, 11, 29, 13)
    assert SendingWindow(0, 0, WORKDAYS).opens(sunday, "Europe/Berlin") == at("Europe/Berlin", 2026, 11, 30, 0)


def test_an_hour_of_rest_at_noon_leaves_the_morning_open() -> None:
    noon = SendingWindow(12, 14, WORKDAYS)
    assert noon.opens(at("Europe/Berlin", 2026, 11, 30, 12), "Europe/Berlin") == at("Europe/Berlin", 2026, 11, 30, 14)
    assert noon.opens(at("Europe/Berlin", 2026, 11, 29, 13), "Europe/Berlin") == at("Europe/Berlin", 2026, 11, 30, 0)


def test_a_night_may_end_at_midnight() -> None:
    until_midnight = SendingWindow(21, 24, tuple(range(7)))
    assert until_midnight.opens(at("Europe/Berlin", 2026, 11, 30, 22), "Europe/Berlin") == at(
        "Europe/Berlin", 2026, 12, 1, 0
    )


def test_the_same_moment_is_night_for_one_candidate_and_day_for_another() -> None:
    moment = at("Asia/Shanghai", 2026, 11, 24, 22)
    assert NIGHT.opens(moment, "Europe/Berlin") == moment
    assert NIGHT.opens(moment, "Asia/Shanghai") > moment


@pytest.mark.parametrize(
    ("zone", "before", "opens"),
    [
        ("Europe/Berlin", (2026, 3, 28, 23), (2026, 3, 29, 8)),  # springs forward that night
        ("Europe/Berlin", (2026, 10, 24, 23), (2026, 10, 25, 8)),  # falls back that night
        ("America/St_Johns", (2026, 3, 7, 23), (2026, 3, 8, 8)),
        ("America/St_Johns", (2026, 10, 31, 23), (2026, 11, 1, 8)),
    ],
)
def test_eight_o_clock_is_eight_o_clock_when_the_clocks_change(zone: str, before: tuple, opens: tuple) -> None:
    every_day = SendingWindow(21, 8, tuple(range(7)))
    assert every_day.opens(at(zone, *before), zone) == at(zone, *opens)


def test_an_hour_that_the_clocks_skip_is_the_one_after_it() -> None:
    assert next_hour(at("Europe/Berlin", 2026, 3, 29, 0), 2, "Europe/Berlin") == at("Europe/Berlin", 2026, 3, 29, 3)


def test_the_next_nine_o_clock_is_today_or_tomorrow() -> None:
    nine = at("America/St_Johns", 2026, 11, 24, 9)
    assert next_hour(nine, 9, "America/St_Johns") == nine
    assert next_hour(nine + timedelta(seconds=1), 9, "America/St_Johns") == nine + timedelta(days=1)


def test_an_hour_that_comes_today_is_not_left_for_a_day_that_begins_elsewhere() -> None:
    evening = at("America/St_Johns", 2026, 11, 24, 22)  # the 25th in UTC
    assert next_hour(evening, 23, "America/St_Johns") == at("America/St_Johns", 2026, 11, 24, 23)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [0, 3, 22])
def test_the_next_day_begins_at_the_candidates_midnight(zone: str, hour: int) -> None:
    begins = next_day(at(zone, 2026, 11, 24, hour), zone)
    assert begins == at(zone, 2026, 11, 25)
    assert begins.tzinfo is UTC


@given(WINDOWS, MOMENTS, st.sampled_from(ZONES))
def test_a_window_opens_at_an_open_moment_and_no_open_hour_before_it_is_missed(
    window: SendingWindow, moment: datetime, zone: str
) -> None:
    opens = window.opens(moment, zone)
    assert opens >= moment
    assert window.opens(opens, zone) == opens
    assert opens - moment <= timedelta(days=8)
    passed = moment
    while (passed := passed + timedelta(minutes=30)) < opens:
        assert window.opens(passed, zone) == opens


@given(MOMENTS, HOURS, st.sampled_from(ZONES))
def test_the_next_hour_is_what_the_wall_clock_says_but_for_a_skipped_one(
    moment: datetime, hour: int, zone: str
) -> None:
    found = next_hour(moment, hour, zone)
    assert moment <= found <= moment + timedelta(hours=25)
    assert found.astimezone(ZoneInfo(zone)).hour in (hour, hour + 1)
    assert found.astimezone(ZoneInfo(zone)).minute == 0
