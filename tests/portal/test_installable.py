"""The console can be installed, and opens without a network (H6)."""

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.portal.console_visit import BUILT, CASE, COMPANY, CONFIG, TOKENS, person
from tests.portal.served_site import served

ANSWERS: dict[str, Any] = {
    "/config.json": CONFIG,
    "/_cognito/": {"AuthenticationResult": TOKENS},
    "/api/hr/company": COMPANY,
    "/api/hr/cases": {"cases": [CASE]},
    "/api/hr/bulks": {"bulks": []},
    "/api/hr/applications": {"applications": [person(1)], "cursor": None},
}
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


def size_of(png: Path) -> str:
    """Width and height as a manifest writes them (PNG, 11.2.1)."""
    data = png.read_bytes()
    assert data.startswith(PNG)
    return "x".join(map(str, struct.unpack(">II", data[16:24])))


def test_the_manifest_names_icons_of_the_sizes_it_says() -> None:
    manifest = json.loads((BUILT / "manifest.webmanifest").read_text(encoding="utf-8"))
    pictures = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    assert {size_of(BUILT / icon["src"].lstrip("/")) for icon in pictures} == {"192x192", "512x512"}
    assert all(size_of(BUILT / icon["src"].lstrip("/")) == icon["sizes"] for icon in pictures)
    assert {icon.get("purpose", "any") for icon in manifest["icons"]} == {"any", "maskable"}


def test_a_browser_finds_nothing_that_keeps_it_from_installing(page: Page) -> None:
    with served(ANSWERS) as site:
        page.goto(site)
        page.locator("#name").wait_for()
        browser = page.context.new_cdp_session(page)
        assert browser.send("Page.getAppManifest")["errors"] == []
        found = browser.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert {each["errorId"] for each in found} <= {"in-incognito"}, found


def test_without_a_network_the_console_opens_and_says_so(page: Page) -> None:
    with served(ANSWERS) as site:
        page.goto(site)
        page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        page.locator("#name").fill("hr@example.com")
        page.locator("#password").fill("a password")
        page.locator("#password").press("Enter")
        page.locator("article").wait_for()
        page.reload()
        page.locator("article").wait_for()
        kept = page.evaluate(
            "caches.open('mianyue-console-1').then((kept) => kept.keys())"
            ".then((all) => all.map((each) => new URL(each.url).pathname))"
        )
    page.reload()
    expect(page.locator("#main")).to_contain_text("网络")
    assert "/" in kept
    assert all(path == "/" or path.startswith("/assets/") for path in kept)
