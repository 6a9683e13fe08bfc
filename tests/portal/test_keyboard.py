"""HR's three main jobs without a mouse: sign in and answer a case, move people, change a text (H6, WCAG 2.1.1)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.portal.console_visit import SITE, ConsoleVisit, FakeHrApi
from tests.portal.keyboard import Keyboard
from tests.portal.template_visit import FakeTemplateApi
from tests.portal.test_console_pages import visits
from tests.portal.test_template_pages import EN


def signed_in(chromium: Browser, width: int, api: FakeHrApi) -> Iterator[tuple[ConsoleVisit, Keyboard]]:
    """Somebody who has signed in by the keyboard alone."""
    for visit in visits(chromium, width=width, language="en", api=api):
        keyboard = Keyboard(visit.page)
        visit.page.goto(f"{SITE}/")
        keyboard.write(visit.page.locator("#name"), "hr@example.com")
        keyboard.write(visit.page.locator("#password"), "a password")
        visit.page.keyboard.press("Enter")
        visit.page.locator("#main h1").wait_for()
        yield visit, keyboard


@pytest.fixture(params=[1440, 375], ids=["desk", "phone"])
def at_hr(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[ConsoleVisit, Keyboard]]:
    yield from signed_in(chromium, request.param, FakeHrApi())


@pytest.fixture(params=[1440, 375], ids=["desk", "phone"])
def at_texts(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[ConsoleVisit, Keyboard]]:
    yield from signed_in(chromium, request.param, FakeTemplateApi())


def test_a_wish_is_accepted(at_hr: tuple[ConsoleVisit, Keyboard]) -> None:
    visit, keyboard = at_hr
    keyboard.press(visit.page.get_by_role("button", name="Accept Fri 28 Nov 2036, 10:00 (Europe/Berlin)"))
    expect(visit.page.get_by_role("heading", name="All done")).to_be_visible()
    assert ("applications/a1/cases/c1/accept", {"starts_at": "2036-11-28T09:00:00Z", "note": ""}) in visit.api.asked


def test_people_are_moved(at_hr: tuple[ConsoleVisit, Keyboard]) -> None:
    visit, keyboard = at_hr
    visit.api.outcomes = ["moved"]
    visit.api.forecast |= {"total": 1, "acts": 1, "left_out": [], "invited": 1, "told": 0, "mails": 1}
    keyboard.press(visit.page.get_by_role("link", name="Applications"))
    rows = visit.page.locator("tbody tr, .card").filter(has=visit.page.get_by_role("checkbox"))
    keyboard.press(rows.first.get_by_role("checkbox"), "Space")
    keyboard.press(visit.page.get_by_role("button", name="Move stage"))
    dialog = visit.page.get_by_role("dialog")
    keyboard.to(dialog.get_by_role("radio").first)
    visit.page.keyboard.press("ArrowDown")
    keyboard.press(dialog.get_by_role("button", name="Move 1"))
    expect(dialog).to_be_hidden()
    moved = [body for path, body in visit.api.asked if path == "moves"]
    assert [each["applications"] for each in moved] == [[{"application_id": "a1", "entry": 1}]]


def test_a_dialog_keeps_the_focus_and_gives_it_back(at_hr: tuple[ConsoleVisit, Keyboard]) -> None:
    visit, keyboard = at_hr
    keyboard.press(visit.page.get_by_role("link", name="Applications"))
    rows = visit.page.locator("tbody tr, .card").filter(has=visit.page.get_by_role("checkbox"))
    keyboard.press(rows.first.get_by_role("checkbox"), "Space")
    opener = visit.page.get_by_role("button", name="Move stage")
    keyboard.press(opener)
    dialog = visit.page.get_by_role("dialog")
    dialog.wait_for()
    for _ in range(40):
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("(dialog) => dialog.contains(document.activeElement)", dialog.element_handle())
    visit.page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_a_text_is_changed_and_saved(at_texts: tuple[ConsoleVisit, Keyboard]) -> None:
    visit, keyboard = at_texts
    visit.go("/templates/invitation/en/default", "textarea")
    keyboard.to(visit.page.get_by_label(EN["subject"], exact=True))
    visit.page.keyboard.press("End")
    visit.page.keyboard.insert_text(" soon")
    keyboard.press(visit.page.get_by_role("button", name=EN["save"], exact=True))
    expect(visit.page.get_by_role("button", name=EN["save"], exact=True)).to_be_disabled()
    bodies = [body for path, body in visit.api.asked if path == "templates/save"]
    assert [each["words"]["subject"].endswith(" soon") for each in bodies] == [True]
