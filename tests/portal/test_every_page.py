"""Every page of the console, in both languages, sizes and schemes, as it is and when nothing can be read.

What the router names and this does not, fails: no page is forgotten (WCAG 2.2 AA, H6).
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from mianyue.mail import values
from tests.portal.console_visit import ConsoleVisit
from tests.portal.template_visit import FakeTemplateApi
from tests.portal.test_console_pages import findings, too_wide, visits

CONSOLE = Path(__file__).parents[2] / "portal" / "console"
SIGN_IN = ("sign-in", "/sign-in", "#name")
PAGES = [
    ("today", "/", "article"),
    ("applications", "/applications", "tbody tr"),
    ("application", "/applications/a1", ".track"),
    ("calendar", "/calendar?date=2026-11-25", ".entry"),
    ("bulks", "/bulks", "h1"),
    ("bulk", "/bulks/b1", "dl"),
    ("import", "/import", "input[type=file]"),
    ("import-result", "/import/i1", "dl"),
    ("templates", "/templates", "tbody tr"),
    ("template", "/templates/invitation/zh-CN/default", "textarea"),
    ("scheduled", "/scheduled", "main li, main tr"),
    ("reminders", "/scheduled/reminders", "main li, main tr"),
    ("suppressions", "/suppressions", "main li, main tr"),
    ("questions", "/questions", "main form button[type=submit]:not(:disabled)"),
    ("faq", "/setup/faq", "h1"),
    ("setup", "/setup", "main a"),
    ("rules", "/setup/rules", "main li, main tr"),
    ("rule", "/setup/rules/new", "form, fieldset"),
    ("positions", "/setup/positions", "main li, main tr"),
    ("company", "/setup/company", "form, fieldset"),
    ("users", "/setup/users", "main li, main tr"),
    ("audit", "/setup/audit", "main li, main tr"),
]
"""Name of the route, an address of it, and what stands there once it has been read."""
LOOKS = [(1440, "zh-CN", "light"), (1440, "en", "dark"), (375, "zh-CN", "dark"), (375, "en", "light")]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}-{look[2]}")
def visit(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[ConsoleVisit]:
    width, language, scheme = request.param
    yield from visits(chromium, width=width, language=language, scheme=scheme, api=FakeTemplateApi())


def keys(texts: dict[str, Any], before: str = "") -> Iterator[str]:
    """The names under which texts stand, as a page would show one that it has no text for."""
    for name, text in texts.items():
        yield from keys(text, f"{before}{name}.") if isinstance(text, dict) else [before + name]


KEYS = frozenset(keys(json.loads((CONSOLE / "locales" / "en.json").read_text(encoding="utf-8"))))
VARIABLES = frozenset(each.path for each in values.VARIABLES)
"""What a text may say; some are called as texts of the console are."""


def wrong_with(visit: ConsoleVisit) -> list[str]:
    """What axe finds, how far the page would scroll sideways, and names of texts in place of texts."""
    shown = re.findall(r"\b[a-z_]+(?:\.[A-Za-z_0-9]+)+\b", visit.page.locator("body").inner_text())
    unsaid = [word for word in shown if word in KEYS - VARIABLES]
    wide = too_wide(visit)
    return [*findings(visit), *unsaid, *([f"{wide} px too wide"] if wide else [])]


def test_each_route_stands_here() -> None:
    named = re.findall(
        r'name: "([\w-]+)", component|name: "([\w-]+)",\n\s+component', (CONSOLE / "router.ts").read_text()
    )
    assert {"".join(each) for each in named} == {name for name, *_ in [SIGN_IN, *PAGES]}


def test_everybody_can_read_and_use_it(visit: ConsoleVisit) -> None:
    visit.go(*SIGN_IN[1:])
    found = {SIGN_IN[0]: wrong_with(visit)}
    visit.sign_in()
    for name, address, until in PAGES:
        visit.go(address, until)
        found[name] = wrong_with(visit)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_everybody_can_read_that_nothing_can_be_read(visit: ConsoleVisit) -> None:
    visit.sign_in()
    visit.api.broken = True
    found = {}
    for name, address, _ in PAGES:
        visit.page.goto("about:blank")
        visit.go(address, "[role=alert], h1")
        visit.page.wait_for_load_state("networkidle")
        found[name] = wrong_with(visit)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
