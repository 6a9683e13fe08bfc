"""Questions and the FAQ in the console, in a real browser: answer in place, turn into an entry, arrange (H4)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.portal.console_questions import ANSWERED, CASE, REFUSED, a_question
from tests.portal.console_visit import ConsoleVisit
from tests.portal.test_console_pages import findings, too_wide, visits

PAGE, FAQ = "/questions", "/setup/faq"
READY = "可以，手机、平板或电脑都行。"


@pytest.fixture
def visit(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A laptop that speaks Chinese."""
    yield from visits(chromium, width=1440, language="zh-CN")


@pytest.fixture
def phone(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A phone that speaks English, in the dark."""
    yield from visits(chromium, width=375, language="en", scheme="dark")


def first(visit: ConsoleVisit) -> Locator:
    return visit.page.locator("article").first


def words(visit: ConsoleVisit) -> Locator:
    """Where the first question is answered, once the ready answer that fits it has been filled in."""
    found = first(visit).get_by_label("给欧阳晓1的回答")
    expect(found).to_have_value(READY)
    return found


def filled_in(visit: ConsoleVisit, address: str) -> None:
    """Ready answers come a moment after the questions."""
    if address == PAGE:
        expect(first(visit).locator("textarea")).to_have_value(READY)


def changes(visit: ConsoleVisit, ending: str) -> list[dict]:
    return [body for path, body in visit.api.asked if path.endswith(ending)]


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?show=settled", FAQ])
def test_the_pages_are_accessible_on_a_laptop(visit: ConsoleVisit, address: str) -> None:
    visit.sign_in().go(address, "article, ol li")
    filled_in(visit, address)
    assert (findings(visit), too_wide(visit), visit.wrong) == ([], 0, [])


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?show=settled", FAQ])
def test_the_pages_fit_a_phone_in_the_dark(phone: ConsoleVisit, address: str) -> None:
    phone.sign_in().go(address, "article, ol li")
    filled_in(phone, address)
    assert (findings(phone), too_wide(phone), phone.wrong) == ([], 0, [])


def test_a_ready_answer_that_fits_is_filled_in_and_goes_out_with_one_click(visit: ConsoleVisit) -> None:
    visit.api.questions.open = [a_question(1, text="可以用手机参加吗？")]
    visit.sign_in().go(PAGE, "article")
    words(visit)
    first(visit).get_by_role("button", name="发送回答").click()
    expect(visit.page.get_by_role("heading", name="没有待回答的问题")).to_be_visible()
    assert changes(visit, "q1/answer") == [{"answer": READY}]


def test_today_answers_a_question_in_place(visit: ConsoleVisit) -> None:
    visit.api.cases = [CASE]
    visit.sign_in().go("/", "article")
    expect(first(visit)).to_contain_text("提了一个问题")
    words(visit)
    assert findings(visit) == []
    first(visit).get_by_role("button", name="发送回答").click()
    expect(visit.page.get_by_text("欧阳晓1：回答已发出")).to_be_attached()
    assert changes(visit, "q1/answer") == [{"answer": READY}]


def test_the_mail_is_shown_before_it_is_sent(visit: ConsoleVisit) -> None:
    visit.sign_in().go(PAGE, "article")
    words(visit).fill("可以。")
    first(visit).get_by_role("button", name="预览邮件").click()
    expect(visit.page.get_by_role("dialog")).to_contain_text("您的问题有回复了")
    assert changes(visit, "answer-preview")[0]["answer"] == "可以。"
    assert findings(visit) == []


def test_who_was_overtaken_hears_why_and_keeps_what_they_wrote(visit: ConsoleVisit) -> None:
    visit.sign_in().go(PAGE, "article")
    words(visit).fill("我写了很久的回答")
    visit.api.questions.open.pop(0)
    visit.api.questions.refused = REFUSED
    first(visit).get_by_role("button", name="发送回答").click()
    expect(first(visit)).to_contain_text("同事刚刚回答了这个问题")
    expect(first(visit).get_by_label("给欧阳晓1的回答")).to_have_value("我写了很久的回答")


def test_an_answer_that_no_mail_brings_says_so_until_it_is_read(visit: ConsoleVisit) -> None:
    visit.api.questions.mail = "unreachable"
    visit.sign_in().go(PAGE, "article")
    words(visit).fill("可以。")
    first(visit).get_by_role("button", name="发送回答").click()
    expect(visit.page.get_by_role("alert").filter(has_text="邮箱收不到信")).to_be_visible()


def test_another_wording_is_mailed_only_where_hr_says_so(visit: ConsoleVisit) -> None:
    visit.sign_in().go(f"{PAGE}?show=settled", "article")
    for again in (False, True):
        first(visit).get_by_role("button", name="修改回答").click()
        first(visit).get_by_label("给欧阳晓3的回答").fill(f"改过的回答{again}")
        if again:
            first(visit).get_by_label("再发一封邮件").check()
        first(visit).get_by_role("button", name="发送回答" if again else "保存修改").click()
        expect(first(visit)).to_contain_text(f"改过的回答{again}")
        expect(first(visit).get_by_role("button", name="修改回答")).to_be_visible()
    assert [(each["mail"], each["seen"]) for each in changes(visit, "q3/answer")] == [(False, 2), (True, 3)]


def test_a_question_answered_on_the_phone_is_closed(phone: ConsoleVisit) -> None:
    phone.sign_in().go(PAGE, "article")
    first(phone).get_by_role("button", name="Answered some other way").click()
    expect(phone.page.locator("article")).to_have_count(1)
    assert phone.api.questions.settled[0]["state"] == "closed"


def test_personal_data_is_pointed_out_before_an_answer_becomes_an_entry(visit: ConsoleVisit) -> None:
    text = "我是欧阳晓3，电话13812345678，可以改期吗？"
    visit.api.questions.settled = [
        a_question(3, **ANSWERED | {"text": text, "answer": "可以，写信给anna@example.com。"})
    ]
    visit.sign_in().go(f"{PAGE}?show=settled", "article")
    first(visit).get_by_role("button", name="转为常见问题").click()
    dialog = visit.page.get_by_role("dialog")
    for found in ("姓名：欧阳晓3", "电话：13812345678", "邮箱：anna@example.com"):
        expect(dialog).to_contain_text(found)
    assert findings(visit) == []
    dialog.get_by_label("问题（中文）").fill("可以改期吗？")
    dialog.get_by_label("回答（中文）").fill("可以。")
    expect(dialog.get_by_role("alert")).to_have_count(0)
    dialog.get_by_role("button", name="保存").click()
    expect(first(visit).get_by_role("link", name="已在常见问题中")).to_be_visible()
    (sent,) = changes(visit, "faq/entries")
    assert sent["made_of"] == {"application_id": "a3", "question_id": "q3"}
    assert (sent["entry"]["question"], sent["entry"]["answer"]) == ("可以改期吗？", "可以。")


def test_the_faq_shows_whom_each_is_for_what_it_lacks_and_how_often_it_helped(visit: ConsoleVisit) -> None:
    visit.sign_in().go(FAQ, "ol li")
    rows = visit.page.locator("#main ol li")
    expect(rows.nth(0)).to_contain_text("所有候选人 · 显示12次，解答7次")
    expect(rows.nth(1)).to_contain_text("缺英文")


def test_entries_are_arranged_and_removed(visit: ConsoleVisit) -> None:
    visit.sign_in().go(FAQ, "ol li")
    rows = visit.page.locator("#main ol li")
    visit.page.get_by_role("button", name="下移：可以用手机参加吗？").click()
    expect(rows.nth(0)).to_contain_text("多久有结果？")
    assert changes(visit, "faq/order") == [{"faq_ids": ["f2", "f1"], "seen": 0}]
    visit.page.get_by_role("button", name="删除：多久有结果？").click()
    visit.page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(rows).to_have_count(1)


def test_an_empty_faq_offers_the_usual_entries(phone: ConsoleVisit) -> None:
    phone.api.questions.entries = []
    phone.sign_in().go(FAQ, ".empty")
    assert findings(phone) == []
    phone.page.get_by_role("button", name="Add 14 usual entries").click()
    assert [path for path, _ in phone.api.asked if path == "faq/usual"]


@pytest.mark.parametrize(
    ("address", "title"), [(PAGE, "没有待回答的问题"), (f"{PAGE}?show=settled", "还没有答复过的问题")]
)
def test_an_empty_list_says_what_will_stand_there(visit: ConsoleVisit, address: str, title: str) -> None:
    visit.api.questions.open, visit.api.questions.settled = [], []
    visit.sign_in().go(address, ".empty")
    expect(visit.page.get_by_role("heading", name=title)).to_be_visible()
