"""Begun once, held, taken back whole; paused, resumed and ended where HR says so."""

from datetime import timedelta

import pytest

from functions.bulk.steer import take
from mianyue.domain.bulk import Step
from mianyue.domain.bulk_mail import BulkStatus
from tests.builders import NOW
from tests.bulk.conftest import ARN, HOLD, Office, Put, person
from tests.http_events import refusal, said


@pytest.fixture
def begun(office: Office, people: Put) -> str:
    """Three people are to be moved to the stage that invites them; the hold lasts."""
    people(person(1), person(2), person(3))
    return office.begin()


class TestTheHold:
    def test_shows_a_bulk_action_that_can_be_taken_back(self, office: Office, begun: str) -> None:
        shown = office.shown(begun)
        assert (shown["status"], shown["total"], shown["position"], shown["expected"]) == ("held", 3, 0, 3)
        assert (shown["steps"], shown["complete"]) == (["cancel"], False)
        assert shown["starts_at"] == "2026-11-23T02:05:00Z"

    def test_ends_with_a_schedule_that_wakes_the_function(self, office: Office, begun: str) -> None:
        assert office.outside.scheduled == [(begun, NOW + HOLD, ARN)]

    def test_ends_by_the_sweep_where_the_schedule_was_lost(self, office: Office, begun: str) -> None:
        assert list(office.bulks.due_before(NOW + HOLD)) == []
        assert list(office.bulks.due_before(NOW + HOLD + timedelta(minutes=3))) == [begun]

    def test_moves_nobody_even_if_the_schedule_comes_early(self, office: Office, begun: str) -> None:
        office.now = NOW + HOLD - timedelta(seconds=1)
        assert office.work(begun) == {"status": "held", "position": 0}
        assert office.stages() == ["applied"] * 3
        assert list(office.bulks.due_before(NOW + timedelta(minutes=8))) == [begun]

    def test_taken_back_leaves_nothing_behind(self, office: Office, begun: str) -> None:
        before = {item["pk"]["S"]: item for item in office.everything() if not item["pk"]["S"].startswith("BULK")}
        shown = office.step(begun, "cancel")
        assert (shown["status"], shown["steps"], shown["complete"]) == ("cancelled", [], True)
        office.after_the_hold()
        office.work(begun)
        office.route_all()
        after = {item["pk"]["S"]: item for item in office.everything() if not item["pk"]["S"].startswith("BULK")}
        assert after.keys() == before.keys()
        assert office.stages() == ["applied"] * 3
        assert list(office.bulks.due_before(NOW + timedelta(days=1))) == []

    def test_cannot_be_paused(self, office: Office, begun: str) -> None:
        assert refusal(office.hr("POST", f"/{begun}/pause")) == (409, "bulk_held")


class TestBeginning:
    def test_twice_is_once(self, office: Office, begun: str) -> None:
        office.now = NOW + timedelta(minutes=1)
        again = said(office.hr("POST", "", {"bulk_id": begun}))
        assert again["starts_at"] == "2026-11-23T02:05:00Z"
        assert len(said(office.hr("GET", ""))["bulks"]) == 1

    def test_needs_a_preview_of_this_hour(self, office: Office, people: Put) -> None:
        people(person(1))
        preview = office.preview(everybody={})
        office.now = NOW + timedelta(hours=1, seconds=1)
        assert refusal(office.hr("POST", "", {"bulk_id": preview["bulk_id"]})) == (409, "preview_outdated")
        assert said(office.hr("GET", ""))["bulks"] == []

    def test_twice_is_once_also_hours_later(self, office: Office, begun: str) -> None:
        office.now = NOW + timedelta(hours=2)
        assert said(office.hr("POST", "", {"bulk_id": begun}))["bulk_id"] == begun

    def test_needs_a_preview(self, office: Office) -> None:
        assert refusal(office.hr("POST", "", {"bulk_id": "b" + "0" * 20})) == (404, "not_found")

    def test_needs_somebody_to_act_on(self, office: Office, people: Put) -> None:
        people(person(1, stage="screened"))
        preview = office.preview(everybody={})
        assert refusal(office.hr("POST", "", {"bulk_id": preview["bulk_id"]})) == (422, "nobody_left")

    @pytest.mark.parametrize("bulk_id", ["", "b1", "../imports/i1", "b" + "g" * 20])
    def test_takes_no_made_up_id(self, office: Office, bulk_id: str) -> None:
        assert refusal(office.hr("POST", "", {"bulk_id": bulk_id})) == (422, "invalid_input")


class TestSteps:
    def test_pausing_stops_and_resuming_wakes(self, office: Office, begun: str) -> None:
        office.after_the_hold()
        office.work(begun, milliseconds=1)
        assert office.step(begun, "pause")["steps"] == ["resume", "cancel"]
        assert office.work(begun)["status"] == "paused"
        office.outside.calls.clear()
        assert office.step(begun, "resume")["status"] == "running"
        assert office.outside.calls == [begun]
        assert office.work(begun) == {"status": "done", "position": 3}

    def test_twice_are_once(self, office: Office, begun: str) -> None:
        office.after_the_hold()
        office.work(begun, milliseconds=1)
        office.step(begun, "pause")
        assert office.step(begun, "pause")["status"] == "paused"
        assert office.bulks.get(begun).steps == 1

    def test_by_two_people_at_once_are_decided_anew(self, office: Office, begun: str) -> None:
        office.after_the_hold()
        office.work(begun, milliseconds=1)
        before = office.bulks.get(begun)
        parts = office.parts(bulks=Interrupted(office, lambda: office.step(begun, "pause")))
        assert take(parts.wheel, begun, Step.CANCEL, by="hr-9").status is BulkStatus.CANCELLED
        assert (before.steps, office.bulks.get(begun).steps) == (0, 2)

    def test_end_when_the_last_mail_has_gone(self, office: Office, begun: str) -> None:
        office.after_the_hold()
        office.work(begun)
        assert office.shown(begun)["steps"] == ["pause", "cancel"]
        office.route_all()
        for number in (1, 2, 3):
            (message,) = office.story(number).messages
            office.outbox.drop(message, office.story(number).interview, "answered")
        shown = office.shown(begun)
        assert (shown["complete"], shown["steps"], shown["mails"]["waiting"]) == (True, [], 0)
        assert refusal(office.hr("POST", f"/{begun}/cancel")) == (409, "bulk_ended")

    def test_of_an_unknown_one_are_not_found(self, office: Office) -> None:
        assert refusal(office.hr("POST", "/b1/pause")) == (404, "not_found")


class Interrupted:
    """A store in which somebody else is faster, once."""

    def __init__(self, office: Office, act: object) -> None:
        self._office = office
        self._act = act

    def __getattr__(self, name: str) -> object:
        return getattr(self._office.bulks, name)

    def step(self, *args: object) -> None:
        act, self._act = self._act, None
        if act:
            act()
        self._office.bulks.step(*args)


class TestLooking:
    def test_lists_the_newest_first(self, office: Office, people: Put) -> None:
        people(person(1))
        first = office.begin()
        office.now = NOW + timedelta(seconds=1)
        second = office.begin(stage="offer")
        assert [each["bulk_id"] for each in said(office.hr("GET", ""))["bulks"]] == [second, first]

    def test_leaves_nothing_behind(self, office: Office, begun: str) -> None:
        before = office.everything()
        office.shown(begun)
        office.hr("GET", "")
        assert office.everything() == before

    def test_at_an_unknown_one_is_not_found(self, office: Office) -> None:
        assert refusal(office.hr("GET", "/b1")) == (404, "not_found")


ROUTES = [
    ("POST", "/preview", {"kind": "move", "stage": "screened", "everybody": {}}),
    ("POST", "", {"bulk_id": "b" + "0" * 20}),
    ("GET", "", None),
    ("GET", "/b1", None),
    *(("POST", f"/b1/{step}", None) for step in Step),
]


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
def test_every_route_is_for_hr_alone(office: Office, method: str, path: str, body: object) -> None:
    for groups in ("", "[]", "[finance]"):
        assert refusal(office.hr(method, path, body, groups=groups)) == (403, "role_missing")
