"""Three candidate files as companies have them, row by row."""

import json
from pathlib import Path

import pytest

from functions.imports.start_import import Choices
from mianyue.domain.application import CandidateType
from mianyue.domain.candidate_import import Duplicates
from tests.builders import a_position
from tests.imports.importing import Office, as_csv, counts, found, outcomes, sample

CONSOLE = Path(__file__).parents[2] / "portal" / "console"
ZH = sample("candidates-zh.xlsx")
GB = sample("candidates-zh-gb18030.csv")
EN = sample("candidates-en-bom.csv")


@pytest.fixture
def office() -> Office:
    return Office()


class TestTheChineseWorkbook:
    """A merged title row, 64 people, a total row, a second sheet with a remark."""

    def test_is_laid_out_below_its_title(self, office: Office) -> None:
        choice = office.preview(ZH).choice
        assert (choice.layout.sheet.name, choice.layout.header_row, choice.file.encoding) == ("候选人", 2, None)
        assert choice.mapping == {0: "name", 2: "phone", 3: "email", 4: "position", 5: "candidate_type"}

    def test_counts_every_row_once(self, office: Office) -> None:
        assert counts(office.preview(ZH)) == (59, 4, 1, 1)

    def test_names_each_bad_row_with_its_column_value_and_reason(self, office: Office) -> None:
        errors = office.preview(ZH).errors
        assert [(each.row, each.column, each.problem.code, each.problem.value) for each in errors] == [
            (18, "邮箱", "mail_invalid", "candidate016@example"),
            (22, "邮箱", "contact_missing", ""),
            (24, "姓名", "name_missing", ""),
            (26, "手机", "phone_length", "138001380"),
        ]

    def test_warns_of_what_goes_in_all_the_same(self, office: Office) -> None:
        assert found(office.preview(ZH).warnings) == [
            (4, "手机", "phone_unknown_prefix"),
            (11, "手机", "phone_unknown_prefix"),
            (20, "邮箱", "mail_missing"),
            (25, "手机", "phone_unknown_prefix"),
            (28, "邮箱", "duplicate_in_file"),
            (39, "手机", "phone_unknown_prefix"),
        ]

    def test_says_which_row_a_duplicate_repeats(self, office: Office) -> None:
        (duplicate,) = [each for each in office.preview(ZH).warnings if each.problem.code == "duplicate_in_file"]
        assert (duplicate.problem.value, duplicate.problem.other) == ("candidate003@example.com", 5)

    def test_says_that_the_second_sheet_is_left_out(self, office: Office) -> None:
        assert office.preview(ZH).notes == [("sheet_ignored", "说明")]

    def test_repairs_what_can_be_repaired(self, office: Office) -> None:
        office.bring_in(ZH)
        phones = {
            "candidate004@example.com": "+8615799556063",  # 157-9955-6063
            "candidate006@example.com": "+8613341163397",  # +86 13341163397
            "candidate008@example.com": "+8618999069892",  # full-width digits
            "candidate010@example.com": "+8618472073788",  # a number cell
            "candidate012@example.com": "+8618338189192",  # the mail has spaces and capitals
            "candidate014@example.com": "+8615306157083",  # the mail has a full-width ＠
        }
        assert {mail: office.application(mail).phone for mail in phones} == phones

    def test_keeps_names_whole(self, office: Office) -> None:
        office.bring_in(ZH)
        assert office.application("candidate028@example.com").name == "孙静"  # U+3000 and spaces around it
        assert office.application("candidate030@example.com").name == "阿依古丽·买买提"
        assert office.application("candidate032@example.com").name == "Zhang, Wei (Kevin)"

    def test_takes_a_position_with_a_stray_space_for_the_same(self, office: Office) -> None:
        office.bring_in(ZH)
        engineers = [office.application(f"candidate{n:03d}@example.com").position_id for n in (9, 34)]
        assert engineers[0] == engineers[1]

    def test_proposes_each_new_position_once_with_a_likely_family(self, office: Office) -> None:
        assert {each.name: each.family for each in office.preview(ZH).new_positions} == {
            "新媒体运营": "operations",
            "客服专员": "customer_service",
            "算法工程师（NLP）": "technical",
            "大客户销售经理": "sales",
            "销售代表": "sales",
            "Python后端工程师": "technical",
            "电商运营": "operations",
            "前端开发": "technical",
            "运营实习生": "intern",
        }

    def test_tells_campus_from_experienced(self, office: Office) -> None:
        office.bring_in(ZH)
        assert office.application("candidate036@example.com").candidate_type is CandidateType.CAMPUS  # 应届
        assert office.application("candidate003@example.com").candidate_type is CandidateType.EXPERIENCED

    def test_goes_in(self, office: Office) -> None:
        record = office.bring_in(ZH)
        assert outcomes(record) == {"created": 59, "unchanged": 1, "skipped": 1, "bad": 4}
        assert (record.total, record.done, record.status) == (65, 65, "done")
        assert len(office.imports.applications) == 59

    def test_lists_in_the_order_of_the_file(self, office: Office) -> None:
        office.bring_in(ZH)
        newest_first = sorted(office.imports.applications.values(), key=lambda each: each.created_at, reverse=True)
        assert [each.name for each in newest_first[:3]] == ["高明", "徐军", "胡子涵"]

    @pytest.mark.parametrize("duplicates", list(Duplicates))
    def test_a_second_time_changes_nothing(self, office: Office, duplicates: Duplicates) -> None:
        office.bring_in(ZH)
        before, owners = dict(office.imports.applications), dict(office.imports.owners)
        record = office.bring_in(ZH, Choices(duplicates=duplicates))
        assert record.created == record.merged == 0
        assert record.unchanged + record.skipped == 61
        assert (office.imports.applications, office.imports.owners) == (before, owners)

    def test_a_second_preview_calls_everybody_a_duplicate(self, office: Office) -> None:
        office.bring_in(ZH)
        assert counts(office.preview(ZH)) == (0, 4, 60, 1)

    def test_bad_rows_come_back_and_go_in_once_corrected(self, office: Office) -> None:
        office.bring_in(ZH)
        corrected = (
            office.rejects("i1")
            .replace("candidate016@example,", "candidate016@example.com,")
            .replace("刘子涵,女,,", "刘子涵,女,,candidate020@example.com")
            .replace("\r\n,男,13047308932", "\r\n王敏,男,13047308932")
            .replace("138001380,", "13800138000,")
        )
        record = office.bring_in(corrected.encode())
        assert outcomes(record) == {"created": 4}
        assert office.application("candidate024@example.com").phone == "+8613800138000"

    def test_the_reject_file_holds_the_columns_as_they_were_and_a_reason(self, office: Office) -> None:
        office.bring_in(ZH)
        lines = office.rejects("i1").split("\r\n")
        assert lines[0].startswith("\ufeff姓名,性别,手机,邮箱,应聘岗位,招聘类型,学历,特长/经历,来源渠道,投递日期,")
        assert lines[1].startswith("欧阳明,男,17045844222,candidate016@example,Python后端工程师,社招,")
        assert "[18]" in lines[1]
        assert len(lines) == 6


class TestTheGb18030List:
    def test_reads_and_goes_in_whole(self, office: Office) -> None:
        preview = office.preview(GB)
        assert preview.choice.file.encoding == "GB18030"
        assert counts(preview) == (40, 0, 0, 0)
        assert outcomes(office.bring_in(GB)) == {"created": 40}

    def test_keeps_commas_within_quotes(self, office: Office) -> None:
        office.bring_in(GB)
        assert office.application("batch003@example.com").note == "期望薪资15k,可谈"
        assert office.application("batch001@example.com").note == "下午联系，勿早于9点"

    def test_shares_positions_with_another_file(self, office: Office) -> None:
        office.bring_in(ZH)
        assert office.preview(GB).new_positions == ()


class TestTheSampleOfTheConsole:
    @pytest.mark.parametrize("language", ["zh-CN", "en"])
    def test_goes_in_as_it_is(self, office: Office, language: str) -> None:
        text = json.loads((CONSOLE / "locales" / f"{language}.json").read_text(encoding="utf-8"))
        headings = [text["field"][field] for field in ("name", "email", "phone", "position", "candidate_type")]
        people = [text["import"][f"sample_{kind}"].split(",") for kind in ("campus", "experienced")]
        rows = [[name, f"{mail}@example.com", *rest] for name, mail, *rest in people]
        preview = office.preview(as_csv(*rows, headings=headings))
        assert counts(preview) == (2, 0, 0, 0)
        assert preview.warnings == []
        assert [row.values["candidate_type"] for row in preview.rows] == ["campus", "experienced"]


class TestTheEnglishList:
    def test_reads_semicolons_behind_a_bom(self, office: Office) -> None:
        preview = office.preview(EN)
        assert preview.choice.file.encoding == "UTF-8 (BOM)"
        assert counts(preview) == (6, 0, 0, 0)
        assert preview.choice.mapping == {
            0: "name",
            1: "email",
            2: "phone",
            3: "position",
            4: "candidate_type",
            5: "zone",
        }

    def test_keeps_foreign_names_numbers_and_zones(self, office: Office) -> None:
        office.bring_in(EN)
        kept = office.application("intl03@example.com")
        assert (kept.name, kept.phone, kept.zone) == ("Nguyễn Thị Minh Khai", "+447700900002", "Asia/Ho_Chi_Minh")
        assert office.application("intl04@example.com").name == "Müller, Jürgen"

    def test_takes_english_headings_for_people_who_read_english(self, office: Office) -> None:
        office.bring_in(EN)
        assert {each.language for each in office.imports.applications.values()} == {"en"}

    def test_keeps_a_formula_as_a_plain_name(self, office: Office) -> None:
        office.bring_in(EN)
        assert office.application("intl06@example.com").name == "=cmd|' /C calc'!A0"

    def test_finds_a_position_by_its_english_name(self, office: Office) -> None:
        backend = a_position(position_id="backend", name="后端工程师", name_en="Backend  engineer")
        office.setups.positions = (backend,)
        assert office.preview(EN).new_positions == ()
        office.bring_in(EN)
        assert office.application("intl01@example.com").position_id == "backend"
