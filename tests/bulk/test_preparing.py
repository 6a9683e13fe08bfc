"""Before anything happens: how many, what it costs, whom it leaves out and why; and what HR reads is what is kept."""

import json
from decimal import Decimal
from math import inf

import pytest

from functions.bulk.estimate import estimate
from functions.bulk.sentences import REASONS
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.send_quota import SendQuota
from tests.builders import a_company, a_position, a_rule
from tests.bulk.conftest import HOLD, Office, Put, person
from tests.http_events import refusal


def reasons(counted: list) -> dict[str, int]:
    return {each["reason"]: each["count"] for each in counted}


def chosen(*numbers: int, entry: int = 1) -> dict:
    return {"applications": [{"application_id": f"{number:020x}", "entry": entry} for number in numbers]}


class TestAMove:
    def test_counts_who_is_moved_and_who_is_sent_an_invitation(self, office: Office, people: Put) -> None:
        people(person(1), person(2), person(3, position_id="clerk"), person(4, email=""))
        found = office.preview(everybody={})
        assert (found["total"], found["acts"], found["mails"]) == (4, 4, 2)
        assert reasons(found["without_mail"]) == {"no_rule": 1, "no_address": 1}
        assert found["left_out"] == []

    def test_leaves_out_who_is_there_already_has_moved_on_or_is_gone(self, office: Office, people: Put) -> None:
        people(person(1), person(2, stage="screened"), person(3, entry=2))
        found = office.preview(**chosen(1, 2, 3, 4))
        assert (found["total"], found["acts"]) == (4, 1)
        assert reasons(found["left_out"]) == {"there_already": 1, "moved_on": 1, "not_found": 1}
        assert office.lists(found["bulk_id"]) == [(f"{1:020x}", 1)]

    def test_counts_somebody_chosen_twice_once(self, office: Office, people: Put) -> None:
        people(person(1))
        assert office.preview(**chosen(1, 1))["total"] == 1

    def test_into_a_stage_that_invites_nobody_costs_nothing(self, office: Office, people: Put) -> None:
        people(person(1))
        found = office.preview(stage="offer", everybody={})
        assert (found["acts"], found["mails"], found["first_at"], Decimal(found["cost"]["most"])) == (1, 0, None, 0)

    def test_says_when_the_mails_go_out(self, office: Office, people: Put) -> None:
        office.company.save(a_company(quiet_from=21, quiet_until=14, bulk_hold_seconds=300))
        people(person(1), person(2, zone="Europe/Berlin"))
        found = office.preview(everybody={})
        assert (found["first_at"], found["last_at"]) == ("2026-11-23T06:00:00Z", "2026-11-23T13:00:00Z")
        assert found["hold_seconds"] == HOLD.total_seconds()

    def test_counts_whom_it_tells_that_their_interview_is_cancelled(self, office: Office, people: Put) -> None:
        people(person(1, stage="screened"), person(2, stage="screened"), person(3))
        office.route_all()
        office.has_had_the_invitation(1)
        found = office.preview(stage="rejected", everybody={})
        assert (found["acts"], found["invited"], found["told"], found["mails"]) == (3, 0, 1, 1)
        assert reasons(found["without_mail"]) == {"no_rule": 2}
        assert Decimal(found["cost"]["least"]) > 0

    @pytest.mark.parametrize("stage", ["rejected", "offer", "written_test_passed"])
    def test_tells_as_many_as_it_has_said(self, office: Office, people: Put, stage: str) -> None:
        people(person(1, stage="screened"), person(2, stage="screened"))
        office.company.save(a_rule(stands_in=("offer",)))
        office.route_all()
        office.has_had_the_invitation(1)
        said = office.preview(stage=stage, everybody={})["told"]
        bulk_id = office.begin(stage=stage)
        office.after_the_hold()
        office.work(bulk_id)
        written = [each for number in (1, 2) for each in office.story(number).messages if each.kind == "withdrawal"]
        assert len(written) == said == (0 if stage == "offer" else 1)

    def test_asks_what_a_rule_asks_of_the_past(self, office: Office, people: Put) -> None:
        office.company.save(a_rule(passed_stage="written_test_passed"))
        people(person(1), person(2, stage="written_test_passed"))
        found = office.preview(everybody={})
        assert (found["mails"], reasons(found["without_mail"])) == (1, {"no_rule": 1})

    def test_goes_by_the_rules_as_they_are_this_moment(self, office: Office, people: Put) -> None:
        people(person(1))
        assert office.preview(everybody={})["mails"] == 1
        CompanyStore(office.table, lambda: 0.0).save(a_rule(enabled=False))
        assert office.preview(everybody={})["mails"] == 0

    def test_writes_nothing_but_the_list(self, office: Office, people: Put) -> None:
        people(person(1))
        before = office.everything()
        found = office.preview(everybody={})
        assert office.everything() == before
        assert list(office.outside.objects) == [f"bulk/{found['bulk_id']}.json"]

    def test_keeps_ids_and_no_names(self, office: Office, people: Put) -> None:
        people(person(1))
        found = office.preview(everybody={})
        text = office.outside.objects[f"bulk/{found['bulk_id']}.json"].decode()
        assert "候选" not in text
        assert "example.com" not in text


class TestEverybodyInAList:
    def test_is_who_the_filter_finds(self, office: Office, people: Put) -> None:
        people(person(1), person(2, position_id="clerk"), person(3, stage="offer"))
        assert office.preview(everybody={"position_id": "sales-rep", "stage": "applied"})["total"] == 1
        assert office.preview(everybody={"q": "候选2"})["total"] == 1

    def test_is_nobody_is_said(self, office: Office) -> None:
        answer = office.hr("POST", "/preview", {"kind": "move", "stage": "screened", "everybody": {}})
        assert refusal(answer) == (422, "nobody_chosen")

    def test_may_be_too_many(self, office: Office, people: Put, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("functions.bulk.prepare.LARGEST", 1)
        people(person(1), person(2))
        answer = office.hr("POST", "/preview", {"kind": "move", "stage": "screened", "everybody": {}})
        assert refusal(answer) == (422, "too_many_chosen")


class TestAnInvitation:
    def test_acts_on_those_alone_whom_a_rule_invites_where_they_stand(self, office: Office, people: Put) -> None:
        people(person(1, stage="screened"), person(2), person(3, stage="screened", email=""))
        found = office.preview("invite", "", everybody={})
        assert (found["acts"], found["mails"]) == (1, 1)
        assert reasons(found["left_out"]) == {"no_rule": 1, "no_address": 1}

    def test_is_not_made_twice_in_a_stage_unless_the_rule_says_so(self, office: Office, people: Put) -> None:
        people(person(1, stage="screened"))
        office.route_all()
        assert reasons(office.preview("invite", "", everybody={})["left_out"]) == {"invited_before": 1}
        office.company.save(a_rule(reentry=True))
        assert office.preview("invite", "", everybody={})["acts"] == 1

    def test_is_not_made_for_a_position_that_is_filled(self, office: Office, people: Put) -> None:
        office.company.save(a_position(filled=True))
        people(person(1, stage="screened"))
        assert reasons(office.preview("invite", "", everybody={})["left_out"]) == {"position_filled": 1}


class TestFillingAPosition:
    def test_releases_those_with_an_open_interview(self, office: Office, people: Put) -> None:
        people(person(1, stage="screened"), person(2), person(3, position_id="clerk"))
        office.route_all()
        found = office.preview("withdraw", "", position_id="sales-rep")
        assert (found["total"], found["acts"], found["mails"]) == (2, 1, 0)
        assert reasons(found["left_out"]) == {"nothing_open": 1}
        assert reasons(found["without_mail"]) == {"not_told": 1}

    @pytest.mark.parametrize("everybody", [{}, {"q": " "}])
    def test_is_never_of_the_whole_company(self, office: Office, people: Put, everybody: dict) -> None:
        people(person(1, stage="screened"))
        office.route_all()
        for body in ({"kind": "withdraw"}, {"kind": "withdraw", "everybody": everybody}):
            assert refusal(office.hr("POST", "/preview", body)) == (422, "everybody_withdrawn")

    def test_is_of_a_position_that_there_is(self, office: Office, people: Put) -> None:
        people(person(1, position_id="astronaut"))
        answer = office.hr("POST", "/preview", {"kind": "withdraw", "position_id": "astronaut"})
        assert refusal(answer) == (422, "unknown_position")

    def test_is_of_those_whom_the_filter_finds_where_there_is_one(self, office: Office, people: Put) -> None:
        people(person(1, stage="screened"), person(2, stage="screened"), person(3, stage="offer"))
        office.route_all()
        assert office.preview("withdraw", "", position_id="sales-rep", everybody={"q": "候选2"})["total"] == 1


class TestTheEstimate:
    def test_of_cost_is_exact(self) -> None:
        found = estimate(4999, None)
        assert (found.least, found.most) == (Decimal("0.4999"), Decimal("0.79984"))

    def test_of_time_follows_the_rate(self) -> None:
        found = estimate(5000, SendQuota(14.0, True, 50_000, 50_000))
        assert (found.rate, found.seconds, found.further_days) == (14.0, 376, 0)

    def test_counts_the_days_that_the_daily_limit_adds(self) -> None:
        assert estimate(500, SendQuota(1.0, True, 200, 150)).further_days == 2
        assert estimate(150, SendQuota(1.0, True, 200, 150)).further_days == 0
        assert estimate(500, SendQuota(1.0, True, inf, inf)).further_days == 0

    def test_is_silent_where_nobody_knows(self) -> None:
        found = estimate(10, None)
        assert (found.rate, found.seconds, found.further_days) == (None, None, None)

    def test_is_shown_with_its_date_and_source(self, office: Office, people: Put) -> None:
        people(person(1))
        cost = office.preview(everybody={})["cost"]
        assert cost["least"] == "0.0001"
        assert cost["read_on"] == "2026-07-22"
        assert cost["source"].startswith("https://aws.amazon.com/ses/")


def test_an_unknown_stage_is_refused(office: Office, people: Put) -> None:
    people(person(1))
    answer = office.hr("POST", "/preview", {"kind": "move", "stage": "nowhere", "everybody": {}})
    assert refusal(answer) == (422, "unknown_stage")


def test_every_reason_has_words_in_both_languages() -> None:
    assert all(chinese and english.isascii() for chinese, english in REASONS.values())
    assert json.dumps(REASONS)
