"""What makes a row good, bad or doubtful, cell by cell."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.imports.cells import BadCell, clean, key
from functions.imports.contacts import mail_address, phone_number, region_of
from functions.imports.csv_text import armed, beginning, csv_text, harmless
from functions.imports.positions import guessed_family
from functions.imports.row_sentences import FILE_SENTENCES, ROW_SENTENCES
from tests.imports.importing import Office, as_csv, found

CHINA = "Asia/Shanghai"


@pytest.fixture
def office() -> Office:
    return Office()


class TestMailAddresses:
    @pytest.mark.parametrize(
        ("cell", "address"),
        [
            ("Wang@Example.COM", "wang@example.com"),
            ("wang＠example.com", "wang@example.com"),
            ("ｗａｎｇ@example．com", "wang@example.com"),
            ("mailto:wang@example.com", "wang@example.com"),
            ("王小明 <wang@example.com>", "wang@example.com"),
            ("wang@example.com;", "wang@example.com"),
            ("wang@例子.公司", "wang@xn--fsqu00a.xn--55qx5d"),
            ("wang+jobs@qq.com", "wang+jobs@qq.com"),
            ("success@simulator.amazonses.com", "success@simulator.amazonses.com"),
            ("wang@demo.test", "wang@demo.test"),
        ],
    )
    def test_are_written_one_way(self, cell: str, address: str) -> None:
        assert mail_address(cell).value == address

    def test_of_which_there_are_several_give_the_first_and_a_warning(self) -> None:
        assert mail_address("a@example.com; b@example.com").value == "a@example.com"
        assert mail_address("a@example.com/b@example.com").warning == "several_mails"

    @pytest.mark.parametrize(
        "cell",
        [
            "wang",
            "wang@",
            "@example.com",
            "wang@example",
            "wang@@example.com",
            "wang example.com",
            "a@b.local",
            "a b@c.de",
            "a@exam ple.com",
            "wang@example..com",
        ],
    )
    def test_that_are_none_are_refused(self, cell: str) -> None:
        with pytest.raises(BadCell, match="mail_invalid"):
            mail_address(cell)

    def test_that_no_server_takes_are_refused(self) -> None:
        with pytest.raises(BadCell, match="mail_not_ascii"):
            mail_address("小明@example.com")


class TestPhoneNumbers:
    @pytest.mark.parametrize(
        ("cell", "zone", "number"),
        [
            ("13800138000", CHINA, "+8613800138000"),
            ("138 0013 8000", CHINA, "+8613800138000"),
            ("138-0013-8000", CHINA, "+8613800138000"),
            ("１３８００１３８０００", CHINA, "+8613800138000"),
            ("+86 138 0013 8000", CHINA, "+8613800138000"),
            ("0086 13800138000", CHINA, "+8613800138000"),
            ("(+86)13800138000", CHINA, "+8613800138000"),
            ("010-62345678", CHINA, "+861062345678"),
            ("030 901820", "Europe/Berlin", "+4930901820"),
            ("+44 20 7946 0958", CHINA, "+442079460958"),
            ("415-555-2671", "America/Los_Angeles", "+14155552671"),
            ("13800138000", "UTC", "+8613800138000"),
        ],
    )
    def test_are_written_in_e164(self, cell: str, zone: str, number: str) -> None:
        assert phone_number(cell, zone).value == number

    @pytest.mark.parametrize("cell", ["138001380", "1380013800", "138001380001", "12345678", "+8613800", "999"])
    def test_with_digits_missing_or_too_many_are_refused(self, cell: str) -> None:
        with pytest.raises(BadCell, match="phone_length"):
            phone_number(cell, CHINA)

    @pytest.mark.parametrize("cell", ["没有", "微信同号", "wang@example.com", "?"])
    def test_that_are_none_are_refused(self, cell: str) -> None:
        with pytest.raises(BadCell, match="phone_invalid"):
            phone_number(cell, CHINA)

    def test_of_an_unknown_prefix_go_in_with_a_warning(self) -> None:
        assert phone_number("17969384937", CHINA).warning == "phone_unknown_prefix"
        assert phone_number("+44 7700 900000", CHINA).warning == "phone_unknown_prefix"

    def test_of_which_there_are_several_give_the_first_and_a_warning(self) -> None:
        several = phone_number("13800138000/13900139000", CHINA)
        assert (several.value, several.warning) == ("+8613800138000", "several_phones")

    def test_belong_to_the_country_of_the_zone(self) -> None:
        assert [region_of(zone) for zone in (CHINA, "Europe/Berlin", "Asia/Tokyo", "UTC")] == ["CN", "DE", "JP", "CN"]

    @pytest.mark.parametrize(
        ("cell", "number"),
        [("13800138000", "+8613800138000"), ("030 901820", "+4930901820"), ("0170 1234567", "+491701234567")],
    )
    def test_of_somebody_abroad_may_be_of_either_country(self, cell: str, number: str) -> None:
        assert phone_number(cell, "Europe/Berlin", CHINA).value == number

    @given(st.text())
    def test_any_text_is_a_number_or_a_bad_cell(self, text: str) -> None:
        try:
            number = phone_number(text, CHINA).value
        except BadCell:
            return
        assert number.startswith("+")

    @given(st.text())
    def test_any_text_is_an_address_or_a_bad_cell(self, text: str) -> None:
        try:
            address = mail_address(text).value
        except BadCell:
            return
        assert address == address.lower()
        assert mail_address(address).value == address


class TestShortCuts:
    """What nearly every cell holds is decided without the libraries' whole way, and decided the same."""

    @given(st.from_regex(r"1[0-9]{10}", fullmatch=True))
    def test_for_mobile_numbers_find_what_the_whole_way_finds(self, number: str) -> None:
        def found(cell: str) -> object:
            try:
                return phone_number(cell, CHINA)
            except BadCell as error:
                return error.code

        assert found(number) == found(f" {number}")

    @given(
        st.from_regex(r"[a-zA-Z0-9._+-]{1,66}", fullmatch=True),
        st.sampled_from(["qq.com", "QQ.com", "a-b.example.cn", "-a.com", "a..com", "example.test", "local", "a_b.com"])
        | st.integers(170, 200).map(lambda size: ".".join(["d" * 60] * 3)[:size] + ".com"),
    )
    def test_for_mail_addresses_find_what_the_whole_way_finds(self, name: str, domain: str) -> None:
        def found(cell: str) -> object:
            try:
                return mail_address(cell)
            except BadCell as error:
                return error.code

        assert found(f"{name}@{domain}") == found(f"<{name}@{domain}>")


class TestCells:
    @given(st.text())
    def test_cleaning_again_changes_nothing(self, text: str) -> None:
        assert clean(clean(text)) == clean(text)

    @pytest.mark.parametrize("cell", ["", " ", "\u3000", "-", "—", "/", "无", "N/A", "#N/A", "\u200b"])
    def test_what_means_nothing_is_nothing(self, cell: str) -> None:
        assert clean(cell) == ""

    def test_names_are_never_split_or_squeezed(self) -> None:
        assert clean("\u3000欧阳 娜娜 \t") == "欧阳 娜娜"
        assert clean("de la Cruz,  José") == "de la Cruz,  José"

    def test_positions_are_the_same_whatever_their_width_case_and_spaces(self) -> None:
        assert key("Ｐｙｔｈｏｎ 后端工程师 ") == key("python后端工程师")


class TestExports:
    @pytest.mark.parametrize(
        "cell",
        [
            *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", " =1", "'=1", "'' =1"),
            *("＝cmd|' /C calc'!A0", "＋1", "－1", "＠SUM(A1)", "\n=1+1", "\r\n =1+1", "\u3000=1+1", "\u00a0\u3000＝1"),
        ],
    )
    def test_formulas_are_made_harmless(self, cell: str) -> None:
        assert harmless(cell) == "'" + cell
        assert armed(harmless(cell)) == cell

    @pytest.mark.parametrize("cell", ["", "王小明", "a=b", "'quoted'", "wang@example.com", "1-2", "（=1）"])
    def test_text_stays_as_it_is(self, cell: str) -> None:
        assert harmless(cell) == armed(cell) == cell

    @given(st.text() | st.text("'=+-@＝＋－＠ \u3000\t\r\n1"))
    def test_making_harmless_can_be_undone(self, cell: str) -> None:
        assert armed(harmless(cell)) == cell
        assert not harmless(cell).lstrip().startswith(tuple("=+-@＝＋－＠"))

    @given(st.lists(st.lists(st.text("a,'=\"＝王\r\n"), min_size=2, max_size=2), min_size=1), st.integers(0, 300))
    def test_the_beginning_holds_whole_rows(self, rows: list[list[str]], room: int) -> None:
        text = csv_text(rows)
        kept, left_out = beginning(text, room)
        assert kept == csv_text(rows[: len(rows) - left_out])
        assert left_out < len(rows)
        assert left_out in (0, len(rows) - 1) or len(json.dumps(json.dumps(kept))) <= room + 20

    def test_there_is_room_for_everything_or_said_how_much_is_missing(self) -> None:
        text = csv_text([["姓名"], ["王小明"], ["李雷"]])
        assert beginning(text, 1000) == (text, 0)
        assert beginning(text, 75) == (csv_text([["姓名"], ["王小明"]]), 1)


ROWS = [
    ({"姓名": ""}, [("姓名", "name_missing")]),
    ({"姓名": "/"}, [("姓名", "name_missing")]),
    ({"姓名": "王" * 101}, [("姓名", "too_long")]),
    ({"岗位": ""}, [("岗位", "position_missing")]),
    ({"邮箱": "", "手机": ""}, [("邮箱", "contact_missing")]),
    ({"邮箱": "无", "手机": "-"}, [("邮箱", "contact_missing")]),
    ({"邮箱": "wang", "手机": "123"}, [("邮箱", "mail_invalid"), ("手机", "phone_length")]),
    ({"邮箱": "wang", "手机": ""}, [("邮箱", "mail_invalid")]),
    ({"类型": "兼职"}, [("类型", "type_unknown")]),
    ({"时区": "Asia/Peking"}, [("时区", "zone_unknown")]),
    ({"时区": "UTC+8"}, [("时区", "zone_unknown")]),
    ({"语言": "法语"}, [("语言", "language_unknown")]),
    ({"备注": "长" * 2001}, [("备注", "too_long")]),
    ({}, []),
]
GOOD = {
    "姓名": "王小明",
    "邮箱": "wang@example.com",
    "手机": "13800138000",
    "岗位": "销售代表",
    "类型": "校招",
    "时区": "Europe/Berlin",
    "语言": "英文",
    "备注": "",
}


@pytest.mark.parametrize(("changes", "errors"), ROWS)
def test_each_fault_of_a_row_is_named_with_its_column(
    office: Office, changes: dict[str, str], errors: list[tuple[str, str]]
) -> None:
    row = GOOD | changes
    preview = office.preview(as_csv(tuple(row.values()), headings=tuple(row)))
    assert [(column, code) for _, column, code in found(preview.errors)] == errors


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("校招", "campus"),
        ("应届", "campus"),
        ("Campus", "campus"),
        ("2026届", "campus"),
        ("社招", "experienced"),
        ("Experienced", "experienced"),
        ("", "experienced"),
    ],
)
def test_candidate_types(office: Office, cell: str, kind: str) -> None:
    row = GOOD | {"类型": cell}
    assert office.preview(as_csv(tuple(row.values()), headings=tuple(row))).rows[0].values["candidate_type"] == kind


@pytest.mark.parametrize(
    ("cell", "zone"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("America/Los Angeles", "America/Los_Angeles"),
        ("北京时间", CHINA),
        ("", CHINA),
    ],
)
def test_zones(office: Office, cell: str, zone: str) -> None:
    row = GOOD | {"时区": cell}
    assert office.preview(as_csv(tuple(row.values()), headings=tuple(row))).rows[0].values["zone"] == zone


@pytest.mark.parametrize(
    ("position", "family"),
    [
        ("Java 开发工程师", "technical"),
        ("Data Scientist", "technical"),
        ("销售工程师", "sales"),
        ("大客户经理", "sales"),
        ("运营实习生", "intern"),
        ("Customer Success Manager", "customer_service"),
        ("社群运营", "operations"),
        ("行政前台", "general"),
    ],
)
def test_families_are_guessed_by_keyword(position: str, family: str) -> None:
    assert guessed_family(position) == family


def test_every_sentence_says_it_in_both_languages_and_fills_in() -> None:
    for code, (chinese, english) in {**ROW_SENTENCES, **FILE_SENTENCES}.items():
        filled = [text.format(value="v", column="c", other="9") for text in (chinese, english)]
        assert not any("{" in text for text in filled), code
        assert filled[0].endswith("。"), code
        assert filled[1].endswith("."), code
