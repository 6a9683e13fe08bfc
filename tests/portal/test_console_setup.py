"""HR's pages of the set-up and of what waits to be sent, in a real browser (R1, R2, R4, R6, H5)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.portal.console_visit import ConsoleVisit
from tests.portal.test_console_pages import findings, too_wide, visits

PAGES = {
    "/scheduled": "ul li",
    "/setup": ".places a",
    "/setup/rules": "ol li",
    "/setup/rules/new": ".fields",
    "/setup/rules/invite-all?try=1": ".lines li",
    "/setup/positions": ".list li",
    "/setup/company": "ol li",
}
OVERTAKEN = {
    "code": "changed_meanwhile",
    "message": {"zh-CN": "同事刚改过这项设置", "en": "A colleague has changed this"},
}


@pytest.fixture
def visit(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A laptop that speaks Chinese."""
    yield from visits(chromium, width=1440, language="zh-CN")


@pytest.fixture
def phone(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A phone that speaks English, in the dark."""
    yield from visits(chromium, width=375, language="en", scheme="dark")


def sent(visit: ConsoleVisit, path: str) -> list[dict[str, Any]]:
    """What was sent to a path."""
    return [body for asked, body in visit.api.asked if asked == path and body]


def test_every_page_is_accessible_on_a_laptop(visit: ConsoleVisit) -> None:
    visit.sign_in()
    for address, until in PAGES.items():
        visit.go(address, until)
        assert (address, findings(visit), too_wide(visit)) == (address, [], 0)


def test_every_page_fits_a_phone_in_the_dark(phone: ConsoleVisit) -> None:
    phone.sign_in()
    for address, until in PAGES.items():
        phone.go(address, until)
        assert (address, findings(phone), too_wide(phone)) == (address, [], 0)


@pytest.mark.parametrize("address", ["/setup/rules", "/setup/positions", "/setup/company", "/setup"])
def test_a_failure_says_so_and_offers_to_try_again(visit: ConsoleVisit, address: str) -> None:
    visit.sign_in()
    visit.api.broken = True
    visit.go(address, "[role=alert]")
    visit.api.broken = False
    visit.page.get_by_role("button", name="重试").click()
    expect(visit.page.get_by_role("alert")).to_have_count(0)


class TestRules:
    def test_read_as_sentences_in_the_order_in_which_they_are_asked(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/rules", "ol li")
        first = visit.page.get_by_role("region", name="初筛通过").get_by_role("listitem").first
        expect(first).to_contain_text("销售进入“初筛通过”时，发面试邀请")
        expect(first).to_contain_text("立即发送 · 撤回窗口2分钟 · 面试在2个工作日后的14:00")
        technical = visit.page.get_by_role("region", name="笔试通过")
        expect(technical).to_contain_text("技术 · 校招曾到过“初筛通过”")
        expect(technical).to_contain_text("到“AI面试、小组面试”仍有效")

    def test_one_that_never_speaks_says_which_one_does(self, visit: ConsoleVisit) -> None:
        visit.api.setup.setup["rules"][0]["overruled_by"] = "invite-all"
        visit.sign_in().go("/setup/rules", "ol li")
        expect(visit.page.get_by_role("listitem").first).to_contain_text("不会生效：另一条规则（所有人）条件相同")

    def test_are_switched_off_by_one_click_and_on_again_by_another(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/rules", "ol li")
        visit.page.get_by_role("button", name="停用").first.click()
        expect(visit.page.get_by_role("status")).to_contain_text("已停用：销售进入“初筛通过”时，发面试邀请")
        visit.page.get_by_role("button", name="恢复启用").click()
        expect(visit.page.get_by_role("button", name="恢复启用")).to_have_count(0)
        changes = [(each["rule"]["enabled"], each["seen"]) for each in sent(visit, "setup/rules/invite-sales")]
        assert changes == [(False, 1), (True, 2)]

    def test_are_switched_on_only_once_their_dry_run_was_seen(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/rules/new", ".fields")
        on = visit.page.get_by_role("button", name="启用", exact=True)
        expect(on).to_be_disabled()
        visit.page.get_by_label("进入哪个阶段时").select_option("screened")
        visit.page.get_by_role("button", name="试算").click()
        names = visit.page.get_by_role("list", name="会收到")
        expect(names).to_contain_text("候选1 · 销售代表")
        expect(names).to_contain_text("11月24日（周二）08:00（Europe/Berlin） · 销售模板（中文）")
        expect(visit.page.get_by_text("看过262份申请。")).to_be_visible()
        expect(on).to_be_enabled()
        visit.page.get_by_role("radio", name="校招").check()
        expect(visit.page.get_by_text("规则改过了")).to_be_visible()
        expect(on).to_be_disabled()
        visit.page.get_by_role("button", name="再试算").click()
        on.click()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("规则")
        (made,) = sent(visit, "setup/rules")
        assert (made["rule"]["stage"], made["rule"]["candidate_type"], made["rule"]["enabled"]) == (
            "screened",
            "campus",
            True,
        )

    def test_a_dry_run_says_why_somebody_is_left_out(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/rules/invite-all?try=1", ".lines li")
        expect(visit.page.get_by_text("由更优先的规则处理（销售进入“初筛通过”时，发面试邀请）：1人")).to_be_visible()
        before = visit.page.get_by_text("在这个阶段已经邀请过：1人")
        before.click()
        expect(visit.page.get_by_text("候选9 · Python后端工程师")).to_be_visible()
        tries = sent(visit, "setup/dry-run")
        assert [(each["rule_id"], each["cursor"]) for each in tries] == [("invite-all", ""), ("invite-all", "more")]

    def test_a_colleagues_change_is_looked_at_before_ones_own_is_made_again(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/rules/invite-sales", ".fields")
        visit.page.get_by_label("答复期限").fill("9")
        visit.page.get_by_label("答复期限").blur()
        visit.api.setup.problem = OVERTAKEN
        visit.api.setup.setup["rules"][0].update(deadline_days=7, rev=2)
        visit.page.get_by_role("button", name="保存", exact=True).click()
        expect(visit.page.get_by_role("alert")).to_contain_text("同事刚改过这项设置")
        expect(visit.page.get_by_label("答复期限")).to_have_value("9")
        visit.page.get_by_role("button", name="重新读取").click()
        expect(visit.page.get_by_label("答复期限")).to_have_value("7")

    def test_a_refused_value_is_marked(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/rules/invite-sales", ".fields")
        sentence = {"zh-CN": "面试要在邀请后1到30个工作日", "en": "1 to 30"}
        visit.api.setup.problem = {"code": "days_ahead_range", "field": "days_ahead", "value": "0", "message": sentence}
        visit.page.get_by_role("button", name="保存", exact=True).click()
        expect(visit.page.get_by_role("alert")).to_contain_text("面试要在邀请后1到30个工作日")
        expect(visit.page.get_by_label("邀请发出后")).to_have_attribute("aria-invalid", "true")

    def test_are_removed_after_it_was_said_what_that_means(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/rules/invite-all", ".fields")
        visit.page.get_by_role("button", name="删除").click()
        dialog = visit.page.get_by_role("dialog")
        expect(dialog).to_contain_text("已发出的邀请不受影响")
        dialog.get_by_role("button", name="删除").click()
        visit.page.locator("ol li").first.wait_for()
        expect(visit.page.locator("ol li")).to_have_count(2)

    def test_are_only_looked_at_and_tried_by_who_is_no_admin(self, visit: ConsoleVisit) -> None:
        visit.api.setup.setup["may_change"] = {"rules": False, "positions": True, "company": False}
        visit.sign_in().go("/setup/rules/invite-all", ".fields")
        expect(visit.page.get_by_label("进入哪个阶段时")).to_be_disabled()
        expect(visit.page.get_by_role("button", name="启用", exact=True)).to_have_count(0)
        visit.page.get_by_role("button", name="试算").click()
        expect(visit.page.get_by_role("list", name="会收到")).to_be_visible()

    def test_none_at_all_leads_to_the_first(self, visit: ConsoleVisit) -> None:
        visit.api.setup.setup["rules"] = []
        visit.sign_in().go("/setup/rules", ".empty")
        visit.page.locator(".empty").get_by_role("button", name="新建规则").click()
        expect(visit.page.get_by_label("进入哪个阶段时")).to_be_visible()


class TestPositions:
    def test_are_added_with_a_family_of_their_own(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/positions", ".list li")
        visit.page.get_by_role("button", name="新建岗位").click()
        dialog = visit.page.get_by_role("dialog")
        dialog.get_by_label("名称", exact=True).fill("飞行员")
        dialog.get_by_label("类别", exact=True).select_option(label="其他类别")
        dialog.get_by_label("其他类别").fill("飞行")
        dialog.get_by_label("面试时长").fill("40")
        dialog.get_by_role("button", name="保存").click()
        expect(dialog).to_be_hidden()
        (made,) = sent(visit, "setup/positions")
        assert (made["position"]["family"], made["position"]["length_minutes"]) == ("飞行", 40)

    def test_what_was_typed_stays_when_it_is_refused(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/positions", ".list li")
        visit.page.get_by_role("button", name="修改：销售代表").click()
        dialog = visit.page.get_by_role("dialog")
        dialog.get_by_label("面试平台地址").fill("http://old.example.com/")
        sentence = {"zh-CN": "地址要以https://开头", "en": "https"}
        visit.api.setup.problem = {"code": "https_address", "field": "platform_url", "message": sentence}
        dialog.get_by_role("button", name="保存").click()
        expect(dialog.get_by_role("alert")).to_contain_text("地址要以https://开头")
        expect(dialog.get_by_label("面试平台地址")).to_have_value("http://old.example.com/")
        expect(dialog.get_by_label("面试平台地址")).to_have_attribute("aria-invalid", "true")

    def test_where_their_interviews_take_place_is_only_looked_at_by_who_is_no_admin(self, visit: ConsoleVisit) -> None:
        visit.api.setup.setup["may_change"] = {"rules": False, "positions": True, "company": False}
        visit.sign_in().go("/setup/positions", ".list li")
        visit.page.get_by_role("button", name="修改：销售代表").click()
        dialog = visit.page.get_by_role("dialog")
        expect(dialog.get_by_label("面试平台地址")).to_be_disabled()
        expect(dialog).to_contain_text("这个地址由管理员修改")
        expect(dialog.get_by_label("名称", exact=True)).to_be_enabled()

    def test_a_filled_one_says_first_what_that_means_and_whom_it_withdraws(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/positions", ".list li")
        visit.page.get_by_role("button", name="标为招满：销售代表").click()
        dialog = visit.page.get_by_role("dialog")
        expect(dialog).to_contain_text("不再邀请任何人")
        expect(dialog.get_by_label("同时取消已邀请的4人的面试")).to_be_checked()
        dialog.get_by_role("button", name="标为招满").click()
        expect(visit.page).to_have_url(re.compile("#/bulks/b1$"))
        assert sent(visit, "setup/positions/p/filled") == [{"filled": True, "seen": 1}]
        assert sent(visit, "bulks") == [{"bulk_id": "b1"}]

    def test_one_that_nobody_has_applied_for_is_marked_without_more(self, visit: ConsoleVisit) -> None:
        visit.api.uncounted = {"code": "nobody_chosen", "message": {"zh-CN": "没有选中任何人", "en": "Nobody"}}
        visit.sign_in().go("/setup/positions", ".list li")
        visit.page.get_by_role("button", name="标为招满：销售代表").click()
        dialog = visit.page.get_by_role("dialog")
        expect(dialog).to_contain_text("没有人正等着这个岗位的面试")
        dialog.get_by_role("button", name="标为招满").click()
        expect(visit.page.get_by_role("button", name="重新招聘：销售代表")).to_be_visible()

    def test_is_not_marked_while_it_is_not_known_whom_that_withdraws(self, visit: ConsoleVisit) -> None:
        visit.api.uncounted = {"code": "too_many_chosen", "message": {"zh-CN": "人数太多", "en": "Too many"}}
        visit.sign_in().go("/setup/positions", ".list li")
        visit.page.get_by_role("button", name="标为招满：销售代表").click()
        dialog = visit.page.get_by_role("dialog")
        expect(dialog.get_by_role("alert")).to_contain_text("人数太多")
        expect(dialog.get_by_role("button", name="标为招满")).to_be_disabled()
        visit.api.uncounted = None
        dialog.get_by_role("button", name="重试").click()
        expect(dialog.get_by_label("同时取消已邀请的4人的面试")).to_be_checked()
        expect(dialog.get_by_role("button", name="标为招满")).to_be_enabled()

    def test_those_who_were_invited_may_stay(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/positions", ".list li")
        visit.page.get_by_role("button", name="标为招满：销售代表").click()
        visit.page.get_by_label("同时取消已邀请的4人的面试").uncheck()
        visit.page.get_by_role("dialog").get_by_role("button", name="标为招满").click()
        expect(visit.page.get_by_role("button", name="重新招聘：销售代表")).to_be_visible()
        assert sent(visit, "bulks") == []

    def test_are_opened_again(self, phone: ConsoleVisit) -> None:
        phone.sign_in().go("/setup/positions", ".list li")
        phone.page.get_by_role("button", name="Open again: Receptionist").click()
        phone.page.get_by_role("dialog").get_by_role("button", name="Open again").click()
        expect(phone.page.get_by_role("button", name="Mark as filled: Receptionist")).to_be_visible()


class TestTheCompany:
    def test_its_stages_are_named_ordered_added_and_saved_as_a_whole(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/company", "ol li")
        visit.page.get_by_label("第2个阶段的名称").fill("简历通过")
        visit.page.get_by_role("button", name="把“AI面试”上移").click()
        visit.page.get_by_role("button", name="删除“小组面试”").click()
        visit.page.get_by_role("button", name="加一个阶段").click()
        expect(visit.page.get_by_label("第6个阶段的名称")).to_be_focused()
        visit.page.keyboard.type("谈薪")
        visit.page.get_by_role("button", name="保存流程").click()
        expect(visit.page.get_by_role("button", name="保存流程")).to_be_disabled()
        (saved,) = sent(visit, "setup/stages")
        assert [(each["stage"], each["name"]) for each in saved["stages"]] == [
            ("applied", ""),
            ("screened", "简历通过"),
            ("ai_interview", ""),
            ("written_test_passed", ""),
            ("hired", ""),
            ("", "谈薪"),
        ]
        expect(visit.page.get_by_label("第2个阶段的名称")).to_have_value("简历通过")

    def test_a_renamed_stage_has_its_name_on_every_page(self, visit: ConsoleVisit) -> None:
        visit.api.setup.setup["stages"][1]["name"] = "简历通过"
        visit.sign_in().go("/setup/rules", "ol li")
        expect(visit.page.get_by_role("heading", name="进入“简历通过”时")).to_be_visible()

    def test_a_stage_that_cannot_go_comes_back_with_discarding(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/company", "ol li")
        visit.page.get_by_role("button", name="删除“初筛通过”").click()
        sentence = {"zh-CN": "还有规则用到阶段“screened”", "en": "A rule still uses it"}
        visit.api.setup.problem = {"code": "stage_in_rule", "field": "stages", "message": sentence}
        visit.page.get_by_role("button", name="保存流程").click()
        expect(visit.page.get_by_role("alert")).to_contain_text("还有规则用到阶段")
        visit.page.get_by_role("button", name="放弃修改").click()
        expect(visit.page.get_by_label("第2个阶段的名称")).to_have_value("初筛通过")

    def test_its_settings_are_saved_in_the_units_that_people_use(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/company", "ol li")
        visit.page.get_by_label("撤回窗口", exact=True).fill("3.5")
        visit.page.get_by_label("校招：多久没打开就提醒的单位").select_option("days")
        visit.page.get_by_label("周六").check()
        visit.page.get_by_role("button", name="保存设置").click()
        expect(visit.page.get_by_role("button", name="保存设置")).to_have_count(0)
        (saved,) = sent(visit, "setup/company")
        company = saved["company"]
        assert (company["hold_seconds"], company["campus_reminder_seconds"]) == (210, 12 * 86400)
        assert (company["sending_days"], saved["seen"]) == ([0, 1, 2, 3, 4, 5], 1)

    def test_what_was_typed_stays_when_the_pipeline_is_saved(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/setup/company", "ol li")
        visit.page.get_by_label("公司名称").fill("云帆科技")
        visit.page.get_by_role("button", name="删除“小组面试”").click()
        visit.page.get_by_role("button", name="保存流程").click()
        expect(visit.page.get_by_role("button", name="保存流程")).to_be_disabled()
        expect(visit.page.get_by_label("公司名称")).to_have_value("云帆科技")


class TestWhatWaits:
    def test_says_when_in_both_zones_and_why(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/scheduled", "ul li")
        second = visit.page.get_by_role("list", name="待发送").get_by_role("listitem").nth(1)
        expect(second).to_contain_text("11月24日（周二）03:00（Europe/Berlin）")
        expect(second).to_contain_text("你的时间：11月24日（周二）10:00（北京时间）")
        expect(second).to_contain_text("等免打扰时间过去")

    def test_is_taken_back_one_by_one_after_it_was_said_what_goes_with_it(self, phone: ConsoleVisit) -> None:
        phone.sign_in().go("/scheduled", "ul li")
        phone.page.get_by_role("button", name="Take back: Invitation for 候选1").click()
        expect(phone.page.get_by_role("dialog")).to_contain_text("The interview is cancelled with its invitation.")
        phone.page.get_by_role("dialog").get_by_role("button", name="Take back").click()
        expect(phone.page.get_by_role("listitem")).to_have_count(2)
        assert sent(phone, "scheduled/cancel") == [
            {"messages": [{"application_id": "a1", "entry": 1, "message_id": "w1"}]}
        ]

    def test_several_are_taken_back_and_those_too_late_are_named(self, visit: ConsoleVisit) -> None:
        visit.api.setup.outcomes = {"w2": "already_sent"}
        visit.sign_in().go("/scheduled", "ul li")
        visit.page.get_by_label("选择本页全部").check()
        expect(visit.page.get_by_text("已选3封")).to_be_visible()
        visit.page.get_by_role("region", name="已选邮件").get_by_role("button", name="取消发送").click()
        dialog = visit.page.get_by_role("dialog")
        expect(dialog).to_contain_text("其中2封是面试邀请")
        expect(dialog).to_contain_text("1封只取消邮件，面试不变")
        dialog.get_by_role("button", name="取消发送").click()
        expect(dialog).to_contain_text("已取消2封")
        expect(dialog).to_contain_text("候选2 已经发出了")

    def test_what_has_left_meanwhile_is_no_longer_chosen(self, visit: ConsoleVisit) -> None:
        visit.sign_in().go("/scheduled", "ul li")
        visit.page.get_by_label("选择本页全部").check()
        visit.api.setup.waiting.pop(0)
        expect(visit.page.get_by_text("已选2封")).to_be_visible()

    def test_a_failure_says_so_until_the_next_reading_succeeds(self, visit: ConsoleVisit) -> None:
        visit.sign_in()
        visit.api.broken = True
        visit.go("/scheduled", "[role=alert]")
        visit.api.broken = False
        expect(visit.page.get_by_role("list", name="待发送").get_by_role("listitem")).to_have_count(3, timeout=10_000)
        expect(visit.page.get_by_role("alert")).to_have_count(0)

    def test_nothing_says_what_will_stand_here(self, visit: ConsoleVisit) -> None:
        visit.api.setup.waiting = []
        visit.sign_in().go("/scheduled", ".empty")
        expect(visit.page.get_by_role("heading", name="没有待发的邮件")).to_be_visible()

    def test_is_taken_back_on_the_candidates_own_page_too(self, visit: ConsoleVisit) -> None:
        visit.api.story["messages"][0].update(status="queued", sent_at=None)
        visit.sign_in().go("/applications/a1", "h1")
        visit.page.get_by_role("button", name="取消发送").click()
        expect(visit.page.get_by_role("dialog")).to_contain_text("面试不变")
        visit.page.get_by_role("dialog").get_by_role("button", name="取消发送").click()
        expect(visit.page.get_by_role("dialog")).to_be_hidden()
        assert sent(visit, "scheduled/cancel")[0]["messages"][0]["message_id"] == "m1"
