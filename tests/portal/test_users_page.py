"""Users, roles and the audit log in a real browser; and what somebody sees whose role opens nothing (O3, O4)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.portal.console_users import token
from tests.portal.console_visit import ConsoleVisit
from tests.portal.test_console_pages import findings, too_wide, visits

USERS, AUDIT = "/setup/users", "/setup/audit"


@pytest.fixture
def visit(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A laptop that speaks Chinese."""
    yield from visits(chromium, width=1440, language="zh-CN")


@pytest.fixture
def phone(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A phone that speaks English, in the dark."""
    yield from visits(chromium, width=375, language="en", scheme="dark")


@pytest.mark.parametrize("address", [USERS, AUDIT])
def test_the_pages_are_accessible_on_a_laptop(visit: ConsoleVisit, address: str) -> None:
    visit.sign_in().go(address, ".panel li")
    assert (findings(visit), too_wide(visit)) == ([], 0)


@pytest.mark.parametrize("address", [USERS, AUDIT])
def test_the_pages_fit_a_phone_in_the_dark(phone: ConsoleVisit, address: str) -> None:
    phone.sign_in().go(address, ".panel li")
    assert (findings(phone), too_wide(phone)) == ([], 0)


def test_a_colleague_is_invited_by_mail(phone: ConsoleVisit) -> None:
    phone.sign_in().go(USERS, ".panel li")
    phone.page.get_by_role("button", name="Invite a colleague").click()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_label("E-mail").fill("new@example.com")
    dialog.get_by_role("radio", name="Finance").check()
    assert findings(phone) == []
    dialog.get_by_role("button", name="Send invitation").click()
    expect(dialog).to_be_hidden()
    expect(phone.page.get_by_role("listitem").filter(has_text="new@example.com")).to_contain_text("Finance")
    sent = [body for path, body in phone.api.asked if path == "users" and body]
    assert sent == [{"email": "new@example.com", "name": "", "role": "finance", "departments": []}]


def test_only_what_has_changed_is_asked_for(visit: ConsoleVisit) -> None:
    visit.sign_in().go(USERS, ".panel li")
    visit.page.get_by_role("button", name="编辑：anna").click()
    dialog = visit.page.get_by_role("dialog")
    dialog.get_by_role("radio", name="管理员").check()
    assert findings(visit) == []
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_be_hidden()
    asked = [(path, body) for path, body in visit.api.asked if path.startswith("users/")]
    assert asked == [("users/sub-anna/role", {"role": "admin"})]


def test_what_is_refused_is_said_in_the_dialog(visit: ConsoleVisit) -> None:
    last = {"code": "last_admin", "message": {"zh-CN": "这是最后一位管理员。", "en": "The last one."}}
    visit.sign_in().go(USERS, ".panel li")
    visit.api.users.problem = last
    visit.page.get_by_role("button", name="编辑：anna").click()
    dialog = visit.page.get_by_role("dialog")
    dialog.get_by_role("button", name="停用").click()
    expect(dialog.get_by_role("alert")).to_contain_text("这是最后一位管理员。")


def test_nobody_can_change_their_own_role_by_a_slip(visit: ConsoleVisit) -> None:
    visit.sign_in().go(USERS, ".panel li")
    visit.page.get_by_role("button", name="编辑：林晓").click()
    dialog = visit.page.get_by_role("dialog")
    for radio in dialog.get_by_role("radio").all():
        expect(radio).to_be_disabled()
    expect(dialog.get_by_role("button", name="停用")).to_have_count(0)


def test_the_log_says_who_did_what_and_its_filters_stand_in_the_address(visit: ConsoleVisit) -> None:
    visit.sign_in().go(AUDIT, ".panel li")
    lines = visit.page.get_by_role("list", name="操作记录").locator("> li")
    expect(lines.nth(0)).to_contain_text("林晓 移动了阶段")
    expect(lines.nth(1)).to_contain_text("1416")
    expect(lines.nth(2)).to_contain_text("角色 hradmin")
    visit.page.get_by_label("类别").select_option("user")
    visit.page.get_by_label("从", exact=True).fill("2026-11-20")
    expect(visit.page).to_have_url("https://console.test/#/setup/audit?area=user&since=2026-11-20")
    asked = [query for path, query in visit.api.asked if path == "audit"]
    assert asked[-1] == {"area": "user", "since": "2026-11-20"}


def test_an_empty_log_says_what_will_stand_there(visit: ConsoleVisit) -> None:
    visit.api.users.lines = []
    visit.sign_in().go(AUDIT, ".empty")
    expect(visit.page.get_by_role("heading", name="还没有记录")).to_be_visible()


def test_only_an_admin_has_the_pages_in_the_menu(visit: ConsoleVisit) -> None:
    visit.api.tokens["AccessToken"] = token("hr")
    visit.sign_in()
    expect(visit.page.get_by_role("link", name="规则")).to_be_visible()
    expect(visit.page.get_by_role("link", name="操作记录")).to_have_count(0)


@pytest.mark.parametrize(
    ("groups", "heading"), [(("finance",), "There are no cost reports yet"), ((), "Your account has no role yet")]
)
def test_whoever_may_see_nothing_here_is_told_so(phone: ConsoleVisit, groups: tuple[str, ...], heading: str) -> None:
    phone.api.tokens["AccessToken"] = token(*groups)
    phone.sign_in()
    expect(phone.page.get_by_role("heading", name=heading)).to_be_visible()
    assert (findings(phone), too_wide(phone)) == ([], 0)
    assert phone.api.asked == []
    phone.page.get_by_role("button", name="Sign out").click()
    expect(phone.page.locator("#password")).to_be_visible()
