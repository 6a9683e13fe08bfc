"""The queue of planned reminders in a real browser: looked at, turned over and cancelled (M6)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.portal.console_visit import ConsoleVisit
from tests.portal.test_console_pages import findings, too_wide, visits

PAGE = "/scheduled/reminders"
WRITTEN = {
    "code": "reminder_written",
    "message": {"zh-CN": "提醒刚刚到时间，没有取消。", "en": "The reminder has just come due and was not cancelled."},
}
A_REMINDER = {
    "entry": 1,
    "kind": "unopened_reminder",
    "ordinal": 1,
    "number": 1,
    "most": 2,
    "needless": False,
    "due_at": "2036-11-24T02:00:00Z",
    "status": "waiting",
    "reason": "",
}


@pytest.fixture
def visit(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A laptop that speaks Chinese."""
    yield from visits(chromium, width=1440, language="zh-CN")


@pytest.fixture
def phone(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A phone that speaks English, in the dark."""
    yield from visits(chromium, width=375, language="en", scheme="dark")


def cancelled(visit: ConsoleVisit) -> list[object]:
    return [body for path, body in visit.api.asked if path == "scheduled/reminders/cancel"]


def test_the_page_is_accessible_on_a_laptop(visit: ConsoleVisit) -> None:
    visit.sign_in().go(PAGE, "ul li")
    assert (findings(visit), too_wide(visit)) == ([], 0)


def test_the_page_fits_a_phone_in_the_dark(phone: ConsoleVisit) -> None:
    phone.sign_in().go(PAGE, "ul li")
    assert (findings(phone), too_wide(phone)) == ([], 0)


def test_it_stands_beside_the_mails_that_wait(phone: ConsoleVisit) -> None:
    phone.sign_in().go("/scheduled", "ul li")
    lists = phone.page.get_by_role("navigation", name="What waits")
    expect(lists.get_by_role("link", name="Mails")).to_have_attribute("aria-current", "page")
    lists.get_by_role("link", name="Planned reminders").click()
    expect(phone.page.get_by_role("heading", name="Planned reminders")).to_be_visible()
    expect(lists.get_by_role("link", name="Planned reminders")).to_have_attribute("aria-current", "page")


def test_each_says_which_it_is_when_in_both_zones_and_of_what(visit: ConsoleVisit) -> None:
    visit.sign_in().go(PAGE, "ul li")
    second = visit.page.get_by_role("list", name="计划中的提醒").get_by_role("listitem").nth(1)
    expect(second).to_contain_text("未确认提醒")
    expect(second).to_contain_text("第2次，最多2次")
    expect(second).to_contain_text("11月23日（周一）23:00（America/Argentina/Buenos Aires）")
    expect(second).to_contain_text("你的时间：11月24日（周二）10:00（北京时间）")
    expect(second).to_contain_text("提醒的面试：11月26日（周四）03:00（America/Argentina/Buenos Aires）")


def test_the_pages_are_turned_there_and_back(visit: ConsoleVisit) -> None:
    visit.sign_in().go(PAGE, "ul li")
    rows = visit.page.get_by_role("list", name="计划中的提醒").get_by_role("listitem")
    visit.page.get_by_role("button", name="下一页").click()
    expect(rows).to_have_count(1)
    expect(visit.page.get_by_text("第2页")).to_be_visible()
    visit.page.get_by_role("button", name="上一页").click()
    expect(rows).to_have_count(2)


def test_one_is_cancelled_after_it_was_said_that_none_follows(phone: ConsoleVisit) -> None:
    phone.sign_in().go(PAGE, "ul li")
    phone.page.get_by_role("button", name="Cancel reminder: 候选1").click()
    dialog = phone.page.get_by_role("dialog")
    expect(dialog).to_contain_text("no further one about this interview follows")
    assert findings(phone) == []
    dialog.get_by_role("button", name="Cancel reminder").click()
    expect(dialog).to_be_hidden()
    expect(phone.page.get_by_role("link", name="候选1")).to_have_count(0)
    assert cancelled(phone) == [{"application_id": "a1", "entry": 1, "ordinal": 1}]


def test_who_is_too_late_is_told_why_and_asked_nothing_more(visit: ConsoleVisit) -> None:
    visit.sign_in().go(PAGE, "ul li")
    visit.api.reminders.problem = WRITTEN
    visit.page.get_by_role("button", name="取消提醒：候选1").click()
    dialog = visit.page.get_by_role("dialog")
    dialog.get_by_role("button", name="取消提醒").click()
    expect(dialog.get_by_role("alert")).to_contain_text("提醒刚刚到时间，没有取消。")
    expect(dialog.get_by_role("button", name="取消提醒")).to_have_count(0)
    dialog.get_by_role("button", name="关闭").last.click()
    expect(dialog).to_be_hidden()


def test_a_failure_says_so_until_the_next_reading_succeeds(visit: ConsoleVisit) -> None:
    visit.sign_in()
    visit.api.broken = True
    visit.go(PAGE, "[role=alert]")
    visit.api.broken = False
    expect(visit.page.get_by_role("list", name="计划中的提醒").get_by_role("listitem")).to_have_count(2, timeout=10_000)
    expect(visit.page.get_by_role("alert")).to_have_count(0)


def test_nothing_says_what_will_stand_here(visit: ConsoleVisit) -> None:
    visit.api.reminders.planned = []
    visit.sign_in().go(PAGE, ".empty")
    expect(visit.page.get_by_role("heading", name="没有计划中的提醒")).to_be_visible()


def test_a_page_of_needless_ones_says_that_there_are_others(visit: ConsoleVisit) -> None:
    visit.api.reminders.needless = {"a1", "a2"}
    visit.sign_in().go(PAGE, ".empty")
    expect(visit.page.get_by_role("heading", name="这一页没有会发出的提醒")).to_be_visible()
    visit.page.get_by_role("button", name="下一页").click()
    expect(visit.page.get_by_role("list", name="计划中的提醒").get_by_role("listitem")).to_have_count(1)


def test_one_is_cancelled_on_the_candidates_own_page_too(phone: ConsoleVisit) -> None:
    phone.api.story["reminders"] = [A_REMINDER]
    phone.sign_in().go("/applications/a1", "h1")
    reminders = phone.page.get_by_role("region", name="Reminders")
    expect(reminders).to_contain_text("1 of at most 2")
    reminders.get_by_role("button", name="Cancel reminder").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Cancel reminder").click()
    expect(phone.page.get_by_role("dialog")).to_be_hidden()
    assert cancelled(phone) == [{"application_id": "a1", "entry": 1, "ordinal": 1}]


def test_what_is_not_needed_any_more_says_so_and_has_nothing_to_cancel(visit: ConsoleVisit) -> None:
    visit.api.story["reminders"] = [{**A_REMINDER, "needless": True}]
    visit.sign_in().go("/applications/a1", "h1")
    reminders = visit.page.get_by_role("region", name="提醒")
    expect(reminders).to_contain_text("已经不需要，不会发出")
    expect(reminders.get_by_role("button")).to_have_count(0)
