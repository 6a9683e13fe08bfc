"""The calendar of interviews in a real browser: looked at, turned over, narrowed, opened and printed (H3)."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.portal.console_calendar import an_entry
from tests.portal.console_visit import ConsoleVisit
from tests.portal.test_console_pages import findings, too_wide, visits

WEEK = "/calendar?view=week&date=2026-11-25"
VIEWS = ("day", "week", "month", "list")


@pytest.fixture
def visit(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A laptop that speaks Chinese."""
    yield from visits(chromium, width=1440, language="zh-CN")


@pytest.fixture
def phone(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A phone that speaks English, in the dark."""
    yield from visits(chromium, width=375, language="en", scheme="dark")


def asked(visit: ConsoleVisit) -> list[dict[str, str]]:
    return [query for path, query in visit.api.asked if path == "calendar"]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_accessible_on_a_laptop(visit: ConsoleVisit, view: str) -> None:
    visit.sign_in().go(f"/calendar?view={view}&date=2026-11-25", ".entry")
    assert (findings(visit), too_wide(visit)) == ([], 0)


@pytest.mark.parametrize("view", ["day", "list"])
def test_what_fits_a_phone_fits_it_in_the_dark(phone: ConsoleVisit, view: str) -> None:
    phone.sign_in().go(f"/calendar?view={view}&date=2026-11-25", ".entry")
    assert (findings(phone), too_wide(phone)) == ([], 0)


def test_a_phone_has_a_day_and_a_list_and_shows_the_list_in_the_place_of_a_week(phone: ConsoleVisit) -> None:
    phone.sign_in().go(WEEK, ".fc-list")
    views = phone.page.get_by_role("group", name="View").get_by_role("button")
    expect(views).to_have_text(["Day", "List"])
    expect(views.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(phone.page.locator(".entry")).to_have_count(4)


def test_how_each_stands_is_said_in_a_word_and_an_icon(visit: ConsoleVisit) -> None:
    visit.sign_in().go(WEEK, ".entry")
    entries = visit.page.locator(".entry")
    for number, word in enumerate(("已确认", "待答复", "申请改期", "已完成")):
        expect(entries.nth(number)).to_contain_text(f"候选{number + 1}")
        expect(entries.nth(number)).to_contain_text(word)
        expect(entries.nth(number).locator(".state svg")).to_be_visible()
    expect(visit.page.locator(".summary")).to_contain_text("4场面试")
    expect(visit.page.locator(".summary")).to_contain_text("已确认1")


def test_it_is_turned_over_there_and_back_and_the_address_keeps_it(visit: ConsoleVisit) -> None:
    visit.sign_in().go(WEEK, ".entry")
    heading = visit.page.get_by_role("heading", level=2)
    expect(heading).to_have_text("2026年11月23日 – 29日")
    visit.page.get_by_role("button", name="后一周").click()
    expect(heading).to_have_text("2026年11月30日 – 12月6日")
    expect(visit.page).to_have_url(re.compile("date=2026-12-02"))
    expect(visit.page.get_by_text("这段时间没有面试")).to_be_visible()
    visit.page.reload()
    expect(heading).to_have_text("2026年11月30日 – 12月6日")
    visit.page.get_by_role("button", name="前一周").click()
    expect(visit.page.locator(".entry")).to_have_count(4)


def test_a_month_asks_for_six_weeks_in_the_companys_zone(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/calendar?view=month&date=2026-11-25", ".entry")
    expect(visit.page.get_by_role("heading", level=2)).to_have_text("2026年11月")
    assert asked(visit)[-1] == {"since": "2026-10-25T16:00:00Z", "until": "2026-12-06T16:00:00Z"}


def test_a_days_head_opens_the_day(visit: ConsoleVisit) -> None:
    visit.sign_in().go(WEEK, ".entry")
    visit.page.locator(".fc-col-header-cell a").nth(1).click()
    expect(visit.page).to_have_url(re.compile("view=day&date=2026-11-24"))
    expect(visit.page.locator(".entry")).to_have_text(re.compile("候选2"))


def test_the_narrowing_stands_in_the_address_and_is_asked_for(visit: ConsoleVisit) -> None:
    visit.sign_in().go(f"{WEEK}&state=confirmed&position_id=p", ".entry")
    expect(visit.page.locator(".entry")).to_have_count(1)
    assert {"state": "confirmed", "position_id": "p"}.items() <= asked(visit)[-1].items()


def test_where_nothing_matches_the_narrowing_is_taken_off_at_once(visit: ConsoleVisit) -> None:
    visit.sign_in().go(f"{WEEK}&state=ended", ".summary")
    expect(visit.page.get_by_text("没有符合条件的面试")).to_be_visible()
    visit.page.get_by_role("button", name="清除筛选").click()
    expect(visit.page.locator(".entry")).to_have_count(4)


def test_a_click_opens_the_application(visit: ConsoleVisit) -> None:
    visit.sign_in().go(WEEK, ".entry")
    visit.page.locator(".entry").first.click()
    expect(visit.page).to_have_url(re.compile("#/applications/a1$"))


def test_the_keyboard_turns_narrows_and_opens(visit: ConsoleVisit) -> None:
    visit.sign_in().go(WEEK, ".entry")
    visit.page.get_by_role("button", name="月", exact=True).focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page).to_have_url(re.compile("view=month"))
    visit.page.locator(".entry").nth(1).focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page).to_have_url(re.compile("#/applications/a2$"))


def test_times_are_the_companys_until_somebody_asks_for_their_own(chromium: Browser) -> None:
    for visit in visits(chromium, width=1440, language="en", zone="Europe/Berlin"):
        visit.api.calendar.entries = [an_entry(1, "2026-11-24T23:00:00Z")]
        visit.sign_in().go(WEEK, ".entry")
        expect(visit.page.get_by_text("All times: Asia/Shanghai")).to_be_visible()
        expect(visit.page.locator(".entry")).to_contain_text("07:00")
        expect(visit.page.locator("[data-date='2026-11-25'] .entry")).to_be_visible()
        visit.page.get_by_role("button", name="Europe/Berlin").click()
        expect(visit.page.get_by_text("All times: Europe/Berlin")).to_be_visible()
        expect(visit.page.locator("[data-date='2026-11-25'] .entry")).to_contain_text("00:00")


def test_it_says_where_it_is_not_whole(visit: ConsoleVisit) -> None:
    visit.api.calendar.complete_until = "2026-11-26T06:00:00Z"
    visit.sign_in().go(WEEK, ".entry")
    expect(visit.page.get_by_text("11月26日（周四）14:00（北京时间）以后的不全")).to_be_visible()


def test_what_cannot_be_read_is_said_and_what_was_read_stays(visit: ConsoleVisit) -> None:
    visit.sign_in().go(WEEK, ".entry")
    visit.api.broken = True
    visit.page.get_by_role("button", name="后一周").click()
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.api.broken = False
    visit.page.get_by_role("button", name="重试").click()
    expect(visit.page.get_by_role("alert")).to_be_hidden()


def test_on_paper_there_is_the_calendar_alone_and_it_is_light(chromium: Browser) -> None:
    for visit in visits(chromium, width=1440, language="zh-CN", scheme="dark"):
        visit.sign_in().go(WEEK, ".entry")
        visit.page.emulate_media(media="print")
        for shown in (visit.page.get_by_role("heading", level=2), visit.page.locator(".entry").first):
            expect(shown).to_be_visible()
        for hidden in (".side", ".filters", ".turning", ".print"):
            expect(visit.page.locator(hidden).first).to_be_hidden()
        ground = visit.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--surface')")
        assert ground in ("#fff", "#ffffff")
