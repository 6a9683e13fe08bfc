"""The mailbox's page and the demo interview room: static files that a strict content policy lets through."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LOCAL = Path(__file__).parents[2] / "local"
PAGES = (LOCAL / "mailbox_page", LOCAL / "platform_page")
READ_TEXTS = """
const source = (await import("node:fs")).readFileSync(process.argv[1], "utf8");
const table = source.slice(source.indexOf("const TEXTS"), source.indexOf("const REMEMBERED"));
console.log(JSON.stringify(new Function(`${table}; return TEXTS`)()));
"""


def texts(page: Path) -> dict[str, dict[str, Any]]:
    """The page's texts by language."""
    words = [str(Path(sys.prefix) / "bin" / "node"), "--input-type=module", "-e", READ_TEXTS, str(page / "texts.js")]
    found: dict[str, dict[str, Any]] = json.loads(
        subprocess.run(words, capture_output=True, check=True, text=True).stdout  # noqa: S603
    )
    return found


def source(page: Path, *suffixes: str) -> str:
    """All files of the page with one of the suffixes."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(page.iterdir()) if path.suffix in suffixes)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_both_languages_have_the_same_texts_naming_the_same_values(page: Path) -> None:
    zh, en = (json.dumps(texts(page)[language]) for language in ("zh-CN", "en"))
    assert json.loads(zh).keys() == json.loads(en).keys()
    assert sorted(re.findall(r"\{\w+\}", zh)) == sorted(re.findall(r"\{\w+\}", en))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_text_is_asked_for(page: Path) -> None:
    code = source(page, ".html", ".js")
    asked = set(re.findall(r"""["'`](\w+)["'`]""", code)) | set(re.findall(r"\]\.(\w+)", code))
    parts = [part for part in re.findall(r"`(\w*)\$\{\w+\}(\w*)`", code) if any(part)]
    built = [re.compile(rf"{before}\w+{after}") for before, after in parts]
    unused = {key for key in texts(page)["en"] if key not in asked and not any(shape.fullmatch(key) for shape in built)}
    assert unused == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(page: Path) -> None:
    html = (page / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=", html) == []
    assert re.findall(r"""(?:src|href)="(?:https?:)?//""", html) == []
    assert "innerHTML" not in source(page, ".js")


def test_a_mail_is_shown_where_no_script_runs() -> None:
    sandbox = re.findall(r'sandbox: "([^"]+)"', source(PAGES[0], ".js"))
    assert sandbox == ["allow-same-origin allow-popups allow-popups-to-escape-sandbox"]
