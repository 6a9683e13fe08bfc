"""`./dev mail-pictures [FOLDER]`: every starter mail as a phone and a computer show it, on sheets to look at."""

import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from local.laptop import REPOSITORY
from mianyue.domain.message import Kind
from mianyue.domain.template import Template
from tests.journey.browser import chromium
from tests.starter.mails import LANGUAGES, QUESTIONS, SCOPES, TEMPLATES, positions_of, rendered

FOLDER = REPOSITORY / ".laptop" / "mail-pictures"
COLUMNS = {375: 6, 720: 3}
"""Width of the window → mails side by side."""
GAP = 24


class Sheet(NamedTuple):
    """Mails that are looked at together."""

    name: str
    width: int
    scheme: str
    keys: tuple[str, ...]


def sheets() -> Iterator[Sheet]:
    """A kind's six texts on one sheet, per language and width; on dark ones, a text of every kind."""
    for language in LANGUAGES:
        for width in COLUMNS:
            for kind in Kind:
                keys = tuple(f"{kind}#{scope}#{language}" for scope in SCOPES)
                yield Sheet(f"{kind}-{language}-{width}", width, "light", keys)
            kinds = tuple(f"{kind}#default#{language}" for kind in Kind)
            yield Sheet(f"dark-{language}-{width}", width, "dark", kinds)


@contextmanager
def window(browser: Browser, width: int, scheme: str) -> Iterator[Page]:
    """A page of that width that prefers that scheme."""
    context = browser.new_context(viewport={"width": width, "height": 600}, color_scheme=scheme)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def figure(page: Page, template: Template, width: int) -> str:
    """A mail's picture with its subject and preheader above it; it must fit its window."""
    mail = rendered(template, positions_of(template)[0], questions=QUESTIONS[template.language])
    page.set_content(mail.html)
    if page.evaluate("document.documentElement.scrollWidth") > width:
        raise SystemExit(f"{template.key} is wider than {width} px.")
    picture = b64encode(page.screenshot(full_page=True)).decode()
    return (
        f'<figure style="margin:0;width:{width}px"><figcaption style="font:13px system-ui;min-height:5em">'
        f"{template.key}<br><b>{escape(mail.subject)}</b><br>{escape(template.preheader)}</figcaption>"
        f'<img src="data:image/png;base64,{picture}" width="{width}" alt=""></figure>'
    )


def take(browser: Browser, sheet: Sheet, folder: Path) -> None:
    """Render a sheet's mails and write them as one picture."""
    with window(browser, sheet.width, sheet.scheme) as page:
        figures = "".join(figure(page, TEMPLATES[key], sheet.width) for key in sheet.keys)
    columns = min(COLUMNS[sheet.width], len(sheet.keys))
    with window(browser, columns * (sheet.width + GAP) + GAP, "light") as page:
        page.set_content(
            f'<body style="margin:{GAP}px"><div style="display:grid;align-items:start;gap:{GAP}px;'
            f'grid-template-columns:repeat({columns},{sheet.width}px)">{figures}</div></body>'
        )
        page.screenshot(path=folder / f"{sheet.name}.png", full_page=True)


def main() -> int:
    """Write every sheet into the folder that is named, or into the usual one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for sheet in sheets():
            take(browser, sheet, folder)
    print(f"{len(list(sheets()))} sheets are in {folder}.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
