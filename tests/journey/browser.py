"""A headless Chromium for the journeys: a console error, a broken policy or a foreign request fails the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, sync_playwright

from local.browser import find_browser

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 375, "height": 812}


@dataclass
class Watched:
    """A page and what went wrong on it."""

    page: Page
    origin: str
    wrong: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", lambda message: self._note(message.type in ("error", "warning"), message.text))
        self.page.on("pageerror", lambda error: self._note(True, str(error)))
        self.page.on("request", self._foreign)

    def _note(self, bad: bool, text: str) -> None:
        if bad:
            self.wrong.append(text)

    def _foreign(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.wrong.append(f"request to another origin: {parts.netloc}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, without its own calls home."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield browser
        browser.close()


def as_a_person(browser: Browser) -> str:
    """What a browser says of itself before which a person sits: without a window it counts as a machine (K3)."""
    system = "X11; Linux x86_64"
    return f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{browser.version} Safari/537.36"


@contextmanager
def a_page(
    browser: Browser, origin: str, *, size: dict[str, int], language: str, expected: tuple[str, ...] = ()
) -> Iterator[Page]:
    """A fresh page at a size and language; at its end nothing must have gone wrong on it but what is expected."""
    context = browser.new_context(
        viewport=size, locale=language, timezone_id="Asia/Shanghai", user_agent=as_a_person(browser)
    )
    page = context.new_page()
    watched = Watched(page, origin)
    watched.watch()
    yield page
    context.close()
    wrong = [text for text in watched.wrong if not any(part in text for part in expected)]
    assert not wrong, wrong
