"""Bulk actions in the console: what HR reads before, sees meanwhile, and can still do (B3, R4)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.portal.console_visit import ConsoleVisit, a_bulk, person
from tests.portal.test_console_pages import findings, too_wide, visits

PAGES = {"/bulks": "li", "/bulks/b1": "dl"}


@pytest.fixture
def visit(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A laptop that speaks Chinese."""
    yield from visits(chromium, width=1440, language="zh-CN")


@pytest.fixture
def phone(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A phone that speaks English, in the dark."""
    yield from visits(chromium, width=375, language="en", scheme="dark")


def choose_everybody(visit: ConsoleVisit, every: str, everybody: str) -> None:
    visit.api.cursor = "2026-11-20_a3"
    visit.sign_in().go("/applications?stage=applied", "tbody tr")
    for box in visit.page.get_by_role("row").get_by_role("checkbox").all()[-3:]:
        box.check()
    visit.page.get_by_role("button", name=everybody).click()


class TestPreparing:
    def test_says_how_many_what_follows_when_and_what_it_costs(self, visit: ConsoleVisit) -> None:
        choose_everybody(visit, "选择本页全部", "选择符合条件的所有人")
        visit.page.get_by_role("button", name="移动阶段").click()
        dialog = visit.page.get_by_role("dialog")
        dialog.get_by_role("radio", name="初筛通过").check()
        expect(dialog).to_contain_text("将240人移到“初筛通过”，其中200人会收到面试邀请。")
        expect(dialog).to_contain_text("1人不处理：本来就在这个阶段")
        expect(dialog).to_contain_text("3人会收到面试取消通知。")
        expect(dialog).to_contain_text("37人不会收到邮件：没有适用的规则")
        expect(dialog).to_contain_text("5分钟后，此前可以整个撤销")
        expect(dialog).to_contain_text("$0.02–$0.04")
        expect(dialog).to_contain_text("2026-07-22")
        expect(dialog).to_contain_text("约1分钟（邮件服务每秒14封）")
        assert findings(visit) == []
        (asked,) = [body for path, body in visit.api.asked if path == "bulks/preview"]
        assert asked["everybody"] == {"stage": "applied", "position_id": "", "q": ""}
        assert (asked["kind"], asked["stage"], asked["applications"]) == ("move", "screened", [])

    def test_leads_to_the_page_of_what_was_begun(self, visit: ConsoleVisit) -> None:
        choose_everybody(visit, "选择本页全部", "选择符合条件的所有人")
        visit.page.get_by_role("button", name="移动阶段").click()
        visit.page.get_by_role("radio", name="初筛通过").check()
        visit.page.get_by_role("button", name="移动240人").click()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("移到“初筛通过”")
        assert ("bulks", {"bulk_id": "b1"}) in visit.api.asked

    def test_sends_those_chosen_by_hand_with_the_entries_that_were_seen(self, visit: ConsoleVisit) -> None:
        visit.api.forecast |= {"kind": "invite", "stage": "", "acts": 3, "mails": 3, "invited": 3, "told": 0}
        visit.sign_in().go("/applications", "tbody tr")
        visit.page.get_by_label("选择本页全部").check()
        visit.page.get_by_role("button", name="邀请面试").click()
        expect(visit.page.get_by_role("dialog")).to_contain_text("3人会收到面试邀请，阶段不变。")
        (asked,) = [body for path, body in visit.api.asked if path == "bulks/preview"]
        assert asked["applications"] == [{"application_id": f"a{n}", "entry": 1} for n in (1, 2, 3)]
        assert asked.get("everybody") is None

    def test_begins_nothing_for_nobody(self, visit: ConsoleVisit) -> None:
        visit.api.forecast |= {"kind": "invite", "acts": 0, "mails": 0, "invited": 0, "told": 0}
        visit.sign_in().go("/applications", "tbody tr")
        visit.page.get_by_label("选择本页全部").check()
        visit.page.get_by_role("button", name="邀请面试").click()
        expect(visit.page.get_by_role("dialog")).to_contain_text("没有可以邀请的人")
        expect(visit.page.get_by_role("dialog").get_by_role("button", name="邀请", exact=True)).to_be_disabled()

    def test_a_choice_of_more_than_a_hundred_is_a_bulk_action(self, visit: ConsoleVisit) -> None:
        visit.api.people = [person(number) for number in range(1, 102)]
        visit.sign_in().go("/applications", "tbody tr")
        visit.page.get_by_label("选择本页全部").check()
        visit.page.get_by_role("button", name="移动阶段").click()
        expect(visit.page.get_by_role("heading", name="移动很多人")).to_be_visible()

    def test_fits_a_phone(self, phone: ConsoleVisit) -> None:
        choose_everybody(phone, "", "Choose everybody who matches")
        phone.page.get_by_role("button", name="Move stage").click()
        phone.page.get_by_role("radio", name="Screened").check()
        expect(phone.page.get_by_role("dialog")).to_contain_text(
            "240 people move to Screened; 200 of them will be sent an invitation."
        )
        assert (findings(phone), too_wide(phone)) == ([], 0)


class TestUnderWay:
    def test_shows_how_far_it_is_and_whom_it_left_alone(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/bulks/b1", "dl")
        expect(visit.page.locator("main")).to_contain_text("120 / 240人")
        for label, count in {"已移动": "118", "没有动": "2", "邮件已发出": "40", "邮件待发": "48"}.items():
            expect(visit.page.locator("dl > div", has_text=re.compile(f"^{label}"))).to_contain_text(count)
        expect(visit.page.get_by_role("listitem").filter(has_text="候选2")).to_contain_text("刚被别人移动过")
        expect(visit.page.get_by_role("link", name="2封邮件要你处理")).to_be_visible()

    def test_pauses_and_resumes_by_one_click(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/bulks/b1", "dl")
        visit.page.get_by_role("button", name="暂停").click()
        expect(visit.page.locator("header .beside")).to_contain_text("已暂停：不再处理下一个人")
        visit.page.get_by_role("button", name="继续").click()
        expect(visit.page.locator("header .beside")).to_contain_text("正在逐个处理")
        assert [path for path, _ in visit.api.asked if path.startswith("bulks/b1/")] == [
            "bulks/b1/pause",
            "bulks/b1/resume",
        ]

    def test_says_what_cancelling_can_and_cannot_do_before_it_does(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/bulks/b1", "dl")
        visit.page.get_by_role("button", name="取消其余的").click()
        dialog = visit.page.get_by_role("dialog")
        expect(dialog).to_contain_text("还没发出的邀请不再发出，对应的面试一并取消。")
        expect(dialog).to_contain_text("已经移动的人留在新阶段，已经发出的邮件收不回来。")
        assert not [path for path, _ in visit.api.asked if path.endswith("/cancel")]
        dialog.get_by_role("button", name="取消其余的").click()
        expect(visit.page.locator("header .beside")).to_contain_text("已取消：")

    def test_counts_the_hold_down_and_takes_back_by_one_click(self, visit: ConsoleVisit) -> None:
        starts_at = (datetime.now(UTC) + timedelta(minutes=4)).strftime("%Y-%m-%dT%H:%M:%SZ")
        visit.api.bulk = a_bulk(status="held", steps=["cancel"], position=0, acted=0, starts_at=starts_at, left=[])
        visit.sign_in().go("/bulks/b1", "dl")
        expect(visit.page.locator("header .beside")).to_have_text(
            re.compile(r"^0[34]:\d\d后开始，现在撤销不留任何痕迹$")
        )
        visit.page.get_by_role("button", name="撤销").click()
        expect(visit.page.locator("header .beside")).to_contain_text("已取消")
        expect(visit.page.get_by_role("dialog")).to_have_count(0)

    def test_is_told_on_today_and_no_longer_once_it_is_complete(self, visit: ConsoleVisit) -> None:
        visit.api.bulks = [a_bulk(status="held", position=0), a_bulk(bulk_id="b2", status="done", complete=True)]
        notice = visit.sign_in().page.get_by_role("region", name="正在进行的批量操作")
        expect(notice.get_by_role("listitem")).to_have_count(1)
        expect(notice).to_contain_text("等待开始")
        visit.api.bulks = []
        expect(notice).to_have_count(0, timeout=10_000)

    def test_is_still_sending_when_everybody_is_moved(self, visit: ConsoleVisit) -> None:
        visit.api.bulk = a_bulk(status="done", position=240)
        visit.sign_in().go("/bulks/b1", "dl")
        expect(visit.page.locator("main")).to_contain_text("正在发邮件")


def test_pages_are_accessible_on_a_laptop(visit: ConsoleVisit) -> None:
    visit.api.bulks = [a_bulk(), a_bulk(bulk_id="b2", status="paused")]
    visit.sign_in()
    for address, until in PAGES.items():
        visit.go(address, until)
        assert (address, findings(visit), too_wide(visit)) == (address, [], 0)


def test_pages_fit_a_phone_in_the_dark(phone: ConsoleVisit) -> None:
    phone.api.bulks = [a_bulk(), a_bulk(bulk_id="b2", kind="withdraw", position_name="A very long name of a position")]
    phone.sign_in()
    for address, until in PAGES.items():
        phone.go(address, until)
        assert (address, findings(phone), too_wide(phone)) == (address, [], 0)


def test_without_any_it_says_how_to_begin(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/bulks", "h2")
    expect(visit.page.get_by_role("heading", name="还没有批量操作")).to_be_visible()
