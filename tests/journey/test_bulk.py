"""A bulk action in a real browser, on the deployed stack: begun, paused, resumed, the rest cancelled (B3, R4)."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.browser import a_page
from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop
from tests.journey.test_browser import SLOW, VISIT_NAMES, VISITS, sign_in, words
from tests.journey.test_setup import hour_to_come

AT_ONCE, IN_HOURS = 40, 20
"""People whose rule writes to them at once, and people whose rule waits for an hour that is far away: whatever the pace
of the machine, the mails of the first leave, and those of the others are there to be cancelled."""
HOLD_SECONDS = 10
PATIENCE = 120.0


@pytest.fixture(scope="module")
def hr(laptop: RunningLaptop) -> Iterator[Hr]:
    """HR of a company that holds bulk actions no longer than the test needs."""
    hr = Hr(laptop)
    before = hold(hr, HOLD_SECONDS)
    yield hr
    hold(hr, before)


@pytest.mark.parametrize(("language", "size"), VISITS, ids=VISIT_NAMES)
def test_the_mailbox_holds_what_the_page_says(
    laptop: RunningLaptop, browser: Browser, hr: Hr, language: str, size: dict[str, int]
) -> None:
    text, tag = words("console", language), f"bulk{uuid4().hex[:8]}"
    people(hr, tag)
    with a_page(browser, laptop.base_url, size=size, language=language) as page:
        sign_in(page, laptop.base_url, text)
        bulk_id = begin(page, laptop.base_url, tag, text)
        assert held_seconds(hr, bulk_id) == HOLD_SECONDS
        press(page, text["bulk"]["step_pause"], text["bulk"]["says_paused"])
        press(page, text["bulk"]["step_resume"], text["bulk"]["says_sending"])
        laptop.wait_for(lambda: mails_of(hr, bulk_id)["sent"] == AT_ONCE, PATIENCE)
        press(page, text["bulk"]["step_pause"], text["bulk"]["says_paused"])
        page.get_by_role("button", name=text["bulk"]["step_cancel"]).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text(text["bulk"]["cancel_keeps_move"])
        dialog.get_by_role("button", name=text["bulk"]["cancel_go"]).click()
        expect(page.get_by_text(text["bulk"]["says_cancelled"])).to_be_visible(timeout=SLOW)
        laptop.wait_for(lambda: hr.call("GET", f"/bulks/{bulk_id}")["complete"], PATIENCE)
        assert mails_of(hr, bulk_id) == tally(sent=AT_ONCE, dropped=IN_HOURS)
        mails = Counter((mail["to"], mail["subject"]) for mail in laptop.mails() if mail["to"].startswith(tag))
        assert {to for to, _ in mails} == {address(tag, number) for number in range(AT_ONCE)}
        assert set(mails.values()) == {1}  # on the laptop, a reminder may have followed already
        for figure, count in (("mails_sent", AT_ONCE), ("mails_dropped", IN_HOURS)):
            shown = page.locator("dl > div", has_text=text["figure"][figure]).locator("dd")
            expect(shown).to_have_text(str(count), timeout=SLOW)


def hold(hr: Hr, seconds: int) -> int:
    """Hold bulk actions for so long; for how long they were held before."""
    company = hr.call("GET", "/setup")["company"]
    seen, before = company.pop("rev"), company["bulk_hold_seconds"]
    hr.call("PUT", "/setup/company", {"company": {**company, "bulk_hold_seconds": seconds}, "seen": seen})
    return int(before)


def people(hr: Hr, tag: str) -> None:
    """Everybody who is to be moved, and the rule of a position of their own that lets some of them wait."""
    positions = ["销售代表"] * AT_ONCE + [f"站长{tag}"] * IN_HOURS
    lines = [f"候选{number:02d},{address(tag, number)},{position}" for number, position in enumerate(positions)]
    hr.import_file("bulk.csv", "\n".join(["姓名,邮箱,应聘岗位", *lines]).encode())
    (position_id,) = (each["position_id"] for each in hr.call("GET", "/setup")["positions"] if tag in each["name"])
    waits = {"stage": "screened", "position_id": position_id, "moment": "hour", "send_hour": hour_to_come()}
    hr.call("POST", "/setup/rules", {"rule": {**waits, "enabled": True}})


def address(tag: str, number: int) -> str:
    return f"{tag}-{number:02d}@example.com"


def begin(page: Page, site: str, tag: str, text: dict[str, Any]) -> str:
    """Choose everybody whom the search finds, and let them be moved to the stage that invites."""
    page.goto(f"{site}/#/applications?q={tag}")
    boxes = page.get_by_role("row").get_by_role("checkbox")
    expect(boxes).to_have_count(50 + 1, timeout=SLOW)
    for box in boxes.all()[1:]:  # on a phone the heading with its own box is out of sight
        box.check()
    page.get_by_role("button", name=text["applications"]["everybody"]).click()
    page.get_by_role("button", name=text["action"]["move"]).click()
    page.get_by_role("radio", name=text["stage"]["screened"]).check()
    go = text["bulk"]["go_move"].split(" | ")[-1].replace("{n}", f"{AT_ONCE + IN_HOURS}")
    page.get_by_role("button", name=go).click(timeout=SLOW)
    page.wait_for_url("**/bulks/b*", timeout=SLOW)
    return page.url.rpartition("/")[2]


def held_seconds(hr: Hr, bulk_id: str) -> float:
    bulk = hr.call("GET", f"/bulks/{bulk_id}")
    starts_at, created_at = (datetime.fromisoformat(bulk[name]) for name in ("starts_at", "created_at"))
    return (starts_at - created_at).total_seconds()


def press(page: Page, name: str, then: str) -> None:
    """Press a button as soon as there is one: none pauses what is held."""
    page.get_by_role("button", name=name).click(timeout=1000 * PATIENCE)
    expect(page.get_by_text(then)).to_be_visible(timeout=SLOW)


def mails_of(hr: Hr, bulk_id: str) -> Any:
    return hr.call("GET", f"/bulks/{bulk_id}")["mails"]


def tally(*, sent: int, dropped: int) -> dict[str, int]:
    whole = sent + dropped
    nothing = dict.fromkeys(("failed", "doubtful", "waiting"), 0)
    return {"routed": whole, "written": whole, "sent": sent, "dropped": dropped, **nothing}
