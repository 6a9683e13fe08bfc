"""The pages for templates in a real browser, under the real content policy (T1, T3, T4, T5)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.portal.console_visit import ConsoleVisit
from tests.portal.template_visit import template_context, template_visit
from tests.portal.test_console_pages import findings, too_wide

LOCALES = Path(__file__).parents[2] / "portal" / "console" / "locales"
DEFAULT = "/templates/invitation/zh-CN/default"
PAGES = {
    "/templates": "tbody tr",
    DEFAULT: "textarea",
    "/templates/answer/en/family:general": "textarea",
    "/templates/invitation/zh-CN/set:校招": "textarea",
}
GOOD = "<p>[称呼]</p>\n<p>请来面试</p>\n[面试信息][按钮][步骤][联系方式]"


def texts(language: str) -> Any:
    return json.loads((LOCALES / f"{language}.json").read_text(encoding="utf-8"))["template"]


ZH, EN = texts("zh-CN"), texts("en")


def visits(chromium: Browser, **more: Any) -> Iterator[ConsoleVisit]:
    context = template_context(chromium, **more)
    visit = template_visit(context)
    yield visit.sign_in()
    context.close()
    refused = "status of 4"  # the browser notes each refusal; the pages say what was refused
    assert [each for each in visit.wrong if refused not in each] == []


@pytest.fixture
def visit(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A laptop that speaks Chinese."""
    yield from visits(chromium, width=1440, language="zh-CN")


@pytest.fixture
def phone(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A phone that speaks English, in the dark."""
    yield from visits(chromium, width=375, language="en", scheme="dark")


@pytest.fixture
def editor(visit: ConsoleVisit) -> ConsoleVisit:
    """The default invitation in the editor, its preview read."""
    visit.go(DEFAULT, "textarea")
    visit.page.locator("iframe").wait_for()
    return visit


def field(visit: ConsoleVisit, name: str = "body") -> Locator:
    return visit.page.get_by_label(ZH[name], exact=True)


def button(visit: ConsoleVisit, name: str) -> Locator:
    return visit.page.get_by_role("button", name=ZH[name], exact=True)


def saved(visit: ConsoleVisit) -> list[dict[str, Any]]:
    return [body for path, body in visit.api.asked if path == "templates/save"]


def previewed(visit: ConsoleVisit) -> list[dict[str, Any]]:
    return [body for path, body in visit.api.asked if path == "templates/preview"]


class TestEveryPage:
    def test_is_accessible_on_a_laptop(self, visit: ConsoleVisit) -> None:
        for address, until in PAGES.items():
            visit.go(address, until)
            visit.page.wait_for_load_state("networkidle")
            assert (address, findings(visit), too_wide(visit)) == (address, [], 0)

    def test_fits_a_phone_in_the_dark(self, phone: ConsoleVisit) -> None:
        for address, until in PAGES.items():
            phone.go(address, until)
            phone.page.wait_for_load_state("networkidle")
            assert (address, findings(phone), too_wide(phone)) == (address, [], 0)

    def test_says_what_went_wrong_and_tries_again(self, visit: ConsoleVisit) -> None:
        visit.api.broken = True
        visit.go("/templates", "[role=alert]")
        visit.api.broken = False
        visit.page.get_by_role("button", name="重试").click()
        expect(visit.page.locator("tbody tr").first).to_be_visible()


class TestTheList:
    def test_shows_own_texts_and_what_stands_in_for_them(self, visit: ConsoleVisit) -> None:
        visit.go("/templates", "tbody tr")
        row = visit.page.get_by_role("row").filter(has_text="通用")
        expect(row.get_by_role("link").first).to_contain_text("沿用“默认”")
        expect(visit.page.get_by_role("row").filter(has_text="销售").get_by_role("link").first).to_contain_text(
            "[公司]"
        )

    def test_keeps_the_kind_in_the_address_and_on_the_way_back(self, visit: ConsoleVisit) -> None:
        visit.go("/templates", "tbody tr")
        visit.page.get_by_role("button", name="面试取消").click()
        visit.page.get_by_role("row").filter(has_text="默认").get_by_role("link").first.click()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("面试取消 · 默认 · 中文")
        visit.page.locator(".back").click()
        expect(visit.page.get_by_role("button", name="面试取消")).to_have_attribute("aria-pressed", "true")

    def test_leads_to_a_text_for_a_set_of_ones_own(self, visit: ConsoleVisit) -> None:
        visit.go("/templates", "tbody tr")
        button(visit, "add").click()
        visit.page.get_by_label(ZH["for_set"]).check()
        visit.page.get_by_label(ZH["set_name"]).fill("a#b")
        expect(visit.page.get_by_text(ZH["set_wrong"])).to_be_visible()
        expect(button(visit, "write")).to_be_disabled()
        visit.page.get_by_label(ZH["set_name"]).fill("校招 技术")
        button(visit, "write").click()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("面试邀请 · 校招 技术 · 中文")
        button(visit, "save").click()
        expect(visit.page.locator(".told")).to_contain_text("已保存为第1版")
        assert (saved(visit)[0]["scope"], saved(visit)[0]["seen"]) == ("set:校招 技术", 0)


class TestWriting:
    def test_the_preview_follows_what_is_typed(self, editor: ConsoleVisit) -> None:
        field(editor).fill(GOOD)
        expect(editor.page.frame_locator("iframe").get_by_text("请来面试")).to_be_visible()
        expect(editor.page.get_by_text(ZH["all_good"])).to_be_visible()

    def test_the_newest_answer_wins(self, editor: ConsoleVisit) -> None:
        page = editor.page
        page.evaluate(
            """() => {
              const real = window.fetch;
              window.fetch = async (request) => {
                const slow = (await request.clone().text()).includes("慢");
                const answer = await real(request);
                if (slow) await new Promise((done) => (window.release = done));
                return answer;
              };
            }"""
        )
        field(editor).fill(f"<p>慢</p>{GOOD}")
        page.wait_for_function("() => window.release")
        field(editor).fill(f"<p>快</p>{GOOD}")
        frame = page.frame_locator("iframe")
        expect(frame.get_by_text("快", exact=True)).to_be_visible()
        page.evaluate("() => window.release()")
        expect(page.locator(".preview")).to_have_attribute("aria-busy", "false")
        expect(frame.get_by_text("慢", exact=True)).to_have_count(0)

    def test_it_is_shown_in_three_forms(self, editor: ConsoleVisit) -> None:
        wide = editor.page.locator("iframe").evaluate("(frame) => frame.clientWidth")
        editor.page.get_by_role("button", name="手机", exact=True).click()
        narrow = editor.page.locator("iframe").evaluate("(frame) => frame.clientWidth")
        assert (wide, narrow) == (718, 375)
        editor.page.get_by_role("button", name="纯文本").click()
        expect(editor.page.locator("pre")).to_contain_text("欧阳晓月，您好")

    def test_it_is_shown_as_somebody_who_has_applied(self, editor: ConsoleVisit) -> None:
        editor.page.get_by_role("combobox", name=ZH["preview_as"]).click()
        editor.page.get_by_role("option", name="候选1").click()
        expect(editor.page.frame_locator("iframe").get_by_text("候选1，您好")).to_be_visible()
        assert previewed(editor)[-1]["application_id"] == "a1"

    def test_a_mistake_is_marked_where_it_is_and_leads_there(self, editor: ConsoleVisit) -> None:
        field(editor).fill("<p>[称呼]</p>\n<p>{{ candidate.age }}</p>")
        expect(editor.page.get_by_text(ZH["cannot_show"])).to_be_visible()
        expect(editor.page.locator(".behind .refusal")).to_have_text("{{ candidate.age }}")
        expect(field(editor)).to_have_attribute("aria-invalid", "true")
        editor.page.get_by_role("button", name="正文第2行第4字").click()
        selected = field(editor).evaluate("(field) => field.value.slice(field.selectionStart, field.selectionEnd)")
        assert selected == "{{ candidate.age }}"

    def test_what_to_improve_is_listed_and_marked(self, editor: ConsoleVisit) -> None:
        field(editor).fill("<p>[称呼]</p>\n<p>点击领取</p>[面试信息][按钮][步骤]")
        expect(editor.page.locator(".findings")).to_contain_text("遇到麻烦的候选人会放弃")
        expect(editor.page.locator(".behind .problem")).to_have_text("点击领取")

    def test_the_menu_inserts_at_the_caret_by_keyboard_alone(self, editor: ConsoleVisit) -> None:
        subject = field(editor, "subject")
        subject.fill("面试")
        subject.press("Home")
        button(editor, "insert").focus()
        editor.page.keyboard.press("Enter")
        editor.page.keyboard.type("公司名")
        editor.page.keyboard.press("Enter")
        expect(subject).to_have_value("[公司]面试")
        expect(subject).to_be_focused()
        editor.page.keyboard.press("Control+z")
        expect(subject).to_have_value("面试")

    def test_blocks_are_not_offered_for_the_subject(self, editor: ConsoleVisit) -> None:
        field(editor, "subject").focus()
        button(editor, "insert").click()
        editor.page.get_by_role("combobox", name=ZH["insert_find"]).fill("按钮")
        option = editor.page.get_by_role("option", name="[按钮]")
        expect(option).to_have_attribute("aria-disabled", "true")
        editor.page.keyboard.press("Escape")
        expect(option).to_have_count(0)

    def test_a_subject_stays_one_line(self, editor: ConsoleVisit) -> None:
        subject = field(editor, "subject")
        subject.fill("一\n二")
        subject.press("Enter")
        expect(subject).to_have_value("一 二")


class TestSaving:
    def test_control_s_saves_a_version(self, editor: ConsoleVisit) -> None:
        expect(button(editor, "save")).to_be_disabled()
        field(editor).fill(GOOD)
        expect(editor.page.get_by_text(ZH["unsaved"])).to_be_visible()
        editor.page.keyboard.press("Control+s")
        expect(editor.page.locator(".told")).to_contain_text("已保存为第2版")
        expect(editor.page.get_by_text(ZH["unsaved"])).to_have_count(0)
        assert [(each["seen"], each["words"]["body"]) for each in saved(editor)] == [(1, GOOD)]

    def test_a_mistake_is_refused_in_words_and_what_was_typed_stays(self, editor: ConsoleVisit) -> None:
        broken = "<p>[称呼]</p>\n<p>[没有这个]</p>"
        field(editor).fill(broken)
        editor.page.keyboard.press("Control+s")
        expect(editor.page.get_by_role("alert")).to_contain_text("没有这个变量（2:4 [没有这个]）")
        expect(field(editor)).to_have_value(broken)
        expect(field(editor)).to_be_focused()

    def test_a_colleagues_version_is_shown_before_anything_is_overwritten(self, editor: ConsoleVisit) -> None:
        field(editor).fill(GOOD)
        editor.api.colleague_saves("[公司]请您面试")
        editor.page.keyboard.press("Control+s")
        dialog = editor.page.get_by_role("dialog", name=ZH["conflict"])
        expect(dialog).to_contain_text("请您")
        dialog.get_by_role("button", name=ZH["keep_mine"]).click()
        expect(editor.page.locator(".told")).to_contain_text("已保存为第3版")
        assert [each["seen"] for each in saved(editor)] == [1, 2]

    def test_or_the_colleagues_text_is_taken(self, editor: ConsoleVisit) -> None:
        field(editor).fill(GOOD)
        editor.api.colleague_saves("[公司]请您面试")
        editor.page.keyboard.press("Control+s")
        button(editor, "take_theirs").click()
        expect(field(editor, "subject")).to_have_value("[公司]请您面试")
        expect(editor.page.get_by_text(ZH["unsaved"])).to_have_count(0)

    def test_leaving_with_changes_is_asked_about(self, editor: ConsoleVisit) -> None:
        field(editor).fill(GOOD)
        editor.page.locator(".back").click()
        button(editor, "go_on").click()
        expect(field(editor)).to_have_value(GOOD)
        editor.page.locator(".back").click()
        button(editor, "leave_yes").click()
        expect(editor.page.get_by_role("heading", level=1)).to_have_text("模板")

    def test_an_old_version_is_compared_and_restored(self, editor: ConsoleVisit) -> None:
        before = field(editor).input_value()
        field(editor).fill(GOOD)
        editor.page.keyboard.press("Control+s")
        button(editor, "versions").click()
        editor.page.get_by_role("button", name="第1版").click()
        expect(editor.page.locator(".removed").first).to_be_visible()
        assert findings(editor) == []
        button(editor, "restore").click()
        expect(editor.page.locator(".told")).to_contain_text("已恢复第1版，存为第3版")
        expect(field(editor)).to_have_value(before)

    def test_a_deleted_text_gives_way_to_the_default(self, visit: ConsoleVisit) -> None:
        visit.go("/templates/invitation/zh-CN/family:sales", "textarea")
        button(visit, "delete").click()
        button(visit, "delete_yes").click()
        expect(visit.page.get_by_text("还没有自己的文本")).to_be_visible()
        expect(button(visit, "delete")).to_have_count(0)

    def test_a_mail_to_oneself_says_where_it_goes(self, editor: ConsoleVisit) -> None:
        button(editor, "try").click()
        expect(editor.page.locator(".told")).to_contain_text("测试邮件正发往me@example.com")
        assert len(editor.api.desk.queue.trials) == 1


class TestOnAPhone:
    def test_text_and_preview_take_turns_and_saving_is_within_reach(self, phone: ConsoleVisit) -> None:
        phone.go(DEFAULT, "textarea")
        expect(phone.page.locator("iframe")).not_to_be_visible()
        phone.page.get_by_role("button", name=EN["side"]["preview"], exact=True).click()
        expect(phone.page.locator("iframe")).to_be_visible()
        expect(phone.page.locator("textarea").first).not_to_be_visible()
        save = phone.page.get_by_role("button", name=EN["save"], exact=True).bounding_box()
        assert save
        assert save["y"] > 700
        assert save["width"] > 300

    def test_templates_are_behind_the_menu(self, phone: ConsoleVisit) -> None:
        phone.page.locator(".more").click()
        phone.page.get_by_role("dialog").get_by_role("link", name="Templates").click()
        expect(phone.page.get_by_role("heading", level=1)).to_have_text("Templates")
        expect(phone.page.get_by_role("dialog")).to_have_count(0)
