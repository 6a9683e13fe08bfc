"""A real browser for the tests of pages."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.portal.candidate_visit import FakeApi, Visit


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium of this machine, or the one Playwright has installed."""
    with sync_playwright() as playwright:
        own = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=own, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """A phone in Berlin that speaks English, before it has followed any link."""
    api = FakeApi()
    context = chromium.new_context(
        viewport={"width": 375, "height": 812}, locale="en-GB", timezone_id="Europe/Berlin", reduced_motion="reduce"
    )
    context.route("**/*", api.answer)
    yield Visit(context, api)
    context.close()
