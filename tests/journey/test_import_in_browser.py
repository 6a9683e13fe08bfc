"""HR and a spreadsheet in a real browser: a column put right by hand, bad rows repaired, the same file once more."""

import csv
import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.browser import a_page
from tests.journey.hr import Hr
from tests.journey.laptop import RunningLaptop
from tests.journey.test_browser import SLOW, VISIT_NAMES, VISITS, one, sign_in, words

HEADINGS = ("姓名", "候选人姓名", "邮箱", "手机", "应聘岗位")
"""The first column holds who keeps the list: a wrong guess that only a person can see."""
RECRUITER = "招聘专员小刘"


def workbook(path: Path, rows: list[tuple[str, str, str]]) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["2026 秋招名单"])
    book.active.append(list(HEADINGS))
    for name, email, phone in rows:
        book.active.append([RECRUITER, name, email, phone, "销售代表"])
    book.save(path)
    return path


def upload(page: Page, origin: str, file: Path) -> None:
    page.goto(f"{origin}/#/import")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("table").first).to_be_visible(timeout=SLOW)


def put_name_right(page: Page, text: dict[str, Any], name: str) -> None:
    """The column with the candidates' names is chosen; the preview shows them at once."""
    expect(page.locator("table").first).to_contain_text(RECRUITER)
    label = text["import"]["taken_for"].replace("{heading}", HEADINGS[1])
    page.get_by_label(label).select_option(label=text["field"]["name"])
    expect(page.locator("table").first).to_contain_text(name, timeout=SLOW)
    expect(page.locator("table").first).not_to_contain_text(RECRUITER)


def import_rows(page: Page, text: dict[str, Any], rows: int) -> dict[str, int]:
    """Press the button that names so many rows, and wait for the end; what came of them."""
    page.get_by_role("button", name=one(text["import"]["go"], rows)).click(timeout=SLOW)
    expect(page.get_by_text(text["import"]["status_done"]).first).to_be_visible(timeout=SLOW)
    names = ("created", "merged", "unchanged", "skipped", "bad")
    return {each: int(figure(page, text["figure"][each])) for each in names}


def figure(page: Page, label: str) -> str:
    return page.locator("dl div", has=page.get_by_text(label, exact=True)).locator("dd").inner_text()


def repaired(rejects: str, repairs: dict[str, str]) -> str:
    for wrong, right in repairs.items():
        assert wrong in rejects
        rejects = rejects.replace(wrong, right)
    return rejects


@pytest.mark.parametrize(("language", "size"), VISITS, ids=VISIT_NAMES)
def test_a_spreadsheet_goes_in_is_repaired_and_goes_in_again_without_a_change(
    laptop: RunningLaptop, browser: Browser, language: str, size: dict[str, int], tmp_path: Path
) -> None:
    text, tag = words("console", language), uuid4().hex[:8]
    people = [(f"候选{n}", f"{tag}-{n}@example.com", f"1380013{int(tag[:3], 16) % 9000 + n:04d}") for n in range(5)]
    faulty = [*people[:3], ("候选3", f"{tag}-3 at example", people[3][2]), ("候选4", people[4][1], "1380013")]
    with a_page(browser, laptop.base_url, size=size, language=language) as page:
        sign_in(page, laptop.base_url, text)

        upload(page, laptop.base_url, workbook(tmp_path / "list.xlsx", faulty))
        put_name_right(page, text, "候选0")
        assert import_rows(page, text, 3) == {"created": 3, "merged": 0, "unchanged": 0, "skipped": 0, "bad": 2}

        with page.expect_download() as download:
            page.get_by_role("button", name=text["import"]["rejects"]).click()
        rejects = Path(download.value.path()).read_text(encoding="utf-8-sig")
        assert len(list(csv.reader(io.StringIO(rejects)))) == 3
        fixed = tmp_path / download.value.suggested_filename
        repairs = {f"{tag}-3 at example": people[3][1], "1380013,": f"{people[4][2]},"}
        fixed.write_text(repaired(rejects, repairs), encoding="utf-8-sig")
        upload(page, laptop.base_url, fixed)
        put_name_right(page, text, "候选3")
        assert import_rows(page, text, 2) == {"created": 2, "merged": 0, "unchanged": 0, "skipped": 0, "bad": 0}

        upload(page, laptop.base_url, workbook(tmp_path / "whole.xlsx", people))
        put_name_right(page, text, "候选0")
        assert import_rows(page, text, 5) == {"created": 0, "merged": 0, "unchanged": 5, "skipped": 0, "bad": 0}
    kept = [row for row in Hr(laptop).every_application() if row["email"].startswith(tag)]
    assert sorted(row["name"] for row in kept) == [f"候选{n}" for n in range(5)]


def test_the_sample_goes_in_as_it_is(laptop: RunningLaptop, browser: Browser, tmp_path: Path) -> None:
    language, size = VISITS[1]
    text = words("console", language)
    with a_page(browser, laptop.base_url, size=size, language=language) as page:
        sign_in(page, laptop.base_url, text)
        page.goto(f"{laptop.base_url}/#/import")
        with page.expect_download() as download:
            page.get_by_role("button", name=text["import"]["sample"]).click(timeout=SLOW)
        file = tmp_path / download.value.suggested_filename
        assert file.name == text["import"]["sample_name"]
        download.value.save_as(file)
        upload(page, laptop.base_url, file)
        expect(page.locator("table").first).to_contain_text("José Peña")
        assert import_rows(page, text, 2)["bad"] == 0
