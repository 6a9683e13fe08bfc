"""Addresses that no mail goes to are listed and looked up, and lifted with a reason (K5)."""

from datetime import timedelta
from typing import Any

import pytest

from mianyue.adapters.keys import suppression_item
from mianyue.adapters.table import put
from mianyue.domain.suppression import Suppression
from tests.builders import APPLICATION_ID, NOW
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal

SUPPRESSIONS = "/api/hr/suppressions"
ADDRESS = "Ouyang.Min@example.com"
BECAUSE = "对方已清理邮箱"
HR_PERSON = "8d3c4f5e-0000-4000-8000-0000000000aa"


def suppressed(portal: Portal, address: str = ADDRESS, minutes: int = 0, **changes: Any) -> Suppression:
    at = NOW + timedelta(minutes=minutes)
    made = Suppression(address, "bounced", at, APPLICATION_ID, 2, "m1")._replace(**changes)
    portal.table.write(put(suppression_item(made)))
    return made


def listed(portal: Portal, **query: str) -> Any:
    return said(portal.hr("GET", SUPPRESSIONS, **query))


def lifted(portal: Portal, address: str = ADDRESS, because: str = BECAUSE) -> dict[str, Any]:
    return portal.hr("POST", f"{SUPPRESSIONS}/lift", {"address": address, "because": because})


def test_the_list_says_which_address_why_when_and_by_which_mail(portal: Portal) -> None:
    suppressed(portal)
    assert listed(portal) == {
        "suppressions": [
            {
                "address": ADDRESS,
                "reason": "bounced",
                "at": "2026-11-23T02:00:00Z",
                "application_id": APPLICATION_ID,
                "candidate_name": "欧阳敏",
                "message_id": "m1",
                "lifted_at": None,
                "lifted_by": "",
                "lifted_because": "",
            }
        ],
        "cursor": None,
    }


def test_it_comes_in_pages_newest_first(portal: Portal) -> None:
    for number in range(5):
        suppressed(portal, f"person{number}@example.com", minutes=number)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = listed(portal, limit="2", cursor=cursor)
        seen += [each["address"] for each in page["suppressions"]]
        cursor = page["cursor"]
    assert seen == [f"person{number}@example.com" for number in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize("cursor", ["x", "#", "2026#"])
def test_a_broken_cursor_is_refused(portal: Portal, cursor: str) -> None:
    assert refusal(portal.hr("GET", SUPPRESSIONS, cursor=cursor))[0] == 422


@pytest.mark.parametrize("written", [ADDRESS, "ouyang.min@EXAMPLE.com", f" {ADDRESS} "])
def test_one_address_is_found_however_it_is_written(portal: Portal, written: str) -> None:
    suppressed(portal)
    suppressed(portal, "another@example.com")
    assert [each["address"] for each in listed(portal, address=written)["suppressions"]] == [ADDRESS]
    assert listed(portal, address="min@example.com")["suppressions"] == []


def test_lifting_keeps_who_when_and_why(portal: Portal) -> None:
    suppressed(portal)
    said(lifted(portal))
    assert listed(portal)["suppressions"] == []
    (kept,) = listed(portal, address=ADDRESS)["suppressions"]
    assert (kept["lifted_by"], kept["lifted_at"], kept["lifted_because"]) == (
        HR_PERSON,
        "2026-11-23T02:00:00Z",
        BECAUSE,
    )


def test_what_stands_anew_comes_before_what_was_lifted(portal: Portal) -> None:
    suppressed(portal)
    lifted(portal)
    suppressed(portal, minutes=5, reason="complained")
    found = listed(portal, address=ADDRESS)["suppressions"]
    assert [(each["reason"], bool(each["lifted_at"])) for each in found] == [("complained", False), ("bounced", True)]


def test_lifting_twice_is_refused_and_says_so(portal: Portal) -> None:
    suppressed(portal)
    lifted(portal)
    assert refusal(lifted(portal)) == (409, "not_suppressed")


@pytest.mark.parametrize("because", ["", " ", "   "])
def test_lifting_without_a_reason_is_refused(portal: Portal, because: str) -> None:
    suppressed(portal)
    assert refusal(lifted(portal, because=because))[0] == 422
    assert listed(portal)["suppressions"] != []
