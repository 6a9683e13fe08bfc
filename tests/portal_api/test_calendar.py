"""The calendar of interviews: what stands in it, how far it goes, and that it follows every write (H3)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.portal_api import list_calendar
from mianyue.adapters.keys import application_item, interview_item
from mianyue.adapters.table import put
from mianyue.domain.interview import Fact
from mianyue.domain.moments import stamp
from tests.builders import APPLICATION_ID, NOW, an_application, an_interview
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal
from tests.portal_api.test_wishes import CONFIRM, answer, ask

WEEK = timedelta(days=7)


def entries(portal: Portal, since: datetime = NOW, until: datetime = NOW + WEEK, **more: str) -> list[dict[str, Any]]:
    found = portal.hr("GET", "/api/hr/calendar", since=stamp(since), until=stamp(until), **more)
    shown: list[dict[str, Any]] = said(found)["entries"]
    return shown


def invite(portal: Portal, number: int, **interview: Any) -> None:
    """Somebody else, with an interview of their own."""
    name = f"{number:020x}"
    portal.table.write(put(application_item(an_application(application_id=name, name=f"候选{number}"))))
    portal.table.write(put(interview_item(an_interview(application_id=name, **interview))))


def test_an_interview_stands_at_its_time(portal: Portal) -> None:
    assert entries(portal) == [
        {
            "application_id": APPLICATION_ID,
            "entry": 2,
            "candidate_name": "欧阳敏",
            "position_id": "sales-rep",
            "position_name": "销售代表",
            "starts_at": "2026-11-25T02:00:00Z",
            "ends_at": "2026-11-25T02:30:00Z",
            "zone": "Asia/Shanghai",
            "standing": "waiting",
            "wishes": [],
        }
    ]


def test_it_says_what_the_candidate_has_said(portal: Portal) -> None:
    portal.candidate("POST", CONFIRM, {}, session=portal.session())
    assert [each["standing"] for each in entries(portal)] == ["confirmed"]


def test_another_time_that_hr_accepts_moves_it_and_leaves_nothing_behind(portal: Portal) -> None:
    ask(portal, [stamp(NOW + timedelta(days=8))])
    assert [(each["standing"], each["wishes"]) for each in entries(portal)] == [
        ("new_time_asked", ["2026-12-01T02:00:00Z"])
    ]
    answer(portal, "accept", starts_at="2026-12-01T02:00:00Z")
    assert entries(portal) == []
    moved = entries(portal, NOW + WEEK, NOW + 2 * WEEK)
    assert [(each["starts_at"], each["standing"]) for each in moved] == [("2026-12-01T02:00:00Z", "confirmed")]


def test_what_does_not_take_place_is_shown_when_it_is_asked_for(portal: Portal) -> None:
    whom = [{"application_id": APPLICATION_ID, "entry": 2}]
    portal.hr("POST", "/api/hr/moves", {"stage": "rejected", "applications": whom})
    assert entries(portal) == []
    assert [each["standing"] for each in entries(portal, state="ended")] == ["cancelled"]


def test_it_is_narrowed_by_position_and_state(portal: Portal) -> None:
    invite(portal, 2, position_id="engineer", starts_at=NOW + timedelta(days=1))
    assert [each["candidate_name"] for each in entries(portal)] == ["候选2", "欧阳敏"]
    assert [each["candidate_name"] for each in entries(portal, position_id="sales-rep")] == ["欧阳敏"]
    assert entries(portal, state="confirmed") == []
    assert len(entries(portal, state="waiting")) == 2


def test_a_stretch_goes_over_the_ends_of_months_and_holds_its_beginning_but_not_its_end(portal: Portal) -> None:
    moments = [datetime.fromisoformat(f"{day}T00:00:00Z") for day in ("2027-01-31", "2027-02-28", "2027-03-01")]
    for number, moment in enumerate([*moments, moments[0] + timedelta(days=42)]):
        invite(portal, number, starts_at=moment)
    found = entries(portal, moments[0], moments[0] + timedelta(days=42))
    assert [each["candidate_name"] for each in found] == ["候选0", "候选1", "候选2"]


def test_who_has_been_erased_is_not_in_it(portal: Portal) -> None:
    portal.table.write(put(interview_item(an_interview(application_id="f" * 20))))
    assert [each["application_id"] for each in entries(portal)] == [APPLICATION_ID]


@pytest.mark.parametrize("limit", ["MOST_SHOWN", "MOST_READ"])
def test_of_more_than_it_holds_it_says_up_to_when_it_is_whole(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(list_calendar, limit, 2)
    for number in range(4):
        invite(portal, number, starts_at=NOW + timedelta(hours=1 + number))
    shown = said(portal.hr("GET", "/api/hr/calendar", since=stamp(NOW), until=stamp(NOW + WEEK)))
    assert [each["candidate_name"] for each in shown["entries"]] == ["候选0", "候选1"]
    assert shown["complete_until"] == "2026-11-23T05:00:00Z"


@pytest.mark.parametrize(
    ("since", "until", "more", "code"),
    [
        (NOW, NOW + timedelta(days=42, hours=1, seconds=1), {}, "calendar_stretch"),
        (NOW, NOW, {}, "calendar_stretch"),
        (NOW, NOW - WEEK, {}, "calendar_stretch"),
        (NOW, NOW + WEEK, {"state": "nonsense"}, "invalid_input"),
    ],
)
def test_what_is_no_stretch_is_refused(
    portal: Portal, since: datetime, until: datetime, more: dict[str, str], code: str
) -> None:
    said_no = portal.hr("GET", "/api/hr/calendar", since=stamp(since), until=stamp(until), **more)
    assert refusal(said_no) == (422, code)


@pytest.mark.parametrize("given", ["", "tomorrow", "2026-11-23", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_moment_is_refused(portal: Portal, given: str) -> None:
    said_no = portal.hr("GET", "/api/hr/calendar", since=given, until=stamp(NOW))
    assert refusal(said_no) == (422, "invalid_input")


def test_every_change_of_an_interview_keeps_its_place(portal: Portal) -> None:
    for fact in (Fact.SENT, Fact.CLICKED, Fact.CONFIRMED):
        portal.table.write(put(interview_item(portal.interview().after(fact))))
        assert len(entries(portal)) == 1
