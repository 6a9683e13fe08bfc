"""Questions on the candidate's page: ready answers first, then asking; answers shown as text (P3)."""

import pytest
from playwright.sync_api import expect

from tests.portal.candidate_visit import ASKED, Visit
from tests.portal.test_candidate_accessibility import LOOKS, findings, prepare

HOSTILE = "<img src=x onerror=\"document.title='broken in'\"><b>bold</b>\nsecond line"


def opened(visit: Visit) -> Visit:
    visit.open().standing("open")
    visit.press("open-questions")
    visit.page.locator("#question").wait_for()
    return visit


def typed(visit: Visit, text: str) -> Visit:
    visit.page.locator("#question").fill(text)
    return visit


def asked_for(visit: Visit, path: str) -> list[dict]:
    return [body for method, found, body in visit.api.asked if (method, found) == ("POST", path)]


def test_nothing_of_it_is_loaded_before_somebody_wants_it(visit: Visit) -> None:
    loaded: list[str] = []
    visit.page.on("request", lambda request: loaded.append(request.url))
    visit.open().standing("open")
    assert not [url for url in loaded if "uestion" in url]
    visit.press("open-questions")
    visit.page.locator("#question").wait_for()
    assert [url for url in loaded if "uestion" in url]
    assert visit.page.evaluate("document.activeElement.id") == "question"


def test_what_is_often_asked_is_there_before_a_word_is_typed(visit: Visit) -> None:
    opened(visit)
    answers = visit.page.locator("[data-test=ready-answer]")
    expect(answers).to_have_count(4)
    visit.page.get_by_role("button", name="全部16个常见问题").click()
    expect(answers).to_have_count(16)


@pytest.mark.parametrize(("language", "text"), [("zh-CN", "能用手机吗"), ("en", "can I use my phone")])
def test_typing_finds_the_answer_and_one_that_helps_asks_nobody(visit: Visit, language: str, text: str) -> None:
    visit.api.interview["language"] = language
    typed(opened(visit), text)
    first = visit.page.locator("[data-test=ready-answer]").first
    first.locator("summary").click()
    visit.press("helped")
    notice = visit.page.locator("[data-ask-notice]")
    expect(notice).to_be_focused()
    assert visit.page.locator("#question").input_value() == ""
    (told,) = asked_for(visit, "questions/helped")
    assert told["faq_id"].endswith("-device")
    assert told["shown"][0] == told["faq_id"]
    assert asked_for(visit, "questions") == []


def test_a_question_goes_to_hr_with_what_did_not_help(visit: Visit) -> None:
    typed(opened(visit), "面试可以用手机吗？公司附近有停车的地方吗？")
    visit.press("send-question")
    expect(visit.page.locator("[data-ask-notice]")).to_contain_text("已发给HR")
    (told,) = asked_for(visit, "questions")
    assert (told["text"], told["language"]) == ("面试可以用手机吗？公司附近有停车的地方吗？", "zh-CN")
    assert any(each.endswith("-device") for each in told["shown"])
    expect(visit.page.locator("[data-test=own-question][data-state=open]")).to_contain_text("等待HR回复")


def test_what_cannot_be_sent_stays_as_it_was_typed(visit: Visit) -> None:
    typed(opened(visit), "有停车的地方吗")
    visit.api.refusals["questions"] = (409, "questions_used")
    visit.press("send-question")
    expect(visit.page.locator("[data-ask-notice]")).to_have_text("没有成功。中文原因")
    assert visit.page.locator("#question").input_value() == "有停车的地方吗"
    visit.api.offline = True
    visit.press("send-question")
    expect(visit.page.locator("[data-ask-notice]")).to_contain_text("没有连上网络")
    assert visit.page.locator("#question").input_value() == "有停车的地方吗"


def test_what_cannot_be_read_says_so_and_is_read_again(visit: Visit) -> None:
    visit.open().standing("open")
    visit.api.offline = True
    visit.press("open-questions")
    expect(visit.page.locator(".questions [role=alert]")).to_contain_text("没有连上网络")
    visit.api.offline = False
    visit.press("again-questions")
    expect(visit.page.locator("#question")).to_be_visible()


def test_who_has_asked_finds_the_answer_at_once_as_plain_text(visit: Visit) -> None:
    visit.api.interview["has_asked"] = True
    visit.api.questions["questions"] = [{**ASKED, "text": HOSTILE, "state": "answered", "answer": f"可以。{HOSTILE}"}]
    visit.open().standing("open")
    own = visit.page.locator("[data-test=own-question]")
    expect(own).to_contain_text("可以。<img src=x onerror=")
    assert visit.page.locator(".questions img, .questions b").count() == 0
    assert "broken in" not in visit.page.title()


@pytest.mark.parametrize(
    ("change", "said"), [({"left": 0}, "问了5个问题"), ({"why_not": "expired", "left": 0}, "期限")]
)
def test_who_cannot_ask_hears_why_and_still_reads_the_answers(visit: Visit, change: dict, said: str) -> None:
    visit.api.questions |= change
    visit.open().standing("open")
    visit.press("open-questions")
    expect(visit.page.locator("[data-test=ask-barred]")).to_contain_text(said)
    assert visit.page.locator("#question").count() == 0
    expect(visit.page.locator("[data-test=ready-answer]")).to_have_count(4)


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_no_finding_of_axe_and_nothing_wider_than_the_phone(visit: Visit, language: str, scheme: str) -> None:
    prepare(visit, language, scheme)
    visit.api.interview["has_asked"] = True
    visit.api.questions["questions"] = [
        {**ASKED, "text": "x" * 300, "state": "answered", "answer": "y" * 300},
        {**ASKED, "question_id": "q2", "text": "面试可以用手机吗？"},
        {**ASKED, "question_id": "q3", "text": "几点？", "state": "closed"},
    ]
    visit.open().standing("open")
    typed(visit, "手机 phone")
    visit.page.locator("[data-test=ready-answer] summary").first.click()
    assert findings(visit) == []
    assert visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
