"""An import that has stopped, in the console: what HR reads, and that it goes on (B2)."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.portal.console_visit import ConsoleVisit
from tests.portal.test_console_pages import findings, too_wide, visits


@pytest.fixture
def visit(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A laptop that speaks Chinese."""
    yield from visits(chromium, width=1440, language="zh-CN")


@pytest.fixture
def phone(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A phone that speaks English, in the dark."""
    yield from visits(chromium, width=375, language="en", scheme="dark")


def test_says_what_has_happened_and_how_far_it_is(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/import/i1", "dl")
    expect(visit.page.locator("header .beside")).to_contain_text("停下之前的行都已导入")
    expect(visit.page.locator("main")).to_contain_text("90 / 240行")
    assert findings(visit) == []


def test_goes_on_by_one_click_and_is_followed_to_its_end(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/import/i1", "dl")
    visit.page.get_by_role("button", name="继续导入").click()
    expect(visit.page.locator("header .beside")).to_have_text("正在导入，可以离开这个页面")
    expect(visit.page.get_by_role("button", name="继续导入")).to_have_count(0)
    assert [path for path, _ in visit.api.asked].count("imports/i1/continue") == 1
    visit.api.imported |= {"status": "done", "done": 240, "created": 238}
    expect(visit.page.locator("header .beside")).to_have_text("导入完成")


def test_can_be_asked_again_when_it_could_not_be_asked(visit: ConsoleVisit) -> None:
    visit.api.import_broken = True
    visit.sign_in().go("/import/i1", "dl")
    visit.page.get_by_role("button", name="继续导入").click()
    expect(visit.page.get_by_role("alert")).to_be_visible()
    visit.api.import_broken = False
    visit.page.get_by_role("button", name="继续导入").click()
    expect(visit.page.locator("header .beside")).to_have_text("正在导入，可以离开这个页面")
    expect(visit.page.get_by_role("alert")).to_have_count(0)


def test_fits_a_phone(phone: ConsoleVisit) -> None:
    phone.sign_in().go("/import/i1", "dl")
    expect(phone.page.get_by_role("button", name=re.compile("^Continue$"))).to_be_visible()
    expect(phone.page.locator("header .beside")).to_contain_text("The import has stopped")
    assert (findings(phone), too_wide(phone)) == ([], 0)
