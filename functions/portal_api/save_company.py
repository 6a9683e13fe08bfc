"""The company's settings as HR saves them (R4, R6, M3, M5, H5)."""

from copy import replace
from typing import Any

from functions.portal_api.allowed_values import (
    require,
    require_address,
    require_hour,
    require_https,
    require_length,
    require_text,
)
from functions.portal_api.ports import Setups
from functions.portal_api.save_rule import LONGEST_DELAY, SHORTEST_DELAY
from functions.portal_api.save_seen import saved_seen
from mianyue.domain.company import Company
from mianyue.domain.zones import zone

LANGUAGES = ("zh-CN", "en")
LONGEST_NAME, LONGEST_CONTACT, LONGEST_HIGHLIGHTS = 80, 120, 2000
LONGEST_HOLD = 3600
LONGEST_CUT_OFF_HOURS = 168
MOST_NEW_TIMES = 10
MOST_DAILY_REMINDERS = 5
_DELAYS = (
    "campus_reminder_seconds",
    "experienced_reminder_seconds",
    "campus_confirm_seconds",
    "experienced_confirm_seconds",
)


def change_company(setups: Setups, fields: dict[str, Any], seen: int) -> None:
    """Save the settings in place of revision `seen`; the stages stay. Raises InvalidInput, Refused."""
    before = setups.newest().company
    company = replace(before, **fields)
    _check_names(company)
    require_https("platform_url", company.platform_url, before.platform_url)
    _check_times(company)
    saved_seen(lambda: setups.change(company, seen))


def _check_names(company: Company) -> None:
    require_text("name", company.name, LONGEST_NAME)
    require(company.language in LANGUAGES, "language", "unknown_language", company.language)
    zone(company.zone)
    for field in ("hr_name", "hr_email", "hr_phone"):
        require_length(field, getattr(company, field), LONGEST_CONTACT)
    require_address("hr_email", company.hr_email)
    require_length("highlights", company.highlights, LONGEST_HIGHLIGHTS)


def _check_times(company: Company) -> None:
    for field in _DELAYS:
        delay = getattr(company, field)
        require(SHORTEST_DELAY <= delay <= LONGEST_DELAY, field, "delay_range", delay)
    daily = company.daily_reminders
    require(0 <= daily <= MOST_DAILY_REMINDERS, "daily_reminders", "daily_reminders_range", daily)
    for field in ("hold_seconds", "bulk_hold_seconds"):
        require(0 <= getattr(company, field) <= LONGEST_HOLD, field, "hold_range", getattr(company, field))
    _check_new_times(company)
    require_hour("quiet_from", company.quiet_from)
    require_hour("quiet_until", company.quiet_until)
    days = company.sending_days
    require(bool(days), "sending_days", "no_sending_day")
    require(set(days) <= set(range(7)), "sending_days", "invalid_input", days)


def _check_new_times(company: Company) -> None:
    hours, most = company.new_time_hours, company.most_new_times
    require(0 <= hours <= LONGEST_CUT_OFF_HOURS, "new_time_hours", "new_time_hours_range", hours)
    require(0 <= most <= MOST_NEW_TIMES, "most_new_times", "most_new_times_range", most)
