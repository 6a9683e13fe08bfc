"""Rows become applications: each once, whatever happens in between."""

from copy import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.imports import look_at_import, start_import
from functions.imports.import_rows import SPARE_SECONDS, import_rows
from functions.imports.start_import import Choices
from functions.imports.table_file import MAX_BYTES
from mianyue.domain.application import CandidateType
from mianyue.domain.candidate_import import SILENCE, ImportStatus, application_id_of
from mianyue.domain.company import Position
from mianyue.domain.errors import InvalidInput, NotFound
from tests.builders import NOW, a_position
from tests.imports.fakes import Crash
from tests.imports.importing import FULL, LI, WANG, Office, as_csv, outcomes


@pytest.fixture
def office() -> Office:
    return Office()


class TestANewPerson:
    def test_becomes_an_application_in_the_first_stage(self, office: Office) -> None:
        office.bring_in(as_csv((*WANG, "校招", "Europe/Berlin", "英文", "周五前"), headings=FULL))
        made = office.application("wang@example.com")
        assert (made.name, made.phone, made.stage, made.entry) == ("王小明", "+8613800138000", "applied", 1)
        assert (made.candidate_type, made.zone, made.language) == (CandidateType.CAMPUS, "Europe/Berlin", "en")
        assert (made.note, made.import_id) == ("周五前", "i1")
        (entry,) = office.imports.entries
        assert (entry.application_id, entry.number, entry.stage) == (made.application_id, 1, "applied")
        assert (entry.entered_by, entry.batch) == ("import:i1", "i1")

    def test_has_an_id_that_its_row_alone_decides(self, office: Office) -> None:
        office.bring_in(as_csv(WANG))
        assert office.application("wang@example.com").application_id == application_id_of("i1", 2)

    def test_takes_zone_and_language_from_company_and_headings(self, office: Office) -> None:
        office.bring_in(as_csv(WANG))
        made = office.application("wang@example.com")
        assert (made.zone, made.language, made.candidate_type) == ("Asia/Shanghai", "zh-CN", CandidateType.EXPERIENCED)


class TestPositions:
    def test_that_are_new_are_made_before_anybody_points_to_them(self, office: Office) -> None:
        office.bring_in(as_csv(WANG, LI))
        assert [each.name for each in office.setups.positions] == ["销售代表", "前端开发"]
        known = {each.position_id for each in office.setups.positions}
        assert {each.position_id for each in office.imports.applications.values()} <= known

    def test_that_are_known_are_used_whatever_their_spelling(self, office: Office) -> None:
        office.setups.positions = (a_position(name="Python后端工程师", name_en="Python Engineer"),)
        rows = [
            (f"候选人{n}", f"c{n}@example.com", "", name)
            for n, name in enumerate(("python 后端工程师", "ＰＹＴＨＯＮ Engineer"))
        ]
        office.bring_in(as_csv(*rows))
        assert {each.position_id for each in office.imports.applications.values()} == {"sales-rep"}
        assert len(office.setups.positions) == 1

    def test_that_are_unknown_are_errors_where_hr_wants_no_new_ones(self, office: Office) -> None:
        office.setups.positions = (a_position(),)
        record = office.bring_in(as_csv(WANG, LI), Choices(create_positions=False))
        assert outcomes(record) == {"created": 1, "bad": 1}
        assert "[3]" in office.rejects("i1")
        assert len(office.setups.positions) == 1

    def test_of_bad_rows_are_not_made(self, office: Office) -> None:
        assert office.preview(as_csv(("", "x@example.com", "", "宇航员"), WANG)).new_positions[0].name == "销售代表"

    def test_that_are_new_share_the_platform_that_all_others_have(self, office: Office) -> None:
        office.setups.positions = (a_position(),)
        office.bring_in(as_csv(LI))
        assert office.setups.positions[-1].platform_url == "https://interview.example.com/room"

    def test_made_by_two_imports_are_one(self, office: Office) -> None:
        office.bring_in(as_csv(LI))
        made: Position = office.setups.positions[0]
        office.setups.positions = ()
        office.bring_in(as_csv(("韩梅梅", "han@example.com", "", "前端 开发")))
        assert office.setups.positions[0].position_id == made.position_id


class TestTheWork:
    ROWS = as_csv(*((f"候选人{n}", f"c{n}@example.com", f"139{n:08d}", "销售代表") for n in range(120)))

    def test_starts_in_an_invocation_of_its_own(self, office: Office) -> None:
        started = office.start(self.ROWS)
        record = office.imports.get(started)
        assert (office.background.calls, record.status, record.total) == ([started], ImportStatus.RUNNING, 120)
        assert office.imports.applications == {}

    def test_goes_on_in_another_invocation_when_time_is_short(self, office: Office) -> None:
        started = office.start(self.ROWS)
        times = iter([600, SPARE_SECONDS - 1])
        paused = import_rows(started, office.worker, lambda: next(times))
        assert (paused.done, paused.status) == (50, ImportStatus.RUNNING)
        assert office.background.calls == [started, started]
        assert outcomes(office.work(started)) == {"created": 120}

    @given(crash_after=st.integers(0, 14))
    @settings(deadline=None, max_examples=15)
    def test_loses_and_doubles_nothing_wherever_it_crashes(self, crash_after: int) -> None:
        office = Office()
        rows = [(f"候选人{n}", f"c{n}@example.com", "", "销售代表") for n in range(6)]
        content = as_csv(*rows, rows[2], ("", "", "", ""), ("坏", "bad", "", "销售代表"), *rows[:2])
        started = office.start(content)
        office.imports.crash_after = crash_after
        for _ in range(3):
            try:
                office.work(started)
            except Crash:
                continue
        record = office.imports.get(started)
        assert record.status is ImportStatus.DONE
        assert outcomes(record) == {"created": 6, "unchanged": 3, "bad": 1}
        assert len(office.imports.applications) == len(office.imports.entries) == 6

    def test_is_done_by_one_worker_when_two_come(self, office: Office) -> None:
        started = office.start(self.ROWS)
        real, meddled = office.imports.create, []

        def create_after_the_other(*args: object) -> None:
            if not meddled:
                meddled.append(True)
                office.work(started)
            real(*args)  # type: ignore[arg-type]

        office.imports.create = create_after_the_other  # type: ignore[method-assign]
        assert office.work(started).status is ImportStatus.DONE
        assert outcomes(office.imports.get(started)) == {"created": 120}
        assert len(office.imports.applications) == 120

    def test_that_is_done_is_not_done_again(self, office: Office) -> None:
        record = office.bring_in(self.ROWS)
        writes = office.imports.writes
        assert office.work(record.import_id) == record
        office.commit(record.import_id)
        assert office.imports.writes == writes
        assert len(office.background.calls) == 1

    def test_that_hangs_is_woken_by_a_second_commit(self, office: Office) -> None:
        started = office.start(self.ROWS)
        office.commit(started)
        assert office.background.calls == [started, started]

    def test_on_a_draft_does_nothing(self, office: Office) -> None:
        record, _ = office.upload(self.ROWS)
        assert office.work(record.import_id).status is ImportStatus.DRAFT
        assert office.imports.applications == {}

    def test_whose_file_can_no_longer_be_read_fails_with_a_reason(self, office: Office) -> None:
        started = office.start(self.ROWS)
        office.uploads.objects[f"imports/{started}/source"] = b"%PDF".ljust(len(self.ROWS))
        record = office.work(started)
        assert (record.status, record.failure, record.finished_at) == (ImportStatus.FAILED, "not_a_table", NOW)

    def test_is_looked_after_until_it_is_done(self, office: Office) -> None:
        started = office.start(self.ROWS)
        assert office.imports.due == {started: NOW + SILENCE}
        times = iter([600, SPARE_SECONDS - 1])
        office.now += timedelta(minutes=1)
        import_rows(started, office.worker, lambda: next(times))
        assert office.imports.due == {started: NOW + timedelta(minutes=1) + SILENCE}
        office.work(started)
        assert office.imports.due == {started: None}

    def test_that_was_stopped_waits_for_hr_and_goes_on_with_the_next_row(self, office: Office) -> None:
        started = office.start(self.ROWS)
        times = iter([600, SPARE_SECONDS - 1])
        half = import_rows(started, office.worker, lambda: next(times))
        office.imports.records[started] = replace(half, status=ImportStatus.STOPPED)
        assert office.work(started).status is ImportStatus.STOPPED
        office.background.calls.clear()
        on = start_import.go_on(office.desk, started, by="hr-2")
        assert (on.status, on.done, office.background.calls) == (ImportStatus.RUNNING, 50, [started])
        assert office.imports.due == {started: NOW + SILENCE}
        assert outcomes(office.work(started)) == {"created": 120}
        assert len(office.imports.entries) == 120

    def test_that_was_stopped_goes_on_as_it_was_begun_however_it_is_asked(self, office: Office) -> None:
        started = office.start(self.ROWS)
        running = office.imports.get(started)
        office.imports.records[started] = replace(running, status=ImportStatus.STOPPED)
        again = office.commit(started, Choices(mapping={"0": "email"}))
        assert again == running

    @pytest.mark.parametrize("status", [each for each in ImportStatus if each is not ImportStatus.STOPPED])
    def test_that_was_not_stopped_is_left_alone(self, office: Office, status: ImportStatus) -> None:
        started = office.start(self.ROWS)
        record = office.imports.records[started] = replace(office.imports.get(started), status=status)
        office.background.calls.clear()
        assert start_import.go_on(office.desk, started, by="hr-1") == record
        assert (office.imports.get(started), office.background.calls) == (record, [])

    def test_that_failed_can_be_started_again(self, office: Office) -> None:
        started = office.start(self.ROWS)
        source = office.uploads.objects[f"imports/{started}/source"]
        office.uploads.objects[f"imports/{started}/source"] = b" " * len(self.ROWS)
        office.work(started)
        office.uploads.objects[f"imports/{started}/source"] = source
        office.commit(started)
        assert outcomes(office.work(started)) == {"created": 120}


class TestUploads:
    def test_that_have_not_arrived_are_named(self, office: Office) -> None:
        record = office.announce(100)
        with pytest.raises(InvalidInput, match="not_uploaded"):
            start_import.preview_of(office.desk, record.import_id, Choices(), by="hr-1")
        with pytest.raises(InvalidInput, match="not_uploaded"):
            office.commit(record.import_id)

    def test_that_have_not_arrived_whole_are_named(self, office: Office) -> None:
        record = office.announce(100)
        office.uploads.objects[f"imports/{record.import_id}/source"] = self.ROWS[:99]
        with pytest.raises(InvalidInput, match="size_differs"):
            start_import.preview_of(office.desk, record.import_id, Choices(), by="hr-1")

    ROWS = as_csv(*((f"候选人{n}", f"c{n}@example.com", "", "销售代表") for n in range(9)))

    @pytest.mark.parametrize(("size", "code"), [(0, "empty_file"), (-1, "empty_file"), (MAX_BYTES + 1, "too_big")])
    def test_of_a_size_that_cannot_be_are_refused(self, office: Office, size: int, code: str) -> None:
        with pytest.raises(InvalidInput, match=code):
            office.announce(size)
        assert office.imports.records == {}

    def test_of_somebody_else_are_nobodys_business_until_they_run(self, office: Office) -> None:
        record, _ = office.upload(self.ROWS)
        with pytest.raises(NotFound):
            start_import.preview_of(office.desk, record.import_id, Choices(), by="hr-2")
        with pytest.raises(NotFound):
            start_import.commit(office.desk, record.import_id, Choices(), by="hr-2")
        office.commit(record.import_id)
        assert start_import.commit(office.desk, record.import_id, Choices(), by="hr-2").status is ImportStatus.RUNNING

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("C:\\fakepath\\名单.xlsx", "名单.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("a\u202egpj.csv\r\nx: y", "agpj.csv x: y"),
            ("\u200b", "candidates"),
            ("/", "candidates"),
        ],
    )
    def test_are_kept_under_a_name_that_can_be_shown(self, office: Office, given: str, kept: str) -> None:
        assert office.announce(10, given).filename == kept


class TestChoices:
    def test_of_columns_override_the_guess(self, office: Office) -> None:
        content = as_csv(("王小明", "小王", "wang@example.com", "销售"), headings=("昵称", "姓名", "邮箱", "岗位"))
        started = office.start(content, Choices(mapping={"0": "name", "2": "email", "3": "position"}))
        office.work(started)
        assert office.application("wang@example.com").name == "王小明"

    @pytest.mark.parametrize(
        ("mapping", "code"),
        [
            ({"9": "name"}, "unknown_column"),
            ({"-1": "name"}, "unknown_column"),
            ({"a": "name"}, "unknown_column"),
            ({"0": "name", "1": "name"}, "field_twice"),
            ({"0": "salary"}, "invalid_input"),
        ],
    )
    def test_of_columns_that_cannot_be_are_refused(self, office: Office, mapping: dict[str, str], code: str) -> None:
        record, _ = office.upload(as_csv(WANG))
        with pytest.raises(InvalidInput) as refused:
            start_import.preview_of(office.desk, record.import_id, Choices(mapping=mapping), by="hr-1")
        assert refused.value.code == code

    def test_of_a_sheet_that_is_not_there_are_refused(self, office: Office) -> None:
        record, _ = office.upload(as_csv(WANG))
        with pytest.raises(InvalidInput, match="unknown_sheet"):
            start_import.preview_of(office.desk, record.import_id, Choices(sheet="二月"), by="hr-1")

    def test_previewed_again_write_nothing(self, office: Office) -> None:
        record, _ = office.upload(as_csv(WANG))
        before = (dict(office.imports.records), dict(office.files.objects))
        start_import.preview_of(office.desk, record.import_id, Choices(), by="hr-1")
        assert (office.imports.records, office.files.objects) == before

    def test_for_an_import_that_is_not_there_are_not_found(self, office: Office) -> None:
        with pytest.raises(NotFound):
            office.commit("i404")


class TestRejects:
    def test_one_bad_row_in_ten_thousand_costs_one_row(self, office: Office) -> None:
        rows = [(f"候选人{n}", f"c{n}@example.com", "", "销售代表") for n in range(10_000)]
        rows[6_789] = ("候选人6789", "没有邮箱", "", "销售代表")
        record = office.bring_in(as_csv(*rows))
        assert outcomes(record) == {"created": 9_999, "bad": 1}
        assert [line.rpartition(",")[2][:6] for line in office.rejects("i1").split("\r\n")[1:-1]] == ["[6791]"]

    def test_are_defused_and_armed_again(self, office: Office) -> None:
        evil = ("=cmd|' /C calc'!A0", "nowhere", "+86 13800138000", "@销售")
        record = office.bring_in(as_csv(evil))
        line = office.rejects(record.import_id).split("\r\n")[1]
        assert line.startswith("'=cmd|' /C calc'!A0,nowhere,'+86 13800138000,'@销售,")
        corrected = office.rejects(record.import_id).replace("nowhere", "evil@example.com")
        office.bring_in(corrected.encode())
        made = office.application("evil@example.com")
        assert (made.name, made.phone) == ("=cmd|' /C calc'!A0", "+8613800138000")
        assert office.setups.positions[0].name == "@销售"

    def test_that_are_still_bad_come_back_with_one_reason_column(self, office: Office) -> None:
        first = office.bring_in(as_csv(("", "a@example.com", "", "销售")))
        second = office.bring_in(office.rejects(first.import_id).encode())
        header = office.rejects(second.import_id).split("\r\n")[0]
        assert header == office.rejects(first.import_id).split("\r\n")[0]

    def test_are_not_there_where_every_row_was_good(self, office: Office) -> None:
        record = office.bring_in(as_csv(WANG))
        with pytest.raises(InvalidInput, match="no_rejects"):
            look_at_import.rejects(office.imports, office.files, record.import_id)

    def test_are_named_after_their_file(self, office: Office) -> None:
        record, _ = office.upload(as_csv(("", "x", "", "")), "名单.11月.xlsx")
        office.commit(record.import_id)
        office.work(record.import_id)
        assert look_at_import.rejects(office.imports, office.files, record.import_id)[0] == "名单.11月-rejected.csv"


def test_the_newest_imports_come_first_and_drafts_not_at_all(office: Office) -> None:
    for _ in range(2):
        office.bring_in(as_csv(WANG))
    office.upload(as_csv(WANG))
    assert {each.import_id for each in look_at_import.newest(office.imports)} == {"i1", "i2"}


def test_the_order_of_the_file_is_kept_in_microseconds(office: Office) -> None:
    office.bring_in(as_csv(WANG, LI))
    assert office.application("wang@example.com").created_at == NOW - timedelta(microseconds=2)
    assert office.application("li@example.com").created_at == NOW - timedelta(microseconds=3)
