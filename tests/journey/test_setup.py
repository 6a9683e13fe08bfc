"""HR makes a rule, sees whom it would write to, switches it on, and takes back the mail it makes (R2, R4, R6)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journey.browser import a_page
from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop
from tests.journey.test_browser import SLOW, VISIT_NAMES, VISITS, one, sign_in, words

STAGE = "final_interview"


@pytest.mark.parametrize(("language", "size"), VISITS, ids=VISIT_NAMES)
def test_from_a_new_rule_to_a_mail_taken_back(
    laptop: RunningLaptop, browser: Browser, language: str, size: dict[str, int]
) -> None:
    text, hr, tag = words("console", language), Hr(laptop), uuid4().hex[:6]
    stands, enters = (f"{name}-{tag}@example.com" for name in ("stands", "enters"))
    lines = ["姓名,邮箱,应聘岗位", f"先到者{tag},{stands},站长{tag}", f"后到者{tag},{enters},站长{tag}"]
    hr.import_file("setup.csv", "\n".join(lines).encode())
    hr.move(STAGE, hr.of(stands))
    with a_page(browser, laptop.base_url, size=size, language=language) as page:
        sign_in(page, laptop.base_url, text)
        page.goto(f"{laptop.base_url}/#/setup/rules/new")
        rule = text["rule"]
        page.get_by_label(rule["stage"]).select_option(STAGE, timeout=SLOW)
        page.get_by_label(rule["position"], exact=True).select_option(label=f"站长{tag}")
        page.get_by_label(rule["moment_hour"], exact=True).check()
        page.get_by_label(rule["send_hour"]).select_option(f"{hour_to_come()}")
        page.get_by_role("button", name=text["dry_run"]["go"]).click()
        named = page.get_by_role("list", name=text["figure"]["written_to"])
        expect(named.get_by_text(f"先到者{tag}")).to_be_visible(timeout=SLOW)
        expect(named.get_by_text(f"后到者{tag}")).to_have_count(0)
        page.get_by_role("button", name=rule["turn_on"], exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(text["page"]["rules"], timeout=SLOW)
        move_in_the_list(page, laptop, text, enters, f"后到者{tag}")
        page.goto(f"{laptop.base_url}/#/scheduled")
        waiting = on_some_page(page, text, f"后到者{tag}")
        expect(waiting).to_contain_text(text["scheduled"]["waits_hour"], timeout=SLOW)
        expect(page.get_by_role("listitem").filter(has_text=f"先到者{tag}")).to_have_count(0)
        waiting.get_by_role("button").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text(one(text["scheduled"]["ends_interview"], 1))
        dialog.get_by_role("button", name=text["scheduled"]["cancel"]).click()
        expect(waiting).to_have_count(0, timeout=SLOW)
    (message,) = hr.detail(hr.of(enters)["application_id"])["messages"]
    assert (message["status"], message["reason"]) == ("dropped", "cancelled_by_hr")
    assert hr.of(enters)["interview"]["sides"] == ["cancelled"]
    assert laptop.mails(enters) == laptop.mails(stands) == []


def on_some_page(page: Page, text: dict, name: str) -> Locator:
    """A row of the queue: what waits for tomorrow may fill its first pages."""
    rows = page.get_by_role("list", name=text["page"]["scheduled"]).get_by_role("listitem")
    further = page.get_by_role("button", name=text["applications"]["next"], exact=True)
    expect(rows.first).to_be_visible(timeout=SLOW)
    while not rows.filter(has_text=name).count() and further.count() and further.is_enabled():
        further.click()
        expect(rows.first).to_be_visible(timeout=SLOW)
    return rows.filter(has_text=name)


def hour_to_come() -> int:
    """An hour in Shanghai that is not this one: what waits for it, waits, and stands before the next day."""
    return (datetime.now(UTC) + timedelta(hours=8 + 2)).hour


def move_in_the_list(page: Page, laptop: RunningLaptop, text: dict, email: str, name: str) -> None:
    page.goto(f"{laptop.base_url}/#/applications?q={email}")
    page.get_by_label(text["applications"]["pick"].replace("{name}", name)).check(timeout=SLOW)
    page.get_by_role("button", name=text["action"]["move"]).click()
    page.get_by_role("radio", name=text["stage"][STAGE]).check()
    page.get_by_role("button", name=one(text["move"]["go"], 1)).click()
    expect(page.get_by_role("dialog")).to_be_hidden(timeout=SLOW)
