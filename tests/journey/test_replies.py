"""On the deployed stack: who answers the mail is heard, and their mail system is not taken for them (K6)."""

from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.stage import LAPTOP_REPLIES
from tests.journey.browser import a_page
from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop
from tests.journey.test_browser import SLOW, VISIT_NAMES, VISITS, sign_in, words

MAILBOX = {
    "zh-CN": {"reply": "回信", "label": "以候选人的身份回信", "send": "发出回信", "away": "发一封自动回复"},
    "en": {
        "reply": "Reply",
        "label": "Answer as the candidate",
        "send": "Send the reply",
        "away": "Send an automatic reply",
    },
}
SENT = {"zh-CN": "已发出", "en": "Sent."}
SAID = {"zh-CN": "我周四下午三点可以，其他时间不行。", "en": "Thursday at three suits me, no other time does."}


@pytest.fixture(scope="module")
def hr(laptop: RunningLaptop) -> Hr:
    return Hr(laptop)


class Writer:
    """An invited candidate: their application, as HR sees it, and their mail."""

    def __init__(self, laptop: RunningLaptop, hr: Hr) -> None:
        self.laptop, self.hr = laptop, hr
        self.email = f"writer-{uuid4().hex[:8]}@example.com"
        hr.import_file("writer.csv", f"姓名,邮箱,应聘岗位\n回信人,{self.email},客服专员\n".encode())
        self.application_id = hr.of(self.email)["application_id"]
        hr.move("screened", hr.of(self.email))
        self.mail = laptop.wait_for_mails(self.email, seconds=200)[0]["id"]
        laptop.wait_for(lambda: bool(self.detail["reminders"]))

    @property
    def detail(self) -> Any:
        return self.hr.detail(self.application_id)

    def wait_for_event(self, name: str) -> dict[str, Any]:
        def there() -> Any:
            return next((each for each in self.detail["timeline"] if each["name"] == name), None)

        found: dict[str, Any] = self.laptop.wait_for(there)
        return found


@pytest.mark.parametrize(("language", "size"), VISITS, ids=VISIT_NAMES)
def test_a_reply_reaches_hr_and_an_out_of_office_changes_nothing(
    laptop: RunningLaptop, browser: Browser, hr: Hr, language: str, size: dict[str, int]
) -> None:
    text, writer = words("console", language), Writer(laptop, hr)
    with a_page(browser, laptop.base_url, size=size, language=language) as page:
        open_reply(page, laptop, writer, language)
        page.get_by_role("button", name=MAILBOX[language]["away"]).click()
        expect(page.get_by_role("status").filter(has_text=SENT[language])).to_be_visible(timeout=SLOW)
        away = writer.wait_for_event("auto_replied")
        assert away["detail"]["automatic"] == "auto_submitted"
        assert not any(each["reason"] for each in writer.detail["reminders"])
        assert writer.detail["cases"] == []

        page.get_by_label(MAILBOX[language]["label"]).fill(SAID[language])
        page.get_by_role("button", name=MAILBOX[language]["send"]).click()
        reply = writer.wait_for_event("replied")
        assert reply["detail"]["text"] == SAID[language]
        assert "replied" in writer.detail["interview"]["sides"]
        laptop.wait_for(lambda: all(each["status"] != "waiting" for each in writer.detail["reminders"]))

    with a_page(browser, laptop.base_url, size=size, language=language) as page:
        sign_in(page, laptop.base_url, text)
        page.goto(f"{laptop.base_url}/#/applications/{writer.application_id}")
        expect(page.get_by_text(text["event"]["replied"]).first).to_be_visible(timeout=SLOW)
        expect(page.get_by_text(SAID[language]).first).to_be_visible()
        grey = page.locator(".one.machine", has_text=text["event"]["auto_replied"])
        expect(grey.get_by_text(text["automatic"]["auto_submitted"])).to_be_visible()
        notice = page.locator("article.case", has_text=text["case"]["replied"])
        notice.get_by_role("button", name=text["case"]["answer_done"]).click()
        expect(notice.get_by_role("button")).to_have_count(0, timeout=SLOW)
    assert [case["resolution"] for case in writer.detail["cases"]] == ["done"]


def test_the_reply_is_handed_on_to_hrs_own_mailbox(laptop: RunningLaptop, hr: Hr) -> None:
    writer = Writer(laptop, hr)
    invitation = laptop.mail(writer.mail)
    assert invitation["reply_to"].endswith(f"@{LAPTOP_REPLIES}")
    path = f"/mailbox/api/messages/{writer.mail}/reply"
    said = f"请把附件里的编号{uuid4().hex}转给面试官"
    assert laptop.request("POST", path, {"text": said, "automatic": False}).status == 204

    def handed_on() -> Any:
        found = [laptop.mail(mail["id"]) for mail in laptop.mails() if "回信人" in mail["subject"]]
        return next((mail for mail in found if said in mail["text"]), None)

    mail = laptop.wait_for(handed_on)
    assert (mail["reply_to"], mail["headers"]["Auto-Submitted"]) == (writer.email, "auto-generated")
    assert mail["answerable"] is False


def open_reply(page: Page, laptop: RunningLaptop, writer: Writer, language: str) -> None:
    page.goto(f"{laptop.base_url}/mailbox/#{writer.mail}")
    page.get_by_role("tab", name=MAILBOX[language]["reply"], exact=True).click(timeout=SLOW)
