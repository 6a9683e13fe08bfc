"""What a browser has to load: budgets, the content policy, and that the candidate gets nothing of the console's.

Reads `portal/dist`, which `npm run build` in `portal` makes.
"""

import gzip
import json
import re
from pathlib import Path

import pytest

PORTAL = Path(__file__).parents[2] / "portal"
DIST = PORTAL / "dist"
KILOBYTE = 1000
CONSOLE_LIMIT = 400 * KILOBYTE
CANDIDATE_LIMIT = 100 * KILOBYTE


@pytest.fixture(autouse=True, scope="module")
def built() -> None:
    """Without a build there is nothing to weigh."""
    pages = [DIST / "index.html", DIST / "i" / "index.html"]
    assert all(page.exists() for page in pages), "run `npm ci` and `npm run build` in portal/ first"


def zipped(*paths: Path) -> int:
    """Bytes that gzip leaves of the files together."""
    return sum(len(gzip.compress(path.read_bytes())) for path in paths)


def first_load(page: Path) -> set[Path]:
    """The files a page names itself, and what those import at once (lazy routes are not among them)."""
    html = page.read_text(encoding="utf-8")
    waiting = [DIST / name.lstrip("/") for name in re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))"', html)]
    loaded: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in loaded:
            continue
        loaded.add(path)
        if path.suffix == ".js":
            code = path.read_text(encoding="utf-8")
            waiting += [path.parent / name for name in re.findall(r'(?:from|import)\s*"\./([^"]+\.js)"', code)]
    return loaded


def test_the_console_fits_its_budget_on_the_first_load() -> None:
    files = first_load(DIST / "index.html")
    assert len(files) >= 2
    assert zipped(*files) <= CONSOLE_LIMIT


def test_the_console_fits_its_budget_with_every_page_loaded() -> None:
    assert zipped(*(path for path in (DIST / "assets").iterdir() if path.suffix in {".js", ".css"})) <= CONSOLE_LIMIT


def test_the_candidate_page_fits_its_budget() -> None:
    files = first_load(DIST / "i" / "index.html")
    assert len(files) >= 2
    assert zipped(*files) <= CANDIDATE_LIMIT


def test_the_candidate_page_carries_no_component_library() -> None:
    for path in first_load(DIST / "i" / "index.html"):
        assert not re.search(r"\bel-(button|select|dialog|input)\b", path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("page", ["index.html", "i/index.html"])
def test_pages_have_no_inline_script_or_style(page: str) -> None:
    html = (DIST / page).read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", html) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=", html) == []


def test_no_code_is_made_from_text_at_run_time() -> None:
    for path in DIST.rglob("*.js"):
        assert not re.search(r"\bnew Function\(|\beval\(", path.read_text(encoding="utf-8")), path.name


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((PORTAL / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
