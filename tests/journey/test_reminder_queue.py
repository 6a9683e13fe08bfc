"""In a browser HR sees reminders to come and cancels one; a candidate wants none. Neither leaves a schedule (M6)."""

from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.browser import a_page
from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop
from tests.journey.test_browser import SLOW, VISIT_NAMES, VISITS, sign_in, words

FORM = {"content-type": "application/x-www-form-urlencoded"}
AN_HOUR = {"stage": "screened", "enabled": True, "reminder_seconds": 3600, "confirm_seconds": 3600, "reminders": 2}


@pytest.mark.parametrize(("language", "size"), VISITS, ids=VISIT_NAMES)
def test_a_planned_reminder_is_seen_and_cancelled_and_who_wants_none_gets_none(
    laptop: RunningLaptop, browser: Browser, language: str, size: dict[str, int]
) -> None:
    text, hr, tag = words("console", language), Hr(laptop), uuid4().hex[:6]
    phoned, stops = (f"{name}-{tag}@example.com" for name in ("phoned", "stops"))
    invite(hr, tag, {f"电话{tag}": phoned, f"不要{tag}": stops})
    links = {email: laptop.mail(laptop.wait_for_mails(email)[0]["id"]) for email in (phoned, stops)}
    laptop.wait_for(lambda: len(schedules(laptop, hr, phoned, stops)) == 2)
    with a_page(browser, laptop.base_url, size=size, language=language) as page:
        sign_in(page, laptop.base_url, text)
        page.goto(f"{laptop.base_url}/#/scheduled")
        page.get_by_role("link", name=text["scheduled"]["list_reminders"]).click(timeout=SLOW)
        planned = row(page, text, f"电话{tag}")
        expect(planned).to_contain_text(text["message_kind"]["unopened_reminder"])
        expect(planned).to_contain_text(text["reminder"]["number"].replace("{n}", "1").replace("{most}", "2"))
        one_click(laptop, links[stops])
        expect(page.get_by_role("listitem").filter(has_text=f"不要{tag}")).to_have_count(0, timeout=SLOW)
        planned.get_by_role("button").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text(text["reminder"]["none_follows"])
        dialog.get_by_role("button", name=text["reminder"]["cancel"]).click()
        expect(planned).to_have_count(0, timeout=SLOW)
        shown(page, laptop, hr, phoned)
        expect(page.get_by_text(text["event"]["reminder_cancelled"])).to_be_visible(timeout=SLOW)
        reminders = page.get_by_role("region", name=text["outbox"]["reminders"])
        expect(reminders).to_contain_text(text["reason"]["cancelled_by_hr"])
        shown(page, laptop, hr, stops)
        expect(page.get_by_text(text["side"]["reminders_stopped"], exact=True)).to_be_visible(timeout=SLOW)
        expect(reminders).to_contain_text(text["reason"]["reminders_stopped"])
    laptop.wait_for(lambda: not schedules(laptop, hr, phoned, stops))
    assert [len(laptop.mails(email)) for email in (phoned, stops)] == [1, 1]


def invite(hr: Hr, tag: str, people: dict[str, str]) -> None:
    """Into a position whose rule reminds after an hour."""
    lines = [f"{name},{email},值守{tag}" for name, email in people.items()]
    hr.import_file("queue.csv", "\n".join(["姓名,邮箱,应聘岗位", *lines]).encode())
    positions = {each["name"]: each["position_id"] for each in hr.call("GET", "/setup")["positions"]}
    hr.call("POST", "/setup/rules", {"rule": {**AN_HOUR, "position_id": positions[f"值守{tag}"]}})
    hr.move("screened", *[hr.of(email) for email in people.values()])


def schedules(laptop: RunningLaptop, hr: Hr, *emails: str) -> list[str]:
    """Those that would wake somebody for a reminder of these people; the engine tells of the first hundred only."""
    client = laptop.client("scheduler")
    asked = [client.list_schedules(NamePrefix=f"reminder-{hr.of(email)['application_id']}-") for email in emails]
    return [each["Name"] for answer in asked for each in answer["Schedules"]]


def row(page: Page, text: dict[str, Any], name: str) -> Any:
    """The row of one person, on whatever page of the list."""
    rows = page.get_by_role("list", name=text["page"]["reminders"]).get_by_role("listitem")
    further = page.get_by_role("button", name=text["applications"]["next"], exact=True)
    expect(rows.first).to_be_visible(timeout=SLOW)
    while not rows.filter(has_text=name).count() and further.count() and further.is_enabled():
        further.click()
        expect(rows.first).to_be_visible(timeout=SLOW)
    return rows.filter(has_text=name)


def one_click(laptop: RunningLaptop, mail: dict[str, Any]) -> None:
    """Their mail program posts it."""
    address = mail["headers"]["List-Unsubscribe"].strip("<>")
    assert laptop.request("POST", address, b"List-Unsubscribe=One-Click", headers=FORM).status == 200


def shown(page: Page, laptop: RunningLaptop, hr: Hr, email: str) -> None:
    page.goto(f"{laptop.base_url}/#/applications/{hr.of(email)['application_id']}")
