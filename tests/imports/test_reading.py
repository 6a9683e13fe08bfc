"""Files as people make them: every encoding, separator, layout and heading goes in, or says what is wrong."""

import datetime
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from functions.imports.headings import field_of
from mianyue.domain.candidate_import import ImportStatus
from mianyue.domain.errors import InvalidInput
from tests.imports.importing import HEADINGS, Office, as_csv, as_xlsx, counts, found, outcomes

WANG = ("王小明", "wang@example.com", "13800138000", "销售代表")
LI = ("李雷", "li@example.com", "13900139000", "前端开发")


@pytest.fixture
def office() -> Office:
    return Office()


def names(office: Office, content: bytes) -> list[str]:
    office.bring_in(content)
    listed = sorted(office.imports.applications.values(), key=lambda each: each.created_at, reverse=True)
    return [each.name for each in listed]


ENCODINGS = [
    ("utf-8", "UTF-8"),
    ("utf-8-sig", "UTF-8 (BOM)"),
    ("gb18030", "GB18030"),
    ("gbk", "GB18030"),
    ("utf-16", "UTF-16"),
    ("utf-16-le", "UTF-16"),
    ("utf-16-be", "UTF-16"),
]


@pytest.mark.parametrize(("encoding", "named"), ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_encoding_and_separator(office: Office, encoding: str, named: str, delimiter: str) -> None:
    content = as_csv(WANG, LI, encoding=encoding, delimiter=delimiter)
    assert office.preview(content).choice.file.encoding == named
    assert names(office, content) == ["王小明", "李雷"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end(office: Office, end: str) -> None:
    assert names(office, as_csv(WANG, LI, lineterminator=end)) == ["王小明", "李雷"]


def test_western_letters_in_windows_1252_are_no_chinese(office: Office) -> None:
    rows = (("José Peña", "jose@example.com", "", "Sales"), ("Zoë Müller", "zoe@example.com", "", "Sales"))
    content = as_csv(*rows, headings=("Name", "Email", "Phone", "Position"), encoding="latin-1")
    preview = office.preview(content)
    assert (preview.choice.file.encoding, preview.choice.file.guessed) == ("Windows-1252", True)
    assert ("encoding_guessed", "Windows-1252") in preview.notes
    assert names(office, content) == ["José Peña", "Zoë Müller"]


def test_a_separator_line_of_excel(office: Office) -> None:
    assert names(office, b"sep=;\r\n" + as_csv(WANG, delimiter=";")) == ["王小明"]


def test_row_numbers_count_the_separator_line_and_blank_lines(office: Office) -> None:
    content = b"sep=,\r\n\r\n" + as_csv(WANG, ("", "x@example.com", "", "销售代表"))
    assert found(office.preview(content).errors) == [(5, "姓名", "name_missing")]


def test_a_header_on_row_four_below_titles(office: Office) -> None:
    content = as_xlsx(["某某公司"], ["2026 秋招候选人"], [], HEADINGS, WANG, LI, merge="A1:D1")
    preview = office.preview(content)
    assert preview.choice.layout.header_row == 4
    assert counts(preview) == (2, 0, 0, 0)


def test_a_group_row_above_the_headings(office: Office) -> None:
    assert names(office, as_xlsx(["基本信息", "", "", "应聘信息"], HEADINGS, WANG)) == ["王小明"]


def test_headings_in_two_languages_one_below_the_other(office: Office) -> None:
    preview = office.preview(as_xlsx(HEADINGS, ["Name", "E-mail", "Mobile", "Position"], WANG))
    assert preview.choice.layout.header_row == 1
    assert counts(preview) == (1, 0, 0, 1)


def test_headings_that_repeat_on_every_printed_page(office: Office) -> None:
    assert counts(office.preview(as_csv(WANG, HEADINGS, LI))) == (2, 0, 0, 1)


def test_blank_rows_and_trailing_blank_columns(office: Office) -> None:
    rows = [(*WANG, "", "", ""), ("",) * 7, (" ", "\u3000", "", ""), (*LI, "", "")]
    preview = office.preview(as_csv(*rows, headings=(*HEADINGS, "", "", "")))
    assert counts(preview) == (2, 0, 0, 0)
    assert len(preview.choice.layout.headings) == 4


@pytest.mark.parametrize(
    "last",
    ["合计", "合计：", "总计 64 人", "小计", "Total", "GRAND TOTAL", "Subtotal:", "共 64 人", "合 计"[0:1] + "计：64"],
)
def test_total_rows_are_nobody(office: Office, last: str) -> None:
    assert counts(office.preview(as_csv(WANG, (last, "", "", "64")))) == (1, 0, 0, 1)


def test_somebody_called_total_is_somebody(office: Office) -> None:
    assert names(office, as_csv(("Total", "total@example.com", "", "Sales"))) == ["Total"]


@pytest.mark.parametrize("last", ["备注：请勿外传", "填表人：王芳", "Prepared by: HR"])
def test_footers_are_nobody(office: Office, last: str) -> None:
    assert counts(office.preview(as_csv(WANG, (last, "", "", "")))) == (1, 0, 0, 1)


def test_quoted_cells_with_separators_quotes_and_line_breaks(office: Office) -> None:
    note = '说 "好"，\n下午联系'
    content = as_csv((*WANG, note), headings=(*HEADINGS, "备注"))
    office.bring_in(content)
    assert office.application("wang@example.com").note == '说 "好"， 下午联系'


def test_numbers_typed_as_numbers_and_dates_as_dates(office: Office) -> None:
    rows = (
        [*HEADINGS, "投递日期", "备注"],
        ["王小明", "wang@example.com", 13800138000, "销售代表", datetime.date(2026, 11, 3), 15000],
        ["李雷", "li@example.com", 13900139000.0, "销售代表", datetime.datetime(2026, 11, 3, 9), 1.5],  # noqa: DTZ001 - a spreadsheet knows no zones
    )
    assert names(office, as_xlsx(*rows)) == ["王小明", "李雷"]
    assert office.application("wang@example.com").phone == "+8613800138000"
    assert office.application("li@example.com").phone == "+8613900139000"
    assert [office.application(f"{who}@example.com").note for who in ("wang", "li")] == ["15000", "1.5"]


def test_numbers_that_excel_has_written_in_scientific_notation(office: Office) -> None:
    rows = (("王小明", "", "1.3800138001E+10", "销售代表"), ("李雷", "", "1.38E+10", "销售代表"))
    preview = office.preview(as_csv(*rows))
    assert found(preview.errors) == [(3, "手机", "phone_rounded")]
    assert preview.rows[0].values["phone"] == "+8613800138001"


def test_merged_cells_and_a_table_that_starts_at_c3(office: Office) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row, cells in enumerate((HEADINGS, WANG, LI), start=3):
        for column, cell in enumerate(cells, start=3):
            sheet.cell(row, column, cell)
    sheet.merge_cells("C1:F1")
    sheet["C1"] = "候选人"
    out = io.BytesIO()
    book.save(out)
    preview = office.preview(out.getvalue())
    assert preview.choice.layout.header_row == 3
    assert [each.row for each in preview.rows] == [4, 5]
    assert counts(preview) == (2, 0, 0, 0)


def test_formula_cells_count_by_their_kept_value_and_are_never_worked_out(office: Office) -> None:
    preview = office.preview(as_xlsx(HEADINGS, ("=1+1", "a@example.com", "", "销售代表")))
    assert found(preview.errors) == [(2, "姓名", "name_missing")]  # openpyxl keeps no value: nothing to read


def test_the_sheet_with_headings_is_taken_wherever_it_stands(office: Office) -> None:
    content = as_xlsx(["请填写第二页"], sheets={"名单": [list(HEADINGS), list(WANG)]})
    preview = office.preview(content)
    assert preview.choice.layout.sheet.name == "名单"
    assert preview.notes == [("sheet_ignored", "Sheet")]


def test_a_second_list_is_named_and_can_be_chosen(office: Office) -> None:
    content = as_xlsx(HEADINGS, WANG, LI, sheets={"二月": [list(HEADINGS), list(LI)]})
    assert ("sheet_not_chosen", "二月") in office.preview(content).notes


def test_an_empty_second_sheet_is_not_worth_a_word(office: Office) -> None:
    assert office.preview(as_xlsx(HEADINGS, WANG, sheets={"Sheet2": []})).notes == []


def test_hidden_sheets_stay_hidden(office: Office) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(HEADINGS, WANG, sheets={"旧": [list(HEADINGS), list(LI)]})))
    book["旧"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert office.preview(out.getvalue()).notes == []


def test_a_list_without_headings_asks_for_them_and_guesses_contacts(office: Office) -> None:
    preview = office.preview(as_csv(WANG, LI, headings=()))
    assert preview.choice.layout.header_row == 0
    assert preview.choice.layout.headings == ("A", "B", "C", "D")
    assert preview.choice.mapping == {1: "email", 2: "phone"}
    assert ("no_header", "") in preview.notes
    assert ("column_missing", "name") in preview.notes


HEADING_CASES = [
    ("姓名*", "name"),
    ("姓 名", "name"),
    ("姓名/Name", "name"),
    ("Name (姓名)", "name"),
    ("FULL NAME", "name"),
    ("手机号码（必填）", "phone"),
    ("手机号：", "phone"),
    ("* 联系电话", "phone"),
    ("Mobile Phone No.", "phone"),
    ("E-Mail Address", "email"),
    ("ｅ－ｍａｉｌ", "email"),
    ("电子邮箱（必填）", "email"),
    ("邮箱地址", "email"),
    ("应聘岗位（全称）", "position"),
    ("Job Title", "position"),
    ("Position applied for", "position"),
    ("招聘类型(校招/社招)", "candidate_type"),
    ("Time Zone", "zone"),
    ("备注", "note"),
    ("Preferred Language", "language"),
    ("紧急联系人电话", None),
    ("推荐人姓名", None),
    ("面试官邮箱", None),
    ("公司名称", None),
    ("性别", None),
    ("特长/经历", None),
    ("", None),
]


@pytest.mark.parametrize(("heading", "field"), HEADING_CASES)
def test_headings_are_known_however_they_are_dressed(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def test_an_unusual_heading_is_understood_by_its_main_word(office: Office) -> None:
    headings = ("姓名", "本人常用邮箱（QQ）", "可联系的手机", "应聘岗位名称")
    assert names(office, as_csv(WANG, headings=headings)) == ["王小明"]


def test_somebody_elses_phone_is_left_alone(office: Office) -> None:
    content = as_csv(
        ("王小明", "13711111111", "wang@example.com", "销售"), headings=("姓名", "紧急联系人电话", "邮箱", "岗位")
    )
    office.bring_in(content)
    assert office.application("wang@example.com").phone == ""


@pytest.mark.parametrize(("cell", "field"), [("wang@example.com", "email"), ("13800138000", "phone")])
def test_a_way_of_contact_is_what_its_cells_are(office: Office, cell: str, field: str) -> None:
    preview = office.preview(as_csv(("王小明", cell, "销售"), headings=("姓名", "联系方式", "岗位")))
    assert preview.choice.mapping[1] == field


def test_of_two_columns_with_one_heading_the_first_counts(office: Office) -> None:
    content = as_csv(
        ("王小明", "wang@example.com", "old@example.com", "销售"), headings=("姓名", "邮箱", "邮箱", "岗位")
    )
    assert office.preview(content).choice.mapping == {0: "name", 1: "email", 3: "position"}


def zip_of(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name.replace("__", "/"), body)
    return out.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """A workbook whose one sheet is this XML."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx(HEADINGS, WANG))) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.infolist():
            sheet = part.filename == "xl/worksheets/sheet1.xml"
            after.writestr(part.filename, xml if sheet else before.read(part))
    return out.getvalue()


SHEET = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def far_cell(reference: bytes) -> bytes:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row><c r="%s"><v>1</v></c></row>' % reference
    return with_sheet(SHEET % cells)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "an empty file": (lambda: b"", "empty_file"),
    "nothing but a BOM and line ends": (lambda: b"\xef\xbb\xbf\r\n\r\n", "empty_file"),
    "nothing but headings": (as_csv, "no_rows"),
    "an empty workbook": (as_xlsx, "no_rows"),
    "an old .xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
    "a web page called .xls": (lambda: b"<html><table><tr><td>\xe5\xa7\x93</td></tr></table></html>", "web_page"),
    "an XML table called .xls": (lambda: b'<?xml version="1.0"?><Workbook/>', "web_page"),
    "a PDF called .csv": (lambda: b"%PDF-1.7\n1 0 obj\n", "not_a_table"),
    "a picture called .xlsx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_a_table"),
    "bytes of no meaning": (lambda: bytes(range(1, 32)) * 40, "not_a_table"),
    "a broken zip": (lambda: as_xlsx(HEADINGS, WANG)[:-400], "broken_file"),
    "a zip with a wrong checksum": (
        lambda: as_xlsx(HEADINGS, WANG).replace(b"PK\x03\x04", b"PK\x03\x05", 1),
        "not_a_table",
    ),
    "a Word document": (lambda: zip_of(word__document=b"<w/>"), "not_a_table"),
    "a zip of other things": (lambda: zip_of(a=b"1", b=b"2"), "not_a_table"),
    "a workbook without its sheets": (lambda: zip_of(**{"xl__workbook.xml": b"<workbook/>"}), "broken_file"),
    "a zip bomb": (
        lambda: zip_of(**{"xl__workbook.xml": b"<w/>", "xl__big": b"0" * (101 * 1024 * 1024)}),
        "unpacks_too_big",
    ),
    "a zip of thousands of parts": (
        lambda: zip_of(**{f"xl__workbook.xml{n}" if n else "xl__workbook.xml": b"" for n in range(1001)}),
        "unpacks_too_big",
    ),
    "a cell in the last column": (lambda: far_cell(b"XFD1"), "too_many_columns"),
    "a cell in the millionth column": (lambda: far_cell(b"BDWGN1"), "too_many_columns"),
    "a cell in the last row of a wide sheet": (lambda: far_cell(b"J1048576"), "too_many_cells"),
    "a CSV of a million columns": (lambda: b"a," * 1_000_000 + b"\n1,2\n", "too_many_columns"),
    "a quotation mark that swallows the rows behind it": (lambda: as_csv(WANG) + b'"x\n' + as_csv(LI), "broken_csv"),
    "a CSV of 501 filled columns": (lambda: as_csv(headings=["x"] * 501), "too_many_columns"),
    "a huge cell": (lambda: as_csv(("王" * 40_000, "a@example.com", "", "销售")), "huge_cell"),
    "a quotation mark that never ends": (lambda: as_csv(WANG) + b'"' + b"x,y\n" * 60_000, "broken_csv"),
    "a file of more than 50 MB": (lambda: b"x" * (50 * 1024 * 1024 + 1), "too_big"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_says_so(office: Office, name: str) -> None:
    make, code = HOSTILE[name]
    with pytest.raises(InvalidInput) as refused:
        office.preview(make())
    assert refused.value.code == code
    assert office.files.objects == {}
    assert {each.status for each in office.imports.records.values()} <= {ImportStatus.DRAFT}


def test_a_far_cell_within_reason_is_read(office: Office) -> None:
    preview = office.preview(far_cell(b"AB120"))
    assert preview.choice.layout.rows == 2


def test_the_name_of_a_file_means_nothing(office: Office) -> None:
    record, preview = office.upload(as_xlsx(HEADINGS, WANG), "C:\\fakepath\\list.csv")
    assert record.filename == "list.csv"
    assert counts(preview) == (1, 0, 0, 0)


def test_a_list_of_two_thousand_rows(office: Office) -> None:
    rows = [(f"候选人{n}", f"c{n}@example.com", f"139{n:08d}", "销售代表") for n in range(2000)]
    assert outcomes(office.bring_in(as_csv(*rows))) == {"created": 2000}


def test_line_ends_of_an_old_mac_behind_others(office: Office) -> None:
    content = as_csv(WANG) + as_csv(LI, headings=(), lineterminator="\r") + b"\xe9\x9f\xa9,han@example.com,,x\r"
    assert names(office, content) == ["王小明", "李雷", "韩"]
