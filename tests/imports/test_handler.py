"""From the upload to the last row, through the function's own door and a real table."""

import json
import traceback
from datetime import timedelta

import pytest

from functions.imports import handler as entry_point
from functions.remind.wake_imports import wake_imports
from mianyue.adapters.application_list import ApplicationList
from mianyue.adapters.background import WorkFailed
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.import_store import ImportStore
from mianyue.adapters.story_store import StoryStore
from tests.builders import NOW
from tests.http_events import hr_event, refusal, said
from tests.imports.conftest import Function
from tests.imports.importing import HEADINGS, as_csv, sample

WANG = ("王小明", "wang@example.com", "13800138000", "销售代表")
BAD = ("", "li@example.com", "13900139000", "前端开发")


def put(function: Function, content: bytes, filename: str = "候选人.csv") -> str:
    """Announce a file and put it where the answer says; the import's id."""
    announced = said(function.hr("POST", "/api/hr/imports", {"filename": filename, "size": len(content)}))
    key = f"imports/{announced['import_id']}/source"
    assert announced["url"] == f"https://uploads.example/{key}?600"
    assert announced["headers"] == {"if-none-match": "*"}
    function.uploads.arrive(key, content)
    return str(announced["import_id"])


def uploaded(function: Function, content: bytes, filename: str = "候选人.csv") -> dict:
    answer = function.hr("POST", f"/api/hr/imports/{put(function, content, filename)}/preview", {"mapping": {}})
    assert answer["statusCode"] == 200, answer["body"]
    return said(answer)


def committed(function: Function, preview: dict, **choices: object) -> dict:
    mapping = {str(each["index"]): each["field"] for each in preview["columns"] if each["field"]}
    body = {"sheet": preview["sheet"], "mapping": mapping, **choices}
    return said(function.hr("POST", f"/api/hr/imports/{preview['import_id']}/commit", body))


def shown(function: Function, import_id: str) -> dict:
    return said(function.hr("GET", f"/api/hr/imports/{import_id}"))


class TestTheWholeWay:
    def test_of_a_workbook(self, function: Function) -> None:
        preview = uploaded(function, sample("candidates-zh.xlsx"), "candidates-zh.xlsx")
        assert preview["status"] == "draft"
        assert preview["counts"] == {"good": 59, "bad": 4, "duplicate": 1, "skipped": 1}
        assert len(preview["rows"]) == 20
        assert preview["sheets"] == [{"name": "候选人", "rows": 67}, {"name": "说明", "rows": 1}]
        running = committed(function, preview)
        assert (running["status"], running["total"], running["done"]) == ("running", 65, 0)
        assert [each["status"] for each in function.work()] == ["done"]
        done = shown(function, preview["import_id"])
        assert (done["status"], done["created"], done["bad"], done["done"]) == ("done", 59, 4, 65)
        assert [(each["row"], each["column"], each["code"]) for each in done["errors"]] == [
            (18, "邮箱", "mail_invalid"),
            (22, "邮箱", "contact_missing"),
            (24, "姓名", "name_missing"),
            (26, "手机", "phone_length"),
        ]
        page = ApplicationList(function.table).page(limit=100)
        assert [row.application.name for row in page.rows[:3]] == ["高明", "徐军", "胡子涵"]
        assert len(page.rows) == 59

    def test_a_second_time_changes_nothing_but_the_list_of_imports_and_the_audit_log(self, function: Function) -> None:
        content = sample("candidates-zh-gb18030.csv")
        committed(function, uploaded(function, content))
        function.work()
        before = {item["pk"]["S"] + item["sk"]["S"]: item for item in function.everything()}
        preview = uploaded(function, content)
        assert preview["counts"] == {"good": 0, "bad": 0, "duplicate": 40, "skipped": 0}
        committed(function, preview)
        function.work()
        after = {item["pk"]["S"] + item["sk"]["S"]: item for item in function.everything()}
        assert shown(function, preview["import_id"])["unchanged"] == 40
        told = ("IMPORT#", "AUDIT")
        assert {key: item for key, item in after.items() if not key.startswith(told)} == {
            key: item for key, item in before.items() if not key.startswith(told)
        }

    def test_makes_stage_entries_that_the_stream_hears_of(self, function: Function) -> None:
        committed(function, uploaded(function, as_csv(WANG)))
        function.work()
        (row,) = ApplicationList(function.table).page(limit=10).rows
        story = StoryStore(function.table).story(row.application.application_id)
        assert [(entry.number, entry.stage) for entry in story.entries] == [(1, "applied")]

    def test_adds_the_positions_it_needs(self, function: Function) -> None:
        preview = uploaded(function, sample("candidates-en-bom.csv"))
        assert preview["new_positions"] == [{"name": "Backend Engineer", "family": "technical"}]
        committed(function, preview)
        function.work()
        names = {each.name for each in CompanyStore(function.table, lambda: 0.0).setup().positions}
        assert names == {"销售代表", "Backend Engineer"}

    def test_merges_into_the_same_item(self, function: Function) -> None:
        committed(function, uploaded(function, as_csv(WANG)))
        function.work()
        changed = uploaded(function, as_csv(("王晓明", "wang@example.com", "", "销售代表")))
        assert [each["code"] for each in changed["warnings"]] == ["duplicate_existing"]
        committed(function, changed)
        function.work()
        (row,) = ApplicationList(function.table).page(limit=10).rows
        assert (row.application.name, row.application.phone) == ("王晓明", "+8613800138000")

    def test_refuses_a_row_that_mixes_up_two_people(self, function: Function) -> None:
        committed(function, uploaded(function, as_csv(WANG, ("李雷", "li@example.com", "13900139000", "前端开发"))))
        function.work()
        mixed = uploaded(function, as_csv(("王小明", "wang@example.com", "13900139000", "销售代表")))
        committed(function, mixed)
        function.work()
        done = shown(function, mixed["import_id"])
        assert (done["bad"], done["errors"][0]["code"], done["errors"][0]["row"]) == (1, "two_people", 2)

    def test_goes_on_where_it_stopped_when_time_is_short(self, function: Function) -> None:
        rows = [(f"候选人{n}", f"c{n}@example.com", "", "销售代表") for n in range(60)]
        preview = uploaded(function, as_csv(*rows))
        committed(function, preview)
        assert [each["done"] for each in function.work(milliseconds=1000)] == [0]
        assert [each["done"] for each in function.work()] == [60]
        assert shown(function, preview["import_id"])["created"] == 60


class TestLookingAtImports:
    def test_lists_the_newest_first_without_drafts(self, function: Function) -> None:
        uploaded(function, as_csv(WANG))
        preview = uploaded(function, as_csv(WANG), "second.csv")
        committed(function, preview)
        (listed,) = said(function.hr("GET", "/api/hr/imports"))["imports"]
        assert (listed["filename"], listed["status"], listed["created_by"]) == (
            "second.csv",
            "running",
            "8d3c4f5e-0000-4000-8000-0000000000aa",
        )

    def test_hands_the_bad_rows_back(self, function: Function) -> None:
        preview = uploaded(function, as_csv(WANG, BAD))
        committed(function, preview)
        function.work()
        rejects = said(function.hr("GET", f"/api/hr/imports/{preview['import_id']}/rejects"))
        assert rejects["filename"] == "候选人-rejected.csv"
        assert rejects["content"].startswith("\ufeff姓名,邮箱,手机,岗位,")
        assert "没有姓名" in rejects["content"]
        assert (rejects["left_out"], rejects["note"]) == (0, None)

    def test_hands_back_as_many_bad_rows_as_an_answer_can_hold(self, function: Function) -> None:
        preview = uploaded(function, as_csv(*(("", f"c{n}@example.com", "", "长" * 60) for n in range(9000))))
        committed(function, preview)
        function.work()
        answer = function.hr("GET", f"/api/hr/imports/{preview['import_id']}/rejects")
        assert 4_000_000 < len(json.dumps(answer)) < 5_000_000
        rejects = said(answer)
        assert rejects["content"].count("\r\n") == 1 + 9000 - rejects["left_out"]
        assert str(rejects["left_out"]) in rejects["note"]["message"]["en"]


class TestABreakdown:
    def test_is_logged_by_kind_and_place_and_comes_again_without_a_word_about_anybody(
        self, function: Function, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def broken(*_: object) -> None:
            raise ValueError("wang@example.com")

        monkeypatch.setattr(entry_point, "import_rows", broken)
        with pytest.raises(WorkFailed) as failed:
            entry_point.handler({"import_id": "i1"}, None)
        printed = "".join(traceback.format_exception(failed.value)) + capsys.readouterr().out
        assert "wang" not in printed
        (logged,) = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
        assert (logged["event"], logged["id"], logged["error"]) == ("import_failed", "i1", "ValueError")
        assert logged["at"].startswith("test_handler.py:")

    @pytest.mark.parametrize("method_path", ["GET /api/hr/imports/i404", "GET /api/hr/imports/i404/rejects"])
    def test_that_are_not_there_is_not_found(self, function: Function, method_path: str) -> None:
        assert refusal(function.hr(*method_path.split())) == (404, "not_found")


class TestRefusals:
    def test_of_a_file_speak_both_languages_and_name_the_remedy(self, function: Function) -> None:
        import_id = put(function, b"\xd0\xcf\x11\xe0" * 200, "old.xls")
        answer = function.hr("POST", f"/api/hr/imports/{import_id}/preview", {"mapping": {}})
        assert refusal(answer) == (422, "old_excel")
        assert ".xlsx" in said(answer)["error"]["message"]["zh-CN"]

    def test_of_too_much(self, function: Function) -> None:
        size = 50 * 1024 * 1024 + 1
        answer = function.hr("POST", "/api/hr/imports", {"filename": "a.csv", "size": size})
        assert refusal(answer) == (422, "too_big")
        assert "50.0 MB" in said(answer)["error"]["message"]["en"]

    def test_of_a_file_that_has_not_come(self, function: Function) -> None:
        announced = said(function.hr("POST", "/api/hr/imports", {"filename": "名单.csv", "size": 10}))
        answer = function.hr("POST", f"/api/hr/imports/{announced['import_id']}/preview", {"mapping": {}})
        assert refusal(answer) == (422, "not_uploaded")
        assert "名单.csv" in said(answer)["error"]["message"]["zh-CN"]

    def test_of_a_draft_that_is_somebody_elses(self, function: Function) -> None:
        import_id = put(function, as_csv(WANG))
        event = hr_event("POST", f"/api/hr/imports/{import_id}/commit", {"mapping": {}})
        event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"] = "somebody-else"
        assert refusal(entry_point.handler(event, None)) == (404, "not_found")

    def test_of_a_mapping_to_an_unknown_field(self, function: Function) -> None:
        preview = uploaded(function, as_csv(WANG))
        path = f"/api/hr/imports/{preview['import_id']}/preview"
        answer = function.hr("POST", path, {"mapping": {"0": "salary"}})
        assert refusal(answer) == (422, "invalid_input")


class TestAnImportThatHasStopped:
    @pytest.fixture
    def stopped(self, function: Function) -> str:
        import_id: str = committed(function, uploaded(function, as_csv(WANG)))["import_id"]
        function.background.calls.clear()  # lost
        for minutes in range(0, 60, 12):
            wake_imports(
                ImportStore(function.table), Nobody(), lambda *_: None, now=NOW + timedelta(minutes=6 + minutes)
            )
        return import_id

    def test_says_so_and_does_nothing(self, function: Function, stopped: str) -> None:
        assert (shown(function, stopped)["status"], shown(function, stopped)["done"]) == ("stopped", 0)
        function.background.calls.append(stopped)
        assert [each["status"] for each in function.work()] == ["stopped"]

    def test_goes_on_when_hr_says_so_and_is_then_done_once(self, function: Function, stopped: str) -> None:
        for _ in range(2):
            answer = said(function.hr("POST", f"/api/hr/imports/{stopped}/continue"))
            assert answer["status"] == "running"
        assert [each["status"] for each in function.work()] == ["done"]
        assert shown(function, stopped)["created"] == 1
        assert said(function.hr("POST", f"/api/hr/imports/{stopped}/continue"))["status"] == "done"
        assert function.background.calls == []


class Nobody:
    """Whoever is woken does nothing."""

    def carry_on(self, _import_id: str) -> None:
        return


ROUTES = [
    ("POST", "/api/hr/imports", {"filename": "a.csv", "size": 10}),
    ("GET", "/api/hr/imports", None),
    ("GET", "/api/hr/imports/i1", None),
    ("POST", "/api/hr/imports/i1/preview", {"mapping": {}}),
    ("POST", "/api/hr/imports/i1/commit", {"mapping": {}}),
    ("POST", "/api/hr/imports/i1/continue", None),
    ("GET", "/api/hr/imports/i1/rejects", None),
]


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
class TestEveryRoute:
    def test_refuses_people_of_no_group(self, function: Function, method: str, path: str, body: object) -> None:
        assert refusal(function.hr(method, path, body, groups="[finance]")) == (403, "role_missing")

    def test_refuses_who_comes_past_the_site(self, function: Function, method: str, path: str, body: object) -> None:
        event = hr_event(method, path, body)
        event["headers"]["x-origin-secret"] = "guessed"
        assert refusal(entry_point.handler(event, None)) == (403, "not_through_site")

    def test_leaves_nothing_behind_by_get_or_head(
        self, function: Function, method: str, path: str, body: object
    ) -> None:
        before = function.everything()
        for looking in ("GET", "HEAD"):
            function.hr(looking, path)
        assert (function.everything(), function.files.objects, function.background.calls) == (before, {}, [])


def test_a_preview_with_corrected_columns_shows_them(function: Function) -> None:
    preview = uploaded(
        function, as_csv(("王小明", "小王", "wang@example.com", "销售"), headings=("昵称", *HEADINGS[:2], "岗位"))
    )
    body = {"mapping": {"0": "name", "2": "email", "3": "position"}, "duplicates": "keep", "create_positions": False}
    again = said(function.hr("POST", f"/api/hr/imports/{preview['import_id']}/preview", body))
    assert [each["field"] for each in again["columns"]] == ["name", None, "email", "position"]
    assert (again["duplicates"], again["create_positions"]) == ("keep", False)
    assert [each["code"] for each in again["errors"]] == ["position_unknown"]


def test_nothing_personal_is_logged(function: Function, capfd: pytest.CaptureFixture) -> None:
    committed(function, uploaded(function, as_csv(WANG, BAD)))
    function.work()
    logged = capfd.readouterr().out
    assert json.loads(logged.strip().splitlines()[-1])["event"] == "import"
    assert not any(word in logged for word in ("王小明", "wang@", "13800138000", "候选人"))
