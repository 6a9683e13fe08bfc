"""The template area through its own door and a real table: open, preview, save, compare, restore, delete, try out."""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from functions.templates import handler as entry_point
from functions.templates.routes import router
from functions.templates.sentences import TEMPLATE_SENTENCES
from mianyue.http.answers import Problem
from tests.builders import APPLICATION_ID
from tests.http_events import hr_event, refusal, said
from tests.templates.conftest import Area

PLACE = {"kind": "invitation", "scope": "default", "language": "zh-CN"}
WORDS = {
    "subject": "[公司]｜[岗位]面试",
    "preheader": "[时间]",
    "body": "<p>[称呼]</p>[面试信息][按钮][步骤][联系方式]",
}
SAVE = {**PLACE, "words": WORDS, "seen": 1}
DRAFT = {**PLACE, "words": WORDS, "application_id": ""}
EVERY_ROUTE: list[tuple[str, str, Any]] = [
    ("GET", "", None),
    ("GET", "/variables", None),
    ("GET", "/text", None),
    ("GET", "/version", None),
    ("POST", "/save", SAVE),
    ("POST", "/restore", {**PLACE, "version": 1, "seen": 1}),
    ("POST", "/delete", {**PLACE, "scope": "family:sales", "seen": 1}),
    ("POST", "/preview", DRAFT),
    ("POST", "/answer-preview", {"application_id": APPLICATION_ID, "entry": 2, "question": "几点？", "answer": "两点"}),
    ("POST", "/compare", {"old": WORDS, "new": WORDS}),
    ("POST", "/trial", DRAFT),
]
LOOKING = [each for each in EVERY_ROUTE if each[1] not in ("/save", "/restore", "/delete", "/trial")]


def answered(area: Area, method: str, path: str, body: object = None, **query: str) -> Any:
    """What a route says, held to the shape it promises."""
    answer = area.hr(method, path, body, **query)
    assert answer["statusCode"] == 200, answer["body"]
    app = entry_point.app()
    full = f"/api/hr/templates{path}"
    routes = [*app._static_routes, *app._dynamic_routes]
    (route,) = [each for each in routes if each.method == method and each.rule.match(full)]
    shape = route.responses[200]["content"]["application/json"]["model"]
    TypeAdapter(shape).validate_json(answer["body"], strict=True)
    return said(answer)


def problem(answer: dict[str, Any]) -> dict[str, Any]:
    TypeAdapter(Problem).validate_json(answer["body"], strict=True)
    error: dict[str, Any] = said(answer)["error"]
    return error


class TestWorkingOnAText:
    def test_the_list_shows_what_is_own_and_what_stands_in_for_it(self, area: Area) -> None:
        found = answered(area, "GET", "")
        assert found["company_language"] == "zh-CN"
        assert found["kinds"][0] == "invitation"
        places = {(each["kind"], each["scope"], each["language"]): each for each in found["places"]}
        starter = places["invitation", "family:sales", "zh-CN"]
        assert (starter["own"]["version"], starter["own"]["starter"], starter["falls_back"]) == (1, True, None)
        general = places["invitation", "family:general", "en"]
        assert (general["own"], general["falls_back"]) == (None, {"scope": "default", "language": "en"})

    def test_a_starter_text_is_opened_changed_and_has_two_versions(self, area: Area) -> None:
        opened = answered(area, "GET", "/text", **PLACE)
        assert (opened["own"], opened["seen"], len(opened["versions"])) == (True, 1, 1)
        saved = answered(area, "POST", "/save", SAVE)
        assert (saved["words"], saved["seen"]) == (WORDS, 2)
        newest, first = saved["versions"]
        assert (newest["version"], newest["by_you"], newest["saved_at"]) == (2, True, "2026-11-23T02:00:00Z")
        assert (first["version"], first["starter"], first["saved_at"]) == (1, True, None)
        old = answered(area, "GET", "/version", **PLACE, version="1")
        assert old["words"] == opened["words"]
        restored = answered(area, "POST", "/restore", {**PLACE, "version": 1, "seen": 2})
        assert (restored["words"], restored["seen"]) == (opened["words"], 3)

    def test_a_deleted_text_gives_way_to_the_default(self, area: Area) -> None:
        place = {**PLACE, "scope": "family:sales"}
        gone = answered(area, "POST", "/delete", {**place, "seen": 1})
        assert (gone["own"], gone["falls_back"]) == (False, {"scope": "default", "language": "zh-CN"})
        assert [each["deleted"] for each in gone["versions"]] == [True, False]
        assert gone["words"] == answered(area, "GET", "/text", **PLACE)["words"]

    def test_a_colleagues_version_is_not_overwritten(self, area: Area) -> None:
        answered(area, "POST", "/save", SAVE)
        late = area.hr("POST", "/save", {**SAVE, "words": {**WORDS, "subject": "[公司]面试"}})
        assert refusal(late) == (409, "saved_meanwhile")
        assert answered(area, "GET", "/text", **PLACE)["seen"] == 2

    def test_a_mistake_is_refused_with_its_place_in_both_languages(self, area: Area) -> None:
        body = {**SAVE, "words": {**WORDS, "body": "<p>[称呼]</p>\n<p>[姓名字]</p>"}}
        answer = area.hr("POST", "/save", body)
        assert refusal(answer) == (422, "unknown_variable")
        error = problem(answer)
        assert (error["field"], error["value"]) == ("body", "2:4 [姓名字]")
        assert "2:4 [姓名字]" in error["message"]["zh-CN"]
        assert error["message"]["en"].endswith(".")

    def test_a_default_text_stays(self, area: Area) -> None:
        assert refusal(area.hr("POST", "/delete", {**PLACE, "seen": 1})) == (409, "default_stays")


class TestLooking:
    def test_the_preview_is_the_mail_with_what_to_improve(self, area: Area) -> None:
        draft = {**DRAFT, "words": {**WORDS, "body": "<p>[称呼]</p>\n<p>点击领取</p>[面试信息][按钮][步骤]"}}
        found = answered(area, "POST", "/preview", draft)
        assert found["subject"] == "星河科技｜销售代表面试"
        assert "2026年11月25日（周三）" in found["preheader"]
        assert "欧阳晓月，您好" in found["html"]
        assert "欧阳晓月，您好" in found["text"]
        assert [(each["code"], each["line"], each["column"]) for each in found["findings"]] == [
            ("no_contact", 0, 0),
            ("spam_phrase", 2, 4),
        ]
        assert found["reader"] == {"application_id": "", "name": "欧阳晓月", "position": "销售代表", "sample": True}

    def test_the_preview_as_somebody(self, area: Area) -> None:
        found = answered(area, "POST", "/preview", {**DRAFT, "application_id": APPLICATION_ID})
        assert (found["reader"]["name"], found["reader"]["sample"]) == ("欧阳敏", False)
        assert "欧阳敏" in found["html"]

    def test_the_preview_of_a_mistake_says_where_it_is(self, area: Area) -> None:
        found = answered(area, "POST", "/preview", {**DRAFT, "words": {**WORDS, "body": "<p>{{ x }}</p>"}})
        (refused,) = found["refusals"]
        assert (refused["field"], refused["line"], refused["column"], refused["text"]) == ("body", 1, 4, "{{ x }}")
        assert found["html"] == ""

    def test_an_empty_subject_says_so_without_text_to_point_at(self, area: Area) -> None:
        found = answered(area, "POST", "/preview", {**DRAFT, "words": {**WORDS, "subject": ""}})
        assert [each["code"] for each in found["refusals"]] == ["empty_subject"]

    def test_two_texts_are_compared_part_by_part(self, area: Area) -> None:
        new = {**WORDS, "preheader": "[时间]，请确认"}
        found = answered(area, "POST", "/compare", {"old": WORDS, "new": new})
        assert [each["change"] for each in found["subject"]] == ["same"]
        assert [each["change"] for each in found["preheader"]] == ["removed", "added"]
        assert found["preheader"][1]["pieces"][-1] == {"text": "，请确认", "changed": True}

    def test_the_insert_menu_names_everything_in_both_languages(self, area: Area) -> None:
        variables = {each["path"]: each for each in answered(area, "GET", "/variables")["variables"]}
        assert variables["candidate.name"]["shorthand"] == {"zh-CN": "[姓名]", "en": "[name]"}
        assert (variables["blocks.button"]["block"], variables["candidate.name"]["block"]) == (True, False)

    @pytest.mark.parametrize(
        "query", [{**PLACE, "kind": "letter"}, {**PLACE, "language": "fr"}, {**PLACE, "scope": "nobody"}, {}]
    )
    def test_a_place_that_is_none_is_refused(self, area: Area, query: dict[str, str]) -> None:
        assert area.hr("GET", "/text", **query)["statusCode"] == 422

    def test_a_version_that_is_not_there_is_not_found(self, area: Area) -> None:
        assert refusal(area.hr("GET", "/version", **PLACE, version="9")) == (404, "not_found")

    @pytest.mark.parametrize(("method", "path", "body"), LOOKING)
    def test_writes_nothing(self, area: Area, method: str, path: str, body: Any) -> None:
        before = area.everything()
        area.hr(method, path, body, **(PLACE if method == "GET" else {}))
        assert area.everything() == before


class TestTryingOut:
    def test_a_mail_to_oneself_is_asked_for_and_no_message_is_made(self, area: Area) -> None:
        before = {item["pk"]["S"] for item in area.everything()}
        assert answered(area, "POST", "/trial", DRAFT) == {"to": "me@example.com"}
        ((trial, delay),) = area.queue.trials
        assert (area.mails.kept[trial.trial_id].to, delay) == ("me@example.com", 0)
        after = {item["pk"]["S"] for item in area.everything()}
        assert all(pk.startswith(("PERSON#", "AUDIT")) for pk in after - before)

    def test_and_a_second_one_has_to_wait(self, area: Area) -> None:
        answered(area, "POST", "/trial", DRAFT)
        assert refusal(area.hr("POST", "/trial", DRAFT)) == (409, "too_soon")
        assert len(area.queue.trials) == 1


class TestWhoMay:
    @pytest.mark.parametrize(("method", "path", "body"), EVERY_ROUTE)
    def test_nobody_without_the_role(self, area: Area, method: str, path: str, body: Any) -> None:
        before = area.everything()
        for groups in ("", "[]", "[finance]", "[hradmin]"):
            assert refusal(area.hr(method, path, body, groups=groups)) == (403, "role_missing")
        assert area.everything() == before

    @pytest.mark.parametrize(("method", "path", "body"), EVERY_ROUTE)
    def test_nobody_past_the_site_or_with_another_token(self, area: Area, method: str, path: str, body: Any) -> None:
        event = hr_event(method, f"/api/hr/templates{path}", body)
        event["headers"]["x-origin-secret"] = "guessed"
        assert refusal(entry_point.handler(event, None)) == (403, "not_through_site")
        event = hr_event(method, f"/api/hr/templates{path}", body)
        event["requestContext"]["authorizer"]["jwt"]["claims"]["token_use"] = "id"
        assert refusal(entry_point.handler(event, None)) == (401, "wrong_token")

    def test_these_are_all_the_routes(self) -> None:
        assert {path for path, *_ in router._routes} == {f"/api/hr/templates{path}" for _, path, _ in EVERY_ROUTE}


def test_no_text_or_name_gets_into_the_log(area: Area, capsys: pytest.CaptureFixture[str]) -> None:
    for method, path, body in EVERY_ROUTE:
        area.hr(method, path, body, **(PLACE if method == "GET" else {}))
    assert "example.com" not in capsys.readouterr().out


def test_every_sentence_is_there_in_both_languages_and_fills_in() -> None:
    for code, (chinese, english) in TEMPLATE_SENTENCES.items():
        assert chinese.format(field="f", value="v").endswith("。"), code
        assert english.format(field="f", value="v").endswith("."), code
    assert json.dumps(TEMPLATE_SENTENCES)
