"""A bulk action in a real browser, on the deployed stack: begun, paused, resumed, the rest cancelled (B3, R4)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.browser import a_page, chromium
from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop
from tests.journey.test_browser import SLOW, VISIT_NAMES, VISITS, sign_in, words

PEOPLE = 300
"""More than the worker moves between two presses of a button."""
PATIENCE = 180.0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize(("language", "size"), VISITS, ids=VISIT_NAMES)
def test_the_mailbox_holds_what_the_page_says(
    laptop: RunningLaptop, browser: Browser, language: str, size: dict[str, int]
) -> None:
    text, hr, tag = words("console", language), Hr(laptop), f"bulk{uuid4().hex[:8]}"
    lines = [f"候选{number:02d},{tag}-{number:02d}@example.com,销售代表" for number in range(PEOPLE)]
    hr.import_file("bulk.csv", "\n".join(["姓名,邮箱,应聘岗位", *lines]).encode())
    with a_page(browser, laptop.base_url, size=size, language=language) as page:
        sign_in(page, laptop.base_url, text)
        bulk_id = begin(page, laptop.base_url, tag, text)
        assert hr.call("GET", f"/bulks/{bulk_id}")["status"] == "held"
        wait_for_position(laptop, hr, bulk_id, 5)
        press(page, text["bulk"]["step_pause"], text["bulk"]["says_paused"])
        paused = hr.call("GET", f"/bulks/{bulk_id}")
        assert paused["position"] < PEOPLE
        press(page, text["bulk"]["step_resume"], text["bulk"]["says_running"])
        wait_for_position(laptop, hr, bulk_id, paused["position"] + 5)
        # Paused again: the worker of a quick machine would be through while the dialog is read.
        press(page, text["bulk"]["step_pause"], text["bulk"]["says_paused"])
        page.get_by_role("button", name=text["bulk"]["step_cancel"]).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text(text["bulk"]["cancel_keeps_move"])
        dialog.get_by_role("button", name=text["bulk"]["cancel_go"]).click()
        expect(page.get_by_text(text["bulk"]["says_cancelled"])).to_be_visible(timeout=SLOW)
        ended = laptop.wait_for(lambda: complete(hr, bulk_id), PATIENCE)
        mails = Counter((mail["to"], mail["subject"]) for mail in laptop.mails() if mail["to"].startswith(tag))
        invited = {to for to, _ in mails}  # on the laptop, a reminder may have followed already
        assert ended["acted"] == ended["position"] < PEOPLE
        assert ended["mails"]["sent"] + ended["mails"]["dropped"] == ended["mails"]["written"] == ended["acted"]
        assert len(invited) == ended["mails"]["sent"]
        assert set(mails.values()) == {1}
        sent = page.locator("dl > div", has_text=text["figure"]["mails_sent"]).locator("dd")
        expect(sent).to_have_text(str(len(invited)), timeout=SLOW)


def begin(page: Page, site: str, tag: str, text: dict[str, Any]) -> str:
    """Choose everybody whom the search finds, and let them be moved to the stage that invites."""
    page.goto(f"{site}/#/applications?q={tag}")
    boxes = page.get_by_role("row").get_by_role("checkbox")
    expect(boxes).to_have_count(50 + 1, timeout=SLOW)
    for box in boxes.all()[1:]:
        box.check()
    page.get_by_role("button", name=text["applications"]["everybody"]).click()
    page.get_by_role("button", name=text["action"]["move"]).click()
    page.get_by_role("radio", name=text["stage"]["screened"]).check()
    go = text["bulk"]["go_move"].split(" | ")[-1].replace("{n}", str(PEOPLE))
    page.get_by_role("button", name=go).click(timeout=SLOW)
    page.wait_for_url("**/bulks/b*", timeout=SLOW)
    return page.url.rpartition("/")[2]


def press(page: Page, name: str, then: str) -> None:
    page.get_by_role("button", name=name).click(timeout=SLOW)
    expect(page.get_by_text(then)).to_be_visible(timeout=SLOW)


def wait_for_position(laptop: RunningLaptop, hr: Hr, bulk_id: str, position: int) -> None:
    laptop.wait_for(lambda: hr.call("GET", f"/bulks/{bulk_id}")["position"] >= position or None, PATIENCE)


def complete(hr: Hr, bulk_id: str) -> Any:
    found = hr.call("GET", f"/bulks/{bulk_id}")
    return found if found["complete"] else None
