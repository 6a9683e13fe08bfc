"""What a candidate's phone has to load: little, from one place, in a language that old web views speak.

Reads `portal/dist/i`, which `npm run build` in `portal` makes.
"""

import gzip
import re
from pathlib import Path

import pytest

BUILT = Path(__file__).parents[2] / "portal" / "dist" / "i"
SCRIPT_LIMIT = 60_000
STYLE_LIMIT = 8_000


@pytest.fixture(scope="module")
def page() -> str:
    """The built page's HTML."""
    path = BUILT / "index.html"
    assert path.exists(), "run `npm ci` and `npm run build` in portal/ first"
    return path.read_text(encoding="utf-8")


def zipped(kind: str) -> int:
    """Bytes that gzip leaves of all built files of one kind."""
    return sum(len(gzip.compress(path.read_bytes())) for path in BUILT.rglob(f"*.{kind}"))


def test_scripts_and_styles_fit_their_budget(page: str) -> None:
    assert 0 < zipped("js") <= SCRIPT_LIMIT
    assert 0 < zipped("css") <= STYLE_LIMIT


def test_the_page_has_no_inline_script_or_style(page: str) -> None:
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []


def test_the_page_loads_nothing_from_elsewhere(page: str) -> None:
    assert re.findall(r"""(?:src|href)="(?!/i/)[^"]*\"""", page) == []
    for path in BUILT.rglob("*.css"):
        assert re.findall(r"url\((?!data:)", path.read_text(encoding="utf-8")) == []


def test_the_page_tells_no_one_where_its_reader_comes_from(page: str) -> None:
    assert '<meta name="referrer" content="no-referrer"' in page


def test_scripts_are_es2019(page: str) -> None:
    newer = re.compile(r"[\w)\]]\?\.[A-Za-z_$(\[]|\?\?=?|\|\|=|&&=|\bstatic\s*\{|\.at\(-1\)|\breplaceAll\(")
    for path in BUILT.rglob("*.js"):
        assert newer.findall(path.read_text(encoding="utf-8")) == [], path.name
