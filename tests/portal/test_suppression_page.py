"""The page of suppressed addresses in a real browser: look, find, lift with a reason (K5)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.portal.console_visit import ConsoleVisit
from tests.portal.test_console_pages import findings, too_wide, visits

PAGE = "/suppressions"


@pytest.fixture
def visit(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A laptop that speaks Chinese."""
    yield from visits(chromium, width=1440, language="zh-CN")


@pytest.fixture
def phone(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A phone that speaks English, in the dark."""
    yield from visits(chromium, width=375, language="en", scheme="dark")


def test_the_page_is_accessible_on_a_laptop(visit: ConsoleVisit) -> None:
    visit.sign_in().go(PAGE, "ul li")
    assert (findings(visit), too_wide(visit)) == ([], 0)


def test_the_page_fits_a_phone_in_the_dark(phone: ConsoleVisit) -> None:
    phone.sign_in().go(PAGE, "ul li")
    assert (findings(phone), too_wide(phone)) == ([], 0)


def test_it_is_in_the_menu_of_the_phone_too(phone: ConsoleVisit) -> None:
    phone.sign_in().go("/", "article")
    phone.page.get_by_role("button", name="Language, appearance and account").click()
    phone.page.get_by_role("link", name="Suppression list").last.click()
    expect(phone.page.get_by_role("heading", name="Suppression list")).to_be_visible()


def test_an_address_is_lifted_with_a_reason_and_not_without(visit: ConsoleVisit) -> None:
    visit.sign_in().go(PAGE, "ul li")
    address = visit.api.suppressed.standing[1]["address"]
    visit.page.get_by_role("button", name=f"解除：{address}").click()
    dialog = visit.page.get_by_role("dialog")
    expect(dialog).to_contain_text("投诉过我们的邮件")
    expect(dialog.get_by_role("button", name="解除", exact=True)).to_be_disabled()
    dialog.get_by_label("解除的原因").fill("对方来电说是误点")
    assert findings(visit) == []
    dialog.get_by_role("button", name="解除", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(visit.page.get_by_role("list", name="退信与投诉名单").get_by_role("listitem")).to_have_count(1)
    sent = [body for path, body in visit.api.asked if path == "suppressions/lift"]
    assert sent == [{"address": address, "because": "对方来电说是误点"}]


def test_one_address_is_found_with_what_was_lifted(phone: ConsoleVisit) -> None:
    lifted = phone.api.suppressed.standing.pop(0)
    lifted |= {"lifted_at": "2026-11-23T06:00:00Z", "lifted_because": "room made"}
    phone.api.suppressed.lifted.append(lifted)
    phone.sign_in().go(PAGE, "ul li")
    phone.page.get_by_label("The whole address").fill(lifted["address"])
    phone.page.get_by_role("button", name="Find").click()
    expect(phone.page.get_by_role("listitem").filter(has_text="room made")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Lift:")).to_have_count(0)


def test_an_address_that_is_not_there_says_that_it_gets_mail(visit: ConsoleVisit) -> None:
    visit.sign_in().go(PAGE, "ul li")
    visit.page.get_by_label("输入完整的邮箱地址").fill("nobody@example.com")
    visit.page.get_by_role("button", name="查找").click()
    expect(visit.page.get_by_role("heading", name="名单里没有这个邮箱")).to_be_visible()


def test_an_empty_list_says_what_will_stand_there(visit: ConsoleVisit) -> None:
    visit.api.suppressed.standing = []
    visit.sign_in().go(PAGE, ".empty")
    expect(visit.page.get_by_role("heading", name="名单是空的")).to_be_visible()
