"""Journey tests share one running stack, and have time for its start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journey.browser import chromium
from tests.journey.laptop import laptop, laptop_environment

__all__ = ["laptop", "laptop_environment"]

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, one for each file of journeys."""
    with chromium() as browser:
        yield browser


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A cold start with downloads and a deploy takes minutes on a busy machine."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(900))
    # The sweep takes minutes to find what a kill has cost: everybody else goes first.
    items.sort(key=lambda item: item.path == HERE / "test_restart.py")
