"""Rows about people who are there already, or earlier in the file, go the way HR chose."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.imports import look_at_import
from functions.imports.start_import import Choices
from mianyue.domain.application import CandidateType
from mianyue.domain.candidate_import import Duplicates
from tests.imports.fakes import Crash
from tests.imports.importing import FULL, LI, WANG, Office, as_csv, counts, found, outcomes


@pytest.fixture
def office() -> Office:
    return Office()


class TestDuplicates:
    CHANGED = ("王晓明", "wang@example.com", "", "销售代表", "校招", "", "", "改名")

    def test_merged_take_what_the_file_gives_and_lose_nothing(self, office: Office) -> None:
        office.bring_in(as_csv(WANG))
        record = office.bring_in(as_csv(self.CHANGED, headings=FULL))
        assert outcomes(record) == {"merged": 1}
        merged = office.application("wang@example.com")
        assert (merged.name, merged.phone, merged.note) == ("王晓明", "+8613800138000", "改名")
        assert (merged.candidate_type, merged.stage, merged.import_id) == (CandidateType.CAMPUS, "applied", "i1")
        assert len(office.imports.applications) == 1

    def test_kept_stay_as_they_are(self, office: Office) -> None:
        office.bring_in(as_csv(WANG))
        record = office.bring_in(as_csv(self.CHANGED, headings=FULL), Choices(duplicates=Duplicates.KEEP))
        assert outcomes(record) == {"unchanged": 1}
        assert office.application("wang@example.com").name == "王小明"

    def test_skipped_are_left_out(self, office: Office) -> None:
        office.bring_in(as_csv(WANG))
        again = ("王小明", "wang@example.com", "13800138000", "产品经理")
        record = office.bring_in(as_csv(again, LI), Choices(duplicates=Duplicates.SKIP))
        assert outcomes(record) == {"created": 1, "skipped": 1}

    def test_are_found_by_phone_alone(self, office: Office) -> None:
        office.bring_in(as_csv(WANG))
        record = office.bring_in(as_csv(("王小明", "new@example.com", "+86 138 0013 8000", "销售代表")))
        assert outcomes(record) == {"merged": 1}
        assert [each.email for each in office.imports.applications.values()] == ["new@example.com"]

    def test_are_found_by_mail_whatever_its_case(self, office: Office) -> None:
        office.bring_in(as_csv(WANG))
        assert counts(office.preview(as_csv(("王小明", "WANG@EXAMPLE.COM", "", "销售代表")))) == (0, 0, 1, 0)

    @pytest.mark.parametrize("duplicates", [Duplicates.MERGE, Duplicates.KEEP])
    def test_for_another_position_are_a_second_application_of_one_candidate(
        self, office: Office, duplicates: Duplicates
    ) -> None:
        office.bring_in(as_csv(WANG))
        record = office.bring_in(as_csv(("王小明", "", "13800138000", "产品经理")), Choices(duplicates=duplicates))
        assert outcomes(record) == {"created": 1}
        first, second = office.imports.applications.values()
        assert first.candidate_id == second.candidate_id
        assert (second.email, second.position_id != first.position_id) == ("wang@example.com", True)

    def test_for_another_position_with_keep_leave_the_person_as_known(self, office: Office) -> None:
        office.bring_in(as_csv(WANG))
        other = ("王某", "wang@example.com", "13911111111", "产品经理")
        office.bring_in(as_csv(other), Choices(duplicates=Duplicates.KEEP))
        assert {(each.name, each.phone) for each in office.imports.applications.values()} == {
            ("王小明", "+8613800138000")
        }

    def test_bring_news_of_the_person_to_all_applications_of_theirs(self, office: Office) -> None:
        first = (*WANG, "社招", "", "", "甲")
        second = ("王小明", "wang@example.com", "", "产品经理", "校招", "", "", "乙")
        office.bring_in(as_csv(first, second, headings=FULL))
        news = ("王晓明", "new@example.com", "13800138000", "销售代表", "", "Europe/Berlin", "英文", "丙")
        assert outcomes(office.bring_in(as_csv(news, headings=FULL))) == {"merged": 1}
        applications = list(office.imports.applications.values())
        assert {(each.name, each.email, each.phone, each.zone, each.language) for each in applications} == {
            ("王晓明", "new@example.com", "+8613800138000", "Europe/Berlin", "en")
        }
        assert [(each.candidate_type, each.note) for each in applications] == [
            (CandidateType.EXPERIENCED, "丙"),
            (CandidateType.CAMPUS, "乙"),
        ]
        assert office.imports.owners["email#new@example.com"] == applications[0].candidate_id

    def test_for_another_position_bring_news_too(self, office: Office) -> None:
        office.bring_in(as_csv(WANG))
        news = as_csv(("王小明", "new@example.com", "13800138000", "产品经理"))
        assert outcomes(office.bring_in(news)) == {"created": 1}
        assert {each.email for each in office.imports.applications.values()} == {"new@example.com"}
        assert outcomes(office.bring_in(news)) == {"unchanged": 1}

    @pytest.mark.parametrize("crash_after", range(4))
    def test_bring_their_news_whole_whenever_it_crashes(self, office: Office, crash_after: int) -> None:
        office.bring_in(as_csv(WANG))
        started = office.start(as_csv(("王小明", "new@example.com", "13800138000", "产品经理")))
        office.imports.crash_after = crash_after
        for _ in range(2):
            try:
                office.work(started)
            except Crash:
                continue
        assert outcomes(office.imports.get(started)) == {"created": 1}
        assert {each.email for each in office.imports.applications.values()} == {"new@example.com"}

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["王", "李"]),
                st.sampled_from(["a@example.com", "b@example.com", ""]),
                st.sampled_from(["13800138000", "13900139000", ""]),
                st.sampled_from(["销售", "前端"]),
                st.sampled_from(["校招", "社招", ""]),
                st.sampled_from(["Europe/Berlin", ""]),
                st.sampled_from(["英文", ""]),
                st.sampled_from(["甲", "乙", ""]),
            ),
            min_size=1,
            max_size=6,
        )
    )
    @settings(deadline=None, max_examples=150)
    def test_a_file_that_comes_again_finds_nothing_to_change(self, rows: list[tuple[str, ...]]) -> None:
        office = Office()
        content = as_csv(*rows, headings=FULL)
        first = office.bring_in(content)
        before = dict(office.imports.applications)
        again = office.bring_in(content)
        assert office.imports.applications == before
        assert (again.created, again.merged, again.bad) == (0, 0, first.bad)

    def test_within_a_file_fill_gaps_but_never_contradict_the_first_row(self, office: Office) -> None:
        first = ("王小明", "wang@example.com", "", "销售代表", "", "", "", "")
        again = ("王晓明", "wang@example.com", "13800138000", "销售代表", "", "", "", "周五前")
        content = as_csv(first, again, headings=FULL)
        preview = office.preview(content)
        assert found(preview.warnings)[-2:] == [(3, "邮箱", "duplicate_in_file"), (3, "姓名", "name_differs")]
        assert outcomes(office.bring_in(content)) == {"created": 1, "merged": 1}
        kept = office.application("wang@example.com")
        assert (kept.name, kept.phone, kept.note) == ("王小明", "+8613800138000", "周五前")
        assert outcomes(office.bring_in(content)) == {"unchanged": 2}

    def test_in_a_chain_of_contacts_are_one_person(self, office: Office) -> None:
        rows = (WANG, ("王小明", "", "13800138000", "销售代表"), ("王小明", "wang@example.com", "", "产品经理"))
        assert outcomes(office.bring_in(as_csv(*rows))) == {"created": 2, "unchanged": 1}
        assert len({each.candidate_id for each in office.imports.applications.values()}) == 1

    def test_that_mix_up_two_people_of_the_file_are_bad(self, office: Office) -> None:
        mixed = ("王小明", "wang@example.com", "13900139000", "销售代表")
        preview = office.preview(as_csv(WANG, LI, mixed))
        (error,) = preview.errors
        assert (error.row, error.problem.code, error.problem.other) == (4, "two_people_in_file", 3)

    def test_that_mix_up_two_people_of_the_table_are_bad_and_come_back(self, office: Office) -> None:
        office.bring_in(as_csv(WANG, LI))
        mixed = as_csv(("王小明", "wang@example.com", "13900139000", "销售代表"), ("", "", "", "x"))
        assert found(office.preview(mixed).errors)[0] == (2, "手机", "two_people")
        record = office.bring_in(mixed)
        assert outcomes(record) == {"bad": 2}
        lines = office.rejects(record.import_id).split("\r\n")
        assert lines[1].startswith("王小明,wang@example.com,13900139000,销售代表,[2]")
        _, errors = look_at_import.one(office.imports, office.files, record.import_id)
        assert [(each["row"], each["code"]) for each in errors] == [
            (2, "two_people"),
            (3, "name_missing"),
            (3, "contact_missing"),
        ]

    def test_somebody_who_came_in_meanwhile_is_seen(self, office: Office) -> None:
        """The look-up of a chunk is old by the time its last row is written."""
        started = office.start(as_csv(LI, WANG))
        real = office.imports.people
        asked = []

        def nobody_yet(contacts: tuple[str, ...]) -> dict[str, str]:
            asked.append(contacts)
            return {} if len(asked) == 1 else real(contacts)

        office.bring_in(as_csv(WANG))
        office.imports.people = nobody_yet  # type: ignore[method-assign]
        assert outcomes(office.work(started)) == {"created": 1, "unchanged": 1}
        assert len(office.imports.applications) == 2
