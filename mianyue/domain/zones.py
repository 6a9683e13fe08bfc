"""Moments in a named zone: shown to people, and counted in working days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mianyue.domain.errors import InvalidInput

_WEEKDAYS = {"zh-CN": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name; InvalidInput when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInput("zone", "unknown_zone", name) from error


def shown(moment: datetime, zone_name: str, language: str) -> str:
    """A moment as a person reads it, the zone always printed, 24-hour clock.

    zh-CN: 2026年11月24日（周二）14:00（北京时间，UTC+8）; en: Tue 24 Nov 2026, 14:00 (Europe/Berlin, UTC+1)
    """
    local = moment.astimezone(zone(zone_name))
    weekday = _WEEKDAYS["zh-CN" if language == "zh-CN" else "en"][local.weekday()]
    if language == "zh-CN":
        place = "北京时间" if zone_name == "Asia/Shanghai" else zone_name
        day = f"{local.year}年{local.month}月{local.day}日（周{weekday}）"
        return f"{day}{local:%H:%M}（{place}，{_offset(local)}）"
    day = f"{weekday} {local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{day}, {local:%H:%M} ({zone_name}, {_offset(local)})"


def _offset(local: datetime) -> str:
    minutes = int((local.utcoffset() or timedelta()).total_seconds() // 60)
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02d}" if minutes % 60 else "")


def working_day_at(start: datetime, days: int, hour: int, zone_name: str) -> datetime:
    """`hour` o'clock, `days` working days (Monday to Friday) after `start`, in the candidate's zone; UTC."""
    place = zone(zone_name)
    day = start.astimezone(place).date()
    for _ in range(days):
        day = _next_working_day(day)
    return datetime.combine(day, time(hour), place).astimezone(UTC)


def _next_working_day(day: date) -> date:
    day += timedelta(days=1)
    return day if day.weekday() < 5 else _next_working_day(day)
