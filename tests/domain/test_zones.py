"""Moments in a named zone: as people read them, and counted in working days."""

from datetime import UTC, datetime, timedelta

import pytest

from mianyue.domain.errors import InvalidInput
from mianyue.domain.zones import shown, working_day_at, zone

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "Nowhere/Else", "../etc/passwd", "Asia"])
def test_a_name_that_is_no_zone_is_refused_by_name(name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        zone(name)
    assert (refused.value.field, refused.value.code, refused.value.value) == ("zone", "unknown_zone", name)


def test_every_day_of_the_week_has_its_name() -> None:
    days = [MONDAY + timedelta(days=days) for days in range(7)]
    assert [shown(day, "UTC", "en")[:3] for day in days] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert "".join(shown(day, "UTC", "zh-CN").split("周")[1][0] for day in days) == "一二三四五六日"


def test_every_month_has_its_name() -> None:
    months = [shown(datetime(2026, month, 3, tzinfo=UTC), "UTC", "en").split()[2] for month in range(1, 13)]
    assert months == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def test_greenwich_is_no_hours_ahead() -> None:
    assert shown(MONDAY, "UTC", "en") == "Mon 23 Nov 2026, 10:00 (UTC, UTC+0)"


def test_a_working_day_is_told_in_utc() -> None:
    assert working_day_at(MONDAY, 1, 9, "Europe/Berlin").tzinfo is UTC
