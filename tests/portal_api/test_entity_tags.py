"""What the console has already is not sent again (H6)."""

from copy import replace
from typing import Any

import pytest

from functions.portal_api import handler
from tests.builders import an_application
from tests.http_events import hr_event, said
from tests.portal_api.conftest import Portal

LIST = "/api/hr/applications"


def looked_again(tag: str, path: str = LIST, method: str = "GET") -> dict[str, Any]:
    """The answer to somebody who names what they have."""
    event = hr_event(method, path)
    event["headers"]["if-none-match"] = tag
    return handler.handler(event, None)


@pytest.mark.parametrize("seen", ["{tag}", 'W/"another", {tag}', '"x",{tag}'])
def test_what_is_known_already_has_no_body(portal: Portal, seen: str) -> None:
    tag = portal.hr("GET", LIST)["headers"]["ETag"]
    answer = looked_again(seen.format(tag=tag))
    assert (answer["statusCode"], answer["body"]) == (304, "")
    assert answer["headers"] == {"ETag": tag, "Cache-Control": "no-store"}


def test_what_has_changed_comes_whole_with_another_tag(portal: Portal) -> None:
    tag = portal.hr("GET", LIST)["headers"]["ETag"]
    portal.apply(replace(an_application(), name="王小明"))
    answer = looked_again(tag)
    assert answer["statusCode"] == 200
    assert "王小明" in {each["name"] for each in said(answer)["applications"]}
    assert answer["headers"]["ETag"] != tag


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/hr/unknown"), ("POST", "/api/hr/moves")])
def test_a_refusal_and_an_act_are_told_each_time(portal: Portal, method: str, path: str) -> None:
    answer = looked_again("*", path, method)
    assert answer["statusCode"] >= 400
    assert "ETag" not in answer["headers"]


def test_nobody_learns_of_an_answer_by_guessing_its_tag(portal: Portal) -> None:
    tag = portal.hr("GET", LIST)["headers"]["ETag"]
    event = hr_event("GET", LIST, groups="[]")
    event["headers"]["if-none-match"] = tag
    assert handler.handler(event, None)["statusCode"] == 403
