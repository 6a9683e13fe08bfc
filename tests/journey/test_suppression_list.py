"""In a browser: who complains of a mail is written to no more, HR hears of it, and lifts it with a reason (K5)."""

from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journey.browser import a_page
from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop
from tests.journey.test_browser import SLOW, VISIT_NAMES, VISITS, sign_in, words

BECAUSE = "对方来电确认可以收信"
REFUSED = ("status of 409",)
"""What the browser says of its own when HR asks for a mail to an address that is still on the list."""


@pytest.mark.parametrize(("language", "size"), VISITS, ids=VISIT_NAMES)
@pytest.mark.parametrize("fate", ["bounce", "complaint"])
def test_from_a_lost_address_to_the_mail_that_goes_there_again(
    laptop: RunningLaptop, browser: Browser, language: str, size: dict[str, int], fate: str
) -> None:
    text, hr, tag = words("console", language), Hr(laptop), uuid4().hex[:6]
    email, name = f"{fate}+{tag}@simulator.amazonses.com", f"失联{tag}"
    first, second = applied_twice(hr, tag, name, email)
    hr.move("screened", first)
    laptop.wait_for_mails(email)
    side = {"bounce": "bounced", "complaint": "complained"}[fate]
    laptop.wait_for(lambda: side in hr.detail(first["application_id"])["interview"]["sides"])
    with a_page(browser, laptop.base_url, size=size, language=language, expected=REFUSED) as page:
        sign_in(page, laptop.base_url, text)
        expect(listed(page, laptop, text, email)).to_contain_text(text["side"][side], timeout=SLOW)
        hr.move("screened", second)
        page.goto(f"{laptop.base_url}/#/")
        case = page.get_by_role("article").filter(has_text=name).filter(has_text=text["case"]["suppressed"])
        expect(case).to_be_visible(timeout=SLOW)
        assert len(laptop.mails(email)) == 1
        case.get_by_role("button", name=text["case"]["answer_send_again"]).click()
        expect(case.get_by_role("alert")).to_be_visible(timeout=SLOW)
        lift(page, text, listed(page, laptop, text, email))
        page.goto(f"{laptop.base_url}/#/")
        case.get_by_role("button", name=text["case"]["answer_send_again"]).click(timeout=SLOW)
        laptop.wait_for_mails(email, 2)
        expect(case).to_have_count(0, timeout=SLOW)
    known = hr.call("GET", f"/suppressions?address={quote(email)}")["suppressions"]
    assert [each["lifted_because"] for each in known if each["lifted_at"]] == [BECAUSE]


def applied_twice(hr: Hr, tag: str, name: str, email: str) -> list[Any]:
    """One person with two applications, each for a position whose rule invites at once; nobody else's."""
    wanted = [f"复核甲{tag}", f"复核乙{tag}"]
    lines = ["姓名,邮箱,应聘岗位", *(f"{name},{email},{position}" for position in wanted)]
    hr.import_file("twice.csv", "\n".join(lines).encode())
    positions = {each["name"]: each["position_id"] for each in hr.call("GET", "/setup")["positions"]}
    for position in wanted:
        rule = {"stage": "screened", "position_id": positions[position], "enabled": True}
        hr.call("POST", "/setup/rules", {"rule": rule})
    rows = [row for row in hr.every_application() if row["email"] == email]
    return sorted(rows, key=lambda row: str(row["position_name"]))


def listed(page: Page, laptop: RunningLaptop, text: dict[str, Any], email: str) -> Locator:
    """The address on the list, found as HR finds it."""
    page.goto(f"{laptop.base_url}/#/suppressions")
    page.get_by_label(text["suppression"]["search"]).fill(email, timeout=SLOW)
    page.get_by_role("button", name=text["suppression"]["find"], exact=True).click()
    return page.get_by_role("list", name=text["page"]["suppressions"]).get_by_role("listitem").filter(has_text=email)


def lift(page: Page, text: dict[str, Any], row: Locator) -> None:
    row.get_by_role("button").click(timeout=SLOW)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(text["suppression"]["because"]).fill(BECAUSE)
    dialog.get_by_role("button", name=text["suppression"]["lift"], exact=True).click()
    expect(dialog).to_be_hidden(timeout=SLOW)
