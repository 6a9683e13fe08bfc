"""The console stays live within five seconds, and asks no more than that takes (H6)."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.portal.console_visit import ConsoleVisit, FakeHrApi
from tests.portal.test_console_pages import visits

MINUTE = 60_000
LIVE = 5_000
STARTED_AT = "2026-11-24T09:00:00+08:00"


class TaggingApi(FakeHrApi):
    """Answers as the API does, each with its entity tag; `whole` counts the answers that had a body."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = 0
        self.known = 0

    def answer(self, route: Route) -> None:
        fulfil = route.fulfill

        def tagged(**more: Any) -> None:
            tag = f'W/"{hash(str(more.get("json")))}"'
            if "/api/" not in route.request.url or route.request.method != "GET":
                return fulfil(**more)
            if route.request.headers.get("if-none-match") == tag:
                self.known += 1
                return fulfil(status=304, headers={"ETag": tag})
            self.whole += 1
            return fulfil(**more, headers={"ETag": tag})

        route.fulfill = tagged  # type: ignore[method-assign]
        super().answer(route)


@pytest.fixture
def visit(chromium: Browser) -> Iterator[ConsoleVisit]:
    """A laptop whose time the test moves."""
    for visit in visits(chromium, width=1440, language="zh-CN", api=TaggingApi()):
        visit.page.clock.install(time=STARTED_AT)
        yield visit


def asked(visit: ConsoleVisit, milliseconds: int) -> int:
    """How many requests reach the API within so long."""
    before = len(visit.api.asked)
    for _ in range(milliseconds // 1000):
        visit.page.clock.run_for(1000)
        visit.page.evaluate("() => fetch('/config.json').then(() => undefined)")  # answered after what was asked before
    return len(visit.api.asked) - before


@pytest.mark.parametrize("page", ["/", "/applications", "/applications/a1", "/scheduled", "/bulks"])
def test_a_page_asks_at_most_once_in_four_seconds_for_each_of_its_parts(visit: ConsoleVisit, page: str) -> None:
    visit.sign_in().go(page, "#main h1")
    before = len(visit.api.asked)
    asked(visit, MINUTE)
    assert max(Counter(path for path, _ in visit.api.asked[before:]).values()) in range(10, 17)


def test_what_has_not_changed_is_not_sent_again(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/applications", "tbody tr")
    assert isinstance(visit.api, TaggingApi)
    whole = visit.api.whole
    asked(visit, MINUTE)
    assert visit.api.whole == whole
    assert visit.api.known >= 10


def test_a_change_shows_within_five_seconds(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/applications", "tbody tr")
    changed = deepcopy(visit.api.people[0])
    changed["interview"]["progress"] = "confirmed"
    visit.api.people[0] = changed
    asked(visit, LIVE)
    expect(visit.page.locator("tbody tr").first).to_contain_text("已确认")


def test_a_page_that_nobody_touches_looks_once_a_minute_and_at_once_when_somebody_does(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/applications", "tbody tr")
    visit.page.clock.run_for(11 * MINUTE)
    assert 4 <= asked(visit, 5 * MINUTE) <= 6
    before = len(visit.api.asked)
    visit.page.mouse.move(200, 200)
    visit.page.clock.run_for(100)
    assert len(visit.api.asked) > before


def test_who_signs_out_leaves_nothing_known(visit: ConsoleVisit) -> None:
    visit.sign_in().go("/applications", "tbody tr")
    visit.page.get_by_text("退出").click()
    visit.page.locator("#name").wait_for()
    assert isinstance(visit.api, TaggingApi)
    known = visit.api.known
    visit.sign_in()
    assert visit.api.known == known
