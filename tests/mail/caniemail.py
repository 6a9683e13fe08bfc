"""What mail programs take, from caniemail.com: the features of HTML and CSS, and who knows them.

`data/caniemail.json` is cut from the npm package `caniemail` 2.0.2 (MIT), which holds the data of
https://www.caniemail.com as of 2026-05-13. To renew it: `python -m tests.mail.caniemail PATH`, the path of its data.
caniemail has not tested QQ Mail, 163 and WeChat: for them the frame keeps to what Outlook's Word engine takes.
"""

import json
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

DATA = Path(__file__).parent / "data" / "caniemail.json"
PROGRAMS = (
    "gmail desktop-webmail",
    "gmail ios",
    "gmail android",
    "outlook windows",
    "outlook outlook-com",
    "outlook macos",
    "outlook ios",
    "outlook android",
)
OLD = frozenset(
    {"color", "font-family", "bgcolor", "border", "br", "charset", "class", "content", "head", "html", "href", "meta"}
    | {"name", "scope", "src", "alt", "td", "th", "tr", "tbody", "thead", "title", "a", "b", "em", "i", "u"}
)
"""So old that caniemail asks nobody: HTML 3.2, CSS 1."""
_OURS = re.compile(r"mso-|ses:|supported-color-schemes")
"""Read by one program alone, Outlook or SES, and made for it."""
_UNIT = re.compile(r"\d(px|em|rem|pt|vw|vh|ch|ex|cm|mm|in|%)")
_UNITS = {"%": "css-unit-percent"}
_SIGNS = {
    "!important": "css-important",
    "rgb(": "css-rgb",
    "rgba(": "css-rgba",
    "var(": "css-variables",
    "calc(": "css-unit-calc",
}
_ALIASES = {
    **{f"css-{each}": "css-border" for each in ("border-top", "border-left", "border-color")},
    **{f"css-{each}": "css-padding" for each in ("padding-left", "padding-right")},
    **{f"html-{each}": "html-h1-h6" for each in ("h1", "h2", "h3")},
    **{f"html-{each}": "html-lists" for each in ("ul", "ol", "li")},
}


def support() -> dict[str, dict[str, str]]:
    """Feature → program → `y` (taken), `a` (in part), `n` (not) or `u` (nobody has tried)."""
    features: dict[str, str] = json.loads(DATA.read_text(encoding="utf-8"))
    return {slug: dict(zip(PROGRAMS, letters, strict=True)) for slug, letters in features.items()}


def used_features(html: str) -> set[str]:
    """The features of a mail, as caniemail names them."""
    reader = _Features()
    reader.feed(html)
    reader.close()
    return {_ALIASES.get(each, each) for each in reader.found}


class _Features(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._in_style = False

    def handle_decl(self, decl: str) -> None:
        self.found.add("html-doctype")

    def handle_comment(self, data: str) -> None:
        self.found.add("html-comments")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        self.found |= set(_named("html", tag))
        for name, value in attrs:
            self._attribute(name, value or "")

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.found |= set(_of_sheet(data))

    def _attribute(self, name: str, value: str) -> None:
        if name == "style":
            self.found |= set(_of_declarations(value))
            return
        self.found |= set(_named("html", name))
        if value.startswith("mailto:"):
            self.found.add("html-mailto-links")
        if value == "color-scheme":
            self.found.add("html-meta-color-scheme")


def _of_declarations(text: str) -> Iterator[str]:
    for declaration in filter(str.strip, text.split(";")):
        name, _, value = declaration.strip().partition(":")
        shown = value.strip() if name.strip() == "display" else ""
        yield from (f"css-display-{shown}",) if shown in ("none", "flex", "grid") else _named("css", name.strip())
        yield from (_UNITS.get(unit, f"css-unit-{unit}") for unit in _UNIT.findall(value))
        yield from (slug for sign, slug in _SIGNS.items() if sign in value)


def _of_sheet(text: str) -> Iterator[str]:
    for query in re.findall(r"@media \(([\w-]+)", text):
        yield "css-at-media" if query in ("max-width", "min-width") else f"css-at-media-{query}"
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        yield from _of_declarations(body)
        yield from ("css-selector-class",) if "." in selector else ()
        yield from ("css-selector-descendant",) if re.search(r"\w \.?\w", selector) else ()


def _named(group: str, name: str) -> Iterator[str]:
    if name not in OLD and not _OURS.match(name):
        yield f"{group}-{name}"


def reduced(told: dict) -> dict[str, str]:
    """caniemail's own file, cut to our programs in their newest versions: one letter for each."""
    return {
        feature["slug"]: "".join(_newest(feature["stats"], *program.split()) for program in PROGRAMS)
        for feature in told["data"]
        if feature["category"] in ("css", "html")
    }


def _newest(stats: dict, family: str, platform: str) -> str:
    versions = stats.get(family, {}).get(platform, {})
    return versions[max(versions, key=_order)][0] if versions else "u"


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


if __name__ == "__main__":
    made = reduced(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    DATA.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")
