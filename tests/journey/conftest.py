"""Journey tests share one running stack, and have time for its start."""

from pathlib import Path

import pytest

from tests.journey.laptop import laptop, laptop_environment

__all__ = ["laptop", "laptop_environment"]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A cold start with downloads and a deploy takes minutes on a busy machine."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(900))
    # The sweep takes minutes to find what a kill has cost: everybody else goes first.
    items.sort(key=lambda item: item.path == HERE / "test_restart.py")
