"""Moments are stored in UTC and shown in a zone that is printed."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mianyue.domain.errors import InvalidInput
from mianyue.domain.moments import parse_stamp, stamp
from mianyue.domain.zones import shown, working_day_at, zone

moments = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC)
)


@given(moments, moments)
def test_the_order_of_stamps_is_the_order_of_time(one: datetime, other: datetime) -> None:
    assert (stamp(one) < stamp(other)) == (one < other)


@given(moments)
def test_a_stamp_can_be_read_back(moment: datetime) -> None:
    assert parse_stamp(stamp(moment)) == moment


def test_a_stamp_is_utc_wherever_the_moment_came_from() -> None:
    beijing = datetime(2026, 11, 24, 14, 0, tzinfo=timezone(timedelta(hours=8)))
    assert stamp(beijing) == "2026-11-24T06:00:00.000000Z"


def test_a_text_without_offset_is_no_moment() -> None:
    with pytest.raises(ValueError, match="no offset"):
        parse_stamp("2026-11-24T06:00:00")


@pytest.mark.parametrize(
    ("zone_name", "language", "text"),
    [
        ("Asia/Shanghai", "zh-CN", "2026年11月24日（周二）14:00（北京时间，UTC+8）"),
        ("Europe/Berlin", "zh-CN", "2026年11月24日（周二）07:00（Europe/Berlin，UTC+1）"),
        ("Europe/Berlin", "en", "Tue 24 Nov 2026, 07:00 (Europe/Berlin, UTC+1)"),
        ("America/St_Johns", "en", "Tue 24 Nov 2026, 02:30 (America/St_Johns, UTC-3:30)"),
    ],
)
def test_a_shown_moment_prints_its_zone(zone_name: str, language: str, text: str) -> None:
    assert shown(datetime(2026, 11, 24, 6, 0, tzinfo=UTC), zone_name, language) == text


@pytest.mark.parametrize("name", ["Mars/Base", "", "../etc/passwd", "/etc/localtime", "Asia/Shanghai\x00"])
def test_an_unknown_zone_is_named(name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        zone(name)
    assert (refused.value.field, refused.value.code) == ("zone", "unknown_zone")


def test_working_days_pass_over_the_weekend() -> None:
    friday = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
    assert working_day_at(friday, 1, 14, "Asia/Shanghai") == datetime(2026, 11, 30, 6, 0, tzinfo=UTC)


def test_the_day_is_counted_in_the_candidates_zone() -> None:
    sunday_evening_in_los_angeles = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    assert working_day_at(sunday_evening_in_los_angeles, 1, 9, "America/Los_Angeles") == datetime(
        2026, 11, 23, 17, 0, tzinfo=UTC
    )


def test_the_zone_of_the_machine_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        moment = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
        assert stamp(moment) == "2026-11-24T06:00:00.000000Z"
        assert parse_stamp("2026-11-24T14:00:00+08:00").tzinfo is UTC
    finally:
        monkeypatch.undo()
        time.tzset()
