"""What holds for every route: its role, its description, both languages, and that looking is not acting (K4)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from functions.bulk.routes import router as bulk_router
from functions.imports.routes import router as imports_router
from functions.portal_api import handler
from functions.portal_api.areas import AREAS, routes
from functions.templates.routes import router as templates_router
from mianyue.http.sentences import SENTENCES
from portal.openapi import FILE, rendered
from tests.builders import APPLICATION_ID
from tests.http_events import candidate_event, hr_event, refusal
from tests.portal_api.conftest import Portal
from tests.portal_api.fake_pool import an_account

DESCRIBED = json.loads(Path(FILE).read_text(encoding="utf-8"))
OWN_FUNCTIONS = ("/api/hr/imports", "/api/hr/templates", "/api/hr/bulks")
"""Areas with a function, and tests, of their own."""
ROLES = {"hr", "candidate", "link_holder", "platform", "admin"}


def operations() -> Iterator[tuple[str, str, dict]]:
    for path, methods in DESCRIBED["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def filled(path: str) -> str:
    names = {"{application_id}": APPLICATION_ID, "{case_id}": "case-1", "{message_id}": "m1", "{import_id}": "i1"}
    names |= {"{question_id}": "q1", "{faq_id}": "faq-1"}
    names |= {"{rule_id}": "sales-at-once", "{position_id}": "sales-rep"}
    names |= {"{username}": "colleague"}
    for name, value in names.items():
        path = path.replace(name, value)
    return path


HR_ROUTES = [
    (method, filled(path))
    for method, path, _ in operations()
    if path.startswith("/api/hr/") and not path.startswith(OWN_FUNCTIONS)
]
ADMIN_ROUTES = [(method, filled(path)) for method, path, operation in operations() if operation["x-roles"] == ["admin"]]
OTHER_ROUTES = [(method, path) for method, path, _ in operations() if not path.startswith("/api/hr/")]
A_RULE = {"stage": "screened"}
A_POSITION = {"name": "渠道销售", "family": "sales"}
SETTINGS = {
    "name": "星河科技",
    "language": "zh-CN",
    "zone": "Asia/Shanghai",
    "hr_name": "林晓",
    "hr_email": "hr@example.com",
    "hr_phone": "",
    "highlights": "",
    "platform_url": "",
    "campus_reminder_seconds": 43200,
    "experienced_reminder_seconds": 86400,
    "campus_confirm_seconds": 43200,
    "experienced_confirm_seconds": 86400,
    "daily_reminders": 1,
    "hold_seconds": 120,
    "bulk_hold_seconds": 300,
    "new_time_hours": 0,
    "most_new_times": 3,
    "quiet_from": 21,
    "quiet_until": 8,
    "sending_days": [0, 1, 2, 3, 4],
}
BODIES = {
    "/api/hr/moves": {"stage": "offer", "applications": [{"application_id": APPLICATION_ID, "entry": 2}]},
    f"/api/hr/applications/{APPLICATION_ID}/cases/case-1/resolve": {"resolution": "done"},
    f"/api/hr/applications/{APPLICATION_ID}/cases/case-1/accept": {"starts_at": "2026-11-25T02:00:00Z"},
    f"/api/hr/applications/{APPLICATION_ID}/cases/case-1/propose": {"starts_at": "2026-11-25T02:00:00Z"},
    f"/api/hr/applications/{APPLICATION_ID}/cases/case-1/refuse": {"note": ""},
    "/api/hr/setup/rules": {"rule": A_RULE},
    "/api/hr/setup/rules/sales-at-once": {"rule": A_RULE, "seen": 1},
    "/api/hr/setup/dry-run": {"rule": A_RULE},
    "/api/hr/setup/stages": {"stages": [{"stage": "screened"}], "seen": 1},
    "/api/hr/setup/positions": {"position": A_POSITION},
    "/api/hr/setup/positions/sales-rep": {"position": A_POSITION, "seen": 1},
    "/api/hr/setup/positions/sales-rep/filled": {"filled": True, "seen": 1},
    "/api/hr/setup/company": {"company": SETTINGS, "seen": 1},
    "/api/hr/users": {"email": "new@example.com", "role": "hr"},
    "/api/hr/users/colleague/role": {"role": "finance"},
    "/api/hr/users/colleague/enabled": {"enabled": False},
    "/api/hr/users/colleague/departments": {"departments": []},
    "/api/hr/scheduled/cancel": {"messages": [{"application_id": APPLICATION_ID, "entry": 2, "message_id": "m1"}]},
    f"/api/hr/questions/{APPLICATION_ID}/q1/answer": {"answer": "可以"},
    f"/api/hr/questions/{APPLICATION_ID}/q1/close": {},
    "/api/hr/faq/entries": {"entry": {}},
    "/api/hr/faq/entries/faq-1": {"entry": {}, "seen": 1},
    "/api/hr/faq/order": {"faq_ids": [], "seen": 0},
    "/api/hr/faq/usual": {},
    "/api/hr/scheduled/reminders/cancel": {"application_id": APPLICATION_ID, "entry": 2, "ordinal": 1},
}


def test_the_checked_in_description_is_that_of_the_code() -> None:
    assert rendered() == FILE.read_text(encoding="utf-8"), "run: ./dev openapi"


def test_every_route_is_described_with_a_summary_its_roles_and_its_refusals() -> None:
    for method, path, operation in operations():
        assert operation["summary"], path
        assert set(operation["x-roles"]) <= ROLES, path
        assert {"401", "403", "404", "409", "422"} <= set(operation["responses"]), (method, path)


def test_every_route_has_a_guard_of_its_area() -> None:
    for router in (*map(routes, AREAS), imports_router, templates_router, bulk_router):
        for (path, *_), _ in router._routes.items():
            guards = [each for key, found in router._routes_with_middleware.items() if key[0] == path for each in found]
            assert guards, path


def test_operation_ids_are_unique() -> None:
    ids = [operation["operationId"] for _, _, operation in operations()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("method", "path"), HR_ROUTES)
class TestHrRoutes:
    def test_refuse_people_of_no_group(self, portal: Portal, method: str, path: str) -> None:
        code = "admin_only" if (method, path) in ADMIN_ROUTES else "role_missing"
        for groups in ("", "[]", "[finance]", "[hradmin]"):
            answer = handler.handler(hr_event(method, path, BODIES.get(path), groups=groups), None)
            assert refusal(answer) == (403, code)

    def test_refuse_an_identity_token(self, portal: Portal, method: str, path: str) -> None:
        event = hr_event(method, path, BODIES.get(path))
        event["requestContext"]["authorizer"]["jwt"]["claims"]["token_use"] = "id"
        assert refusal(handler.handler(event, None)) == (401, "wrong_token")

    def test_refuse_whoever_is_not_signed_in(self, portal: Portal, method: str, path: str) -> None:
        assert refusal(handler.handler(candidate_event(method, path, BODIES.get(path)), None)) == (401, "not_signed_in")

    def test_refuse_a_candidate_session(self, portal: Portal, method: str, path: str) -> None:
        event = candidate_event(method, path, BODIES.get(path), session=portal.session())
        assert refusal(handler.handler(event, None)) == (401, "not_signed_in")


@pytest.mark.parametrize(("method", "path"), ADMIN_ROUTES)
def test_what_decides_about_everybody_is_for_admins(portal: Portal, method: str, path: str) -> None:
    portal.pool.add(an_account("colleague", invited=True))
    before = portal.everything()
    refused = portal.hr(method, path, BODIES.get(path), groups="[hr finance]", seen="1")
    assert refusal(refused) == (403, "admin_only")
    assert portal.everything() == before
    assert portal.hr(method, path, BODIES.get(path), groups="[admin]", seen="1")["statusCode"] == 200


@pytest.mark.parametrize("groups", ["[hr]", "[admin]", "[finance hr]", "hr", "hr,admin"])
def test_one_right_group_is_enough(portal: Portal, groups: str) -> None:
    assert portal.hr("GET", "/api/hr/me", groups=groups)["statusCode"] == 200


@pytest.mark.parametrize(("method", "path"), HR_ROUTES + OTHER_ROUTES)
class TestEveryRoute:
    def test_refuses_who_comes_past_the_site(self, portal: Portal, method: str, path: str) -> None:
        for secret in (None, "", "guessed", "ü"):
            event = hr_event(method, path, BODIES.get(path))
            del event["headers"]["x-origin-secret"]
            if secret is not None:
                event["headers"]["x-origin-secret"] = secret
            assert refusal(handler.handler(event, None)) == (403, "not_through_site")

    def test_leaves_nothing_behind_by_get_or_head(self, portal: Portal, method: str, path: str) -> None:
        before = portal.everything()
        for looking in ("GET", "HEAD"):
            portal.hr(looking, path)
            portal.candidate(looking, path, session=portal.session())
        assert portal.everything() == before

    def test_may_not_be_cached(self, portal: Portal, method: str, path: str) -> None:
        answer = portal.hr(method, path, BODIES.get(path))
        kept = answer.get("headers", {}).get("Cache-Control") or answer.get("multiValueHeaders", {}).get(
            "Cache-Control"
        )
        assert kept in ("no-store", "no-cache", ["no-store"], ["no-cache"]), answer


@pytest.mark.parametrize("path", ["/api/hr/unknown", "/api/candidate/unknown", "/api/hr/applications/a/b/c/d"])
def test_an_unknown_address_is_not_found(portal: Portal, path: str) -> None:
    assert refusal(portal.hr("GET", path)) == (404, "unknown_route")


@pytest.mark.parametrize("body", ["{", "nonsense", "[1,"])
def test_what_is_not_json_is_said_to_be_no_json(portal: Portal, body: str) -> None:
    assert refusal(portal.hr("POST", "/api/hr/moves", body)) == (422, "invalid_json")


def test_a_value_of_the_wrong_kind_is_named(portal: Portal) -> None:
    body = {"stage": "offer", "applications": [{"application_id": APPLICATION_ID, "entry": "second"}]}
    answer = portal.hr("POST", "/api/hr/moves", body)
    error = json.loads(answer["body"])["error"]
    assert (error["code"], error["field"], error["value"]) == ("invalid_input", "entry", "second")


def test_an_unknown_key_is_refused(portal: Portal) -> None:
    body = BODIES["/api/hr/moves"] | {"force": True}
    assert portal.hr("POST", "/api/hr/moves", body)["statusCode"] == 422


def test_a_defect_shows_a_sentence_and_no_traceback(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("wire cut")

    monkeypatch.setattr("mianyue.adapters.company_store.CompanyStore.setup", broken)
    answer = portal.hr("GET", "/api/hr/company")
    assert refusal(answer) == (500, "temporary")
    assert "wire cut" not in answer["body"]
    logged = capsys.readouterr().out
    assert json.loads(logged)["error"] == "RuntimeError"
    assert "wire cut" not in logged


def test_every_sentence_is_there_in_both_languages_and_fills_in() -> None:
    for code, (chinese, english) in SENTENCES.items():
        assert chinese.format(field="f", value="v"), code
        assert english.format(field="f", value="v").isascii() or "“" in english, code
