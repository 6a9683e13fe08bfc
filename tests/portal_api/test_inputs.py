"""What a request brings is checked once its sender may ask at all; what cannot be used is named."""

import base64

import pytest

from mianyue.http.sentences import SENTENCES
from tests.builders import APPLICATION_ID
from tests.http_events import candidate_event, hr_event, refusal, said
from tests.portal_api.conftest import Portal, entry_point

LIST = "/api/hr/applications"
MOVES = "/api/hr/moves"
DECLINE = "/api/candidate/interview/decline"


@pytest.mark.parametrize("name", ["stage", "position_id", "q", "cursor"])
def test_a_text_that_is_too_long_is_refused(portal: Portal, name: str) -> None:
    answer = portal.hr("GET", LIST, **{name: "长" * 401})
    assert refusal(answer) == (422, "invalid_input")
    assert said(answer)["error"]["field"] == name
    assert said(answer)["error"]["value"] == "长" * 80


@pytest.mark.parametrize("limit", ["1", "100"])
def test_the_limits_of_a_number_are_allowed(portal: Portal, limit: str) -> None:
    assert portal.hr("GET", LIST, limit=limit)["statusCode"] == 200


def test_a_comma_is_part_of_what_is_searched_for(portal: Portal) -> None:
    assert said(portal.hr("GET", LIST, q="欧阳敏,"))["applications"] == []


def test_an_unknown_name_in_the_query_is_passed_over(portal: Portal) -> None:
    assert portal.hr("GET", LIST, colour="red")["statusCode"] == 200


@pytest.mark.parametrize("body", ["{", {"stage": 7}, None])
def test_who_may_not_ask_is_told_nothing_about_the_body(portal: Portal, body: object) -> None:
    answer = entry_point.handler(hr_event("POST", MOVES, body, groups="[finance]"), None)
    assert refusal(answer) == (403, "role_missing")


def test_a_missing_value_is_named(portal: Portal) -> None:
    answer = portal.hr("POST", MOVES, {"applications": [{"application_id": APPLICATION_ID, "entry": 2}]})
    assert (refusal(answer), said(answer)["error"]["field"]) == ((422, "missing"), "stage")


def test_a_body_that_is_a_list_is_refused_as_a_whole(portal: Portal) -> None:
    answer = portal.hr("POST", MOVES, "[]")
    assert (refusal(answer), said(answer)["error"]["field"]) == ((422, "invalid_input"), "body")


def test_no_body_at_all_is_no_json(portal: Portal) -> None:
    assert refusal(portal.hr("POST", MOVES)) == (422, "invalid_json")


@pytest.mark.parametrize("raw", [b"\xff\xfe", "理由".encode("utf-16")])
def test_bytes_that_are_no_text_are_no_json(portal: Portal, raw: bytes) -> None:
    event = candidate_event("POST", DECLINE, base64.b64encode(raw).decode(), session=portal.session())
    answer = entry_point.handler(event | {"isBase64Encoded": True}, None)
    assert refusal(answer) == (422, "invalid_json")


def test_a_body_in_base64_is_read(portal: Portal) -> None:
    body = base64.b64encode('{"reason": "忙"}'.encode()).decode()
    event = candidate_event("POST", DECLINE, body, session=portal.session())
    assert entry_point.handler(event | {"isBase64Encoded": True}, None)["statusCode"] == 200


def test_what_a_value_looks_like_beyond_80_characters_is_not_repeated(portal: Portal) -> None:
    answer = portal.hr("POST", MOVES, {"stage": "offer", "applications": [{"application_id": "a", "entry": "x" * 500}]})
    assert said(answer)["error"]["value"] == "x" * 80
    assert SENTENCES["invalid_input"][1].format(field="entry", value="x" * 80) == said(answer)["error"]["message"]["en"]
