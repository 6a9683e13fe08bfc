"""What axe says of a page that has come to rest."""

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "portal" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AT_REST = """() => document.getAnimations().every(
  (each) => each.playState === "finished" || each.effect.getComputedTiming().endTime === Infinity
)"""
"""Nothing fades any more: half-way a colour is neither the one nor the other. What waits may breathe on."""


class Visited(Protocol):
    """Somebody's visit."""

    @property
    def page(self) -> Page:
        """The page they see."""


def findings(visit: Visited) -> list[str]:
    """Rules of axe that the page breaks, each with the first element at fault."""
    visit.page.wait_for_function(_AT_REST)
    visit.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = visit.page.evaluate("(rules) => axe.run(document, {runOnly: rules})", RULES)
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found["violations"]]
