"""HR works on a text on the deployed stack: preview, save, a mistake, a mail to oneself, comparison, restore (T4)."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from local.demo_company import HR_USER
from tests.journey.browser import DESKTOP, PHONE, a_page
from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop
from tests.journey.test_browser import SLOW, VISIT_NAMES, sign_in, words

VISITS = [("zh-CN", DESKTOP, "【测试】"), ("en", PHONE, "[Test] ")]


@pytest.mark.parametrize(("language", "size", "prefix"), VISITS, ids=VISIT_NAMES)
def test_a_text_from_the_first_change_to_the_mail_in_ones_own_mailbox(
    laptop: RunningLaptop, browser: Browser, language: str, size: dict[str, int], prefix: str
) -> None:
    text = words("console", language)
    said = text["template"]
    with a_page(browser, laptop.base_url, size=size, language=language, expected=("422", "409")) as page:
        sign_in(page, laptop.base_url, text)
        page.goto(f"{laptop.base_url}/#/templates?kind=confirmation")
        page.locator(f"a[href$='/confirmation/{language}/default']").click(timeout=SLOW)
        body = page.get_by_label(said["body"], exact=True)
        first = body.input_value(timeout=SLOW)

        changed = first.replace("</h1>", "</h1>\n<p>§ §</p>", 1)
        body.fill(changed)
        shown(page, said, size)
        expect(page.frame_locator("iframe").get_by_text("§ §")).to_be_visible(timeout=SLOW)
        edited(page, said, size)
        save(page, said, 2)

        body.fill(f"{changed}\n<p>[nothing]</p>")
        page.keyboard.press("Control+s")
        expect(page.get_by_role("alert")).to_contain_text("[nothing]", timeout=SLOW)
        line = changed.count("\n") + 2
        place = said["go_to"].replace("{field}", said["body"]).replace("{line}", str(line)).replace("{column}", "4")
        expect(page.get_by_role("button", name=place)).to_be_visible(timeout=SLOW)
        body.fill(changed)

        to_oneself(laptop, page, said, prefix)

        page.get_by_role("button", name=said["versions"], exact=True).click()
        page.get_by_role("button", name=said["version"].replace("{n}", "1")).click()
        expect(page.locator(".added").get_by_text("§ §")).to_be_visible(timeout=SLOW)
        page.get_by_role("button", name=said["restore"], exact=True).click()
        expect(page.locator(".told")).to_contain_text(said["restored"].split("{old}")[0], timeout=SLOW)
        assert body.input_value() == first
    opened = Hr(laptop).call("GET", f"/templates/text?kind=confirmation&scope=default&language={language}")
    assert (opened["seen"], opened["words"]["body"], len(opened["versions"])) == (3, first, 3)


def shown(page: Page, said: dict[str, Any], size: dict[str, int]) -> None:
    """Turn to the preview, where it does not stand beside the text."""
    if size == PHONE:
        page.get_by_role("button", name=said["side"]["preview"], exact=True).click()


def edited(page: Page, said: dict[str, Any], size: dict[str, int]) -> None:
    if size == PHONE:
        page.get_by_role("button", name=said["side"]["edit"], exact=True).click()


def save(page: Page, said: dict[str, Any], version: int) -> None:
    page.get_by_role("button", name=said["save"], exact=True).click()
    expect(page.locator(".told")).to_have_text(said["saved"].replace("{n}", str(version)), timeout=SLOW)


def to_oneself(laptop: RunningLaptop, page: Page, said: dict[str, Any], prefix: str) -> None:
    """The mail arrives, SES tells of it, and nothing but its own claims has been written."""
    earlier = {mail["id"] for mail in laptop.mails(HR_USER)}
    laptop.wait_for(lambda: asked_for(page, said), pause=3)
    mail = laptop.wait_for(lambda: next((m for m in laptop.mails(HR_USER) if m["id"] not in earlier), None))
    assert mail["subject"].startswith(prefix)
    assert "§ §" in laptop.html(mail["id"])
    assert "/t/sample" in laptop.html(mail["id"])
    laptop.open_mail(mail["id"])
    laptop.wait_for(lambda: {"Send", "Delivery", "Open"} <= {e["type"] for e in laptop.mail(mail["id"])["events"]})
    sqs = laptop.client("sqs")
    laptop.wait_for(lambda: is_empty(sqs, laptop.outputs["SesEventsQueueUrl"]))
    assert is_empty(sqs, laptop.outputs["UnreadSesEventsQueueUrl"])
    trial = laptop.mail(mail["id"])["tags"]["trial"]
    assert kinds_of_items(laptop, mail["id"]) == set()
    assert kinds_of_items(laptop, trial) == {"trial"}


def asked_for(page: Page, said: dict[str, Any]) -> bool:
    """Ask for a mail to oneself; not yet, when the one before was asked for less than ten seconds ago."""
    page.get_by_role("button", name=said["try"], exact=True).click()
    expect(page.locator(".said").locator(".told, [role=alert]")).to_be_visible(timeout=SLOW)
    return page.locator(".told").get_by_text(HR_USER).count() == 1


def is_empty(sqs: Any, url: str) -> bool:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    counts = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return all(int(counts[name]) == 0 for name in names)


def kinds_of_items(laptop: RunningLaptop, said: str) -> set[str]:
    """What sorts of items in the whole table say a word: whatever could be counted."""
    pages = laptop.client("dynamodb").get_paginator("scan").paginate(TableName=laptop.outputs["TableName"])
    return {item["type"]["S"] for page in pages for item in page["Items"] if said in str(item)}
