"""HR sets up rules and positions; nobody overwrites what they have not seen (R2, R5, H5)."""

from copy import replace
from typing import Any

import pytest

from mianyue import starter
from mianyue.adapters.company_store import CompanyStore
from mianyue.domain.company import Position
from tests.builders import a_position, a_rule, a_template
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal

SETUP = "/api/hr/setup"
RULES = f"{SETUP}/rules"
POSITIONS = f"{SETUP}/positions"


def setup(portal: Portal) -> Any:
    return said(portal.hr("GET", SETUP))


def store(portal: Portal) -> CompanyStore:
    return CompanyStore(portal.table, lambda: 0.0)


def refused(answer: dict[str, Any]) -> tuple[str, str, str | None]:
    """Field, code and value of a refusal."""
    refusal(answer)
    error = said(answer)["error"]
    return error.get("field", ""), error["code"], error.get("value")


class TestLooking:
    def test_shows_all_there_is_and_what_may_be_chosen_from(self, portal: Portal) -> None:
        found = setup(portal)
        assert found["company"]["name"] == "星河科技"
        assert {"stage": "rejected", "name": "", "closing": True} in found["stages"]
        assert [each["rule_id"] for each in found["rules"]] == ["sales-at-once"]
        assert [each["position_id"] for each in found["positions"]] == ["sales-rep"]
        assert found["families"][:2] == ["sales", "technical"]
        assert (found["channels"], found["template_scopes"]) == (["mail"], ["default"])

    def test_says_what_its_reader_may_change(self, portal: Portal) -> None:
        assert setup(portal)["may_change"] == {"rules": False, "positions": True, "company": False}
        admins = said(portal.hr("GET", SETUP, groups="[admin]"))
        assert admins["may_change"] == {"rules": True, "positions": True, "company": True}

    def test_puts_rules_in_the_order_in_which_they_are_asked(self, portal: Portal) -> None:
        store(portal).save(
            a_rule(rule_id="all", family=""),
            a_rule(rule_id="one", family="", position_id="sales-rep"),
            a_rule(rule_id="later", stage="ai_interview"),
        )
        assert [each["rule_id"] for each in setup(portal)["rules"]] == ["one", "sales-at-once", "all", "later"]

    def test_names_the_rule_that_always_speaks_instead(self, portal: Portal) -> None:
        store(portal).save(a_rule(rule_id="twin"), a_rule(rule_id="off", enabled=False))
        overruled = {each["rule_id"]: each["overruled_by"] for each in setup(portal)["rules"]}
        assert overruled == {"twin": None, "sales-at-once": "twin", "off": None}

    def test_takes_rules_of_one_position_for_the_same_whatever_family_they_name(self, portal: Portal) -> None:
        store(portal).save(
            a_rule(rule_id="a", position_id="sales-rep"), a_rule(rule_id="b", family="", position_id="sales-rep")
        )
        overruled = {each["rule_id"]: each["overruled_by"] for each in setup(portal)["rules"]}
        assert overruled == {"sales-at-once": None, "a": None, "b": "a"}


def rule_body(**changes: Any) -> dict[str, Any]:
    return {"stage": "screened", "family": "sales", **changes}


class TestRules:
    def add(self, portal: Portal, **changes: Any) -> dict[str, Any]:
        return portal.hr("POST", RULES, {"rule": rule_body(**changes)}, groups="[admin]")

    def test_a_new_rule_is_off_until_it_is_switched_on(self, portal: Portal) -> None:
        self.add(portal, family="")
        (new,) = [each for each in setup(portal)["rules"] if each["rule_id"] != "sales-at-once"]
        assert (new["enabled"], new["rev"]) == (False, 1)

    def test_of_two_rules_for_the_same_people_the_newer_one_speaks(self, portal: Portal) -> None:
        store(portal).save(*(replace(each, stage="offer") for each in starter.default_rules()))
        self.add(portal, stage="offer", enabled=True)
        new, old, *_ = (
            each for each in setup(portal)["rules"] if each["family"] == "sales" and each["stage"] == "offer"
        )
        assert (old["rule_id"], old["overruled_by"]) == ("invite-sales", new["rule_id"])

    def test_all_that_a_rule_says_is_kept(self, portal: Portal) -> None:
        body = rule_body(
            candidate_type="campus",
            passed_stage="applied",
            moment="hour",
            send_hour=10,
            days_ahead=3,
            hour=9,
            deadline_days=4,
            reminders=3,
            reminder_seconds=7200,
            confirm_seconds=3600,
            template_scope="default",
            reentry=True,
            stands_in=["ai_interview"],
            withdrawal_mail=False,
            expiry_mail=True,
        )
        changed = portal.hr("PUT", f"{RULES}/sales-at-once", {"rule": body, "seen": 1}, groups="[admin]")
        (rule,) = said(changed)["rules"]
        assert {name: rule[name] for name in body} == body
        assert rule["rev"] == 2

    def test_a_colleagues_change_is_not_overwritten(self, portal: Portal) -> None:
        store(portal).change(a_rule(hour=9), seen=1)
        answer = portal.hr("PUT", f"{RULES}/sales-at-once", {"rule": rule_body(), "seen": 1}, groups="[admin]")
        assert refusal(answer) == (409, "changed_meanwhile")
        assert setup(portal)["rules"][0]["hour"] == 9

    def test_a_rule_is_removed_by_who_has_seen_it(self, portal: Portal) -> None:
        store(portal).change(a_rule(hour=9), seen=1)
        path = f"{RULES}/sales-at-once"
        assert refusal(portal.hr("DELETE", path, groups="[admin]", seen="1")) == (409, "changed_meanwhile")
        assert said(portal.hr("DELETE", path, groups="[admin]", seen="2"))["rules"] == []

    @pytest.mark.parametrize(
        ("changes", "field", "code"),
        [
            ({"stage": "heaven"}, "stage", "unknown_stage"),
            ({"stage": "rejected"}, "stage", "closing_stage_invites"),
            ({"passed_stage": "heaven"}, "passed_stage", "unknown_stage"),
            ({"passed_stage": "screened"}, "passed_stage", "passed_stage_is_stage"),
            ({"stands_in": ["heaven"]}, "stands_in", "unknown_stage"),
            ({"stands_in": ["offer", "hired"]}, "stands_in", "closing_stage_stands"),
            ({"family": "astronauts"}, "family", "unknown_family"),
            ({"position_id": "astronaut"}, "position_id", "unknown_position"),
            ({"candidate_type": "retired"}, "candidate_type", "unknown_candidate_type"),
            ({"hour": 24}, "hour", "hour_of_day"),
            ({"moment": "hour", "send_hour": -1}, "send_hour", "hour_of_day"),
            ({"days_ahead": 0}, "days_ahead", "days_ahead_range"),
            ({"days_ahead": 31}, "days_ahead", "days_ahead_range"),
            ({"deadline_days": 61}, "deadline_days", "deadline_range"),
            ({"reminder_seconds": 59}, "reminder_seconds", "delay_range"),
            ({"confirm_seconds": 14 * 86400 + 1}, "confirm_seconds", "delay_range"),
            ({"reminders": -1}, "reminders", "reminders_range"),
            ({"reminders": 4}, "reminders", "reminders_range"),
            ({"channels": []}, "channels", "channel_missing"),
            ({"channels": ["mail", "pigeon"]}, "channels", "unknown_channel"),
            ({"template_scope": "family:sales"}, "template_scope", "unknown_template_scope"),
            ({"moment": "later"}, "moment", "invalid_input"),
        ],
    )
    def test_a_value_that_cannot_be_is_named(
        self, portal: Portal, changes: dict[str, Any], field: str, code: str
    ) -> None:
        before = portal.everything()
        assert refused(self.add(portal, **changes))[:2] == (field, code)
        assert portal.everything() == before

    def test_one_of_a_position_is_switched_off_though_the_positions_family_has_changed(self, portal: Portal) -> None:
        store(portal).save(a_rule(family="flight", position_id="sales-rep"))
        off = {"rule": rule_body(family="flight", position_id="sales-rep", enabled=False), "seen": 1}
        assert portal.hr("PUT", f"{RULES}/sales-at-once", off, groups="[admin]")["statusCode"] == 200

    def test_texts_of_any_scope_can_be_chosen(self, portal: Portal) -> None:
        store(portal).save(a_template(scope="set:autumn"))
        assert self.add(portal, template_scope="set:autumn")["statusCode"] == 200

    def test_a_family_of_the_companys_own_can_be_chosen(self, portal: Portal) -> None:
        store(portal).save(a_position(position_id="pilot", name="飞行员", family="flight"))
        assert self.add(portal, family="flight")["statusCode"] == 200


def position_body(**changes: Any) -> dict[str, Any]:
    return {"name": "渠道销售", "family": "sales", **changes}


class TestPositions:
    def add(self, portal: Portal, groups: str = "[hr]", **changes: Any) -> dict[str, Any]:
        return portal.hr("POST", POSITIONS, {"position": position_body(**changes)}, groups=groups)

    def change(self, portal: Portal, seen: int = 1, groups: str = "[hr]", **changes: Any) -> dict[str, Any]:
        body = {"position": position_body(**changes), "seen": seen}
        return portal.hr("PUT", f"{POSITIONS}/sales-rep", body, groups=groups)

    def position(self, portal: Portal, position_id: str = "sales-rep") -> Position:
        return store(portal).setup().position(position_id)

    def test_a_new_one_is_found_by_the_import_under_the_same_name(self, portal: Portal) -> None:
        found = said(self.add(portal, name="大客户 销售", name_en="Key Account Manager", length_minutes=40))
        (new,) = [each for each in found["positions"] if each["position_id"] != "sales-rep"]
        assert (new["name"], new["name_en"], new["length_minutes"], new["filled"]) == (
            "大客户 销售",
            "Key Account Manager",
            40,
            False,
        )

    @pytest.mark.parametrize("name", ["销售代表", " 销售 代表", "渠道销售"])
    def test_two_of_one_name_are_refused(self, portal: Portal, name: str) -> None:
        self.add(portal)
        assert refused(self.add(portal, name=name)) == ("name", "position_twice", name)

    def test_a_name_that_a_renamed_one_was_made_with_is_taken(self, portal: Portal) -> None:
        self.add(portal)
        (new,) = [each for each in setup(portal)["positions"] if each["position_id"] != "sales-rep"]
        path = f"{POSITIONS}/{new['position_id']}"
        portal.hr("PUT", path, {"position": position_body(name="分销"), "seen": 1})
        assert refused(self.add(portal))[:2] == ("name", "position_twice")

    def test_a_change_leaves_it_in_its_department(self, portal: Portal) -> None:
        store(portal).change(a_position(department="east"), seen=1)
        body = {"position": {"name": "销售代表", "family": "sales"}, "seen": 2}
        assert portal.hr("PUT", "/api/hr/setup/positions/sales-rep", body, groups="[admin]")["statusCode"] == 200
        assert store(portal).newest().position("sales-rep").department == "east"

    def test_a_change_leaves_it_filled(self, portal: Portal) -> None:
        store(portal).change(a_position(filled=True), seen=1)
        place = self.position(portal).platform_url
        self.change(portal, seen=2, format="视频面试", format_en="By video", platform_url=place)
        changed = self.position(portal)
        assert (changed.name, changed.format, changed.format_en, changed.filled) == (
            "渠道销售",
            "视频面试",
            "By video",
            True,
        )

    def test_a_colleagues_change_is_not_overwritten(self, portal: Portal) -> None:
        store(portal).change(a_position(length_minutes=45), seen=1)
        place = self.position(portal).platform_url
        assert refusal(self.change(portal, platform_url=place)) == (409, "changed_meanwhile")

    def test_one_that_is_not_there_is_not_found(self, portal: Portal) -> None:
        body = {"position": position_body(), "seen": 1}
        assert refusal(portal.hr("PUT", f"{POSITIONS}/unknown", body)) == (404, "not_found")

    def test_it_is_marked_as_filled_and_opened_again(self, portal: Portal) -> None:
        path = f"{POSITIONS}/sales-rep/filled"
        portal.hr("PUT", path, {"filled": True, "seen": 1})
        assert self.position(portal).filled
        assert refusal(portal.hr("PUT", path, {"filled": False, "seen": 1})) == (409, "changed_meanwhile")
        portal.hr("PUT", path, {"filled": False, "seen": 2})
        assert not self.position(portal).filled

    @pytest.mark.parametrize(
        ("changes", "field", "code"),
        [
            ({"name": " "}, "name", "missing"),
            ({"name": "长" * 81}, "name", "text_too_long"),
            ({"family": ""}, "family", "missing"),
            ({"family": "a#b"}, "family", "family_name"),
            ({"length_minutes": 4}, "length_minutes", "length_range"),
            ({"length_minutes": 241}, "length_minutes", "length_range"),
            ({"format": "长" * 61}, "format", "text_too_long"),
            ({"platform_url": "http://ai.example.com/"}, "platform_url", "https_address"),
            ({"platform_url": "https://ai.example.com/#room"}, "platform_url", "https_address"),
            ({"platform_url": "https://[broken"}, "platform_url", "https_address"),
            ({"platform_url": "javascript:alert(1)"}, "platform_url", "https_address"),
        ],
    )
    def test_a_value_that_cannot_be_is_named(
        self, portal: Portal, changes: dict[str, Any], field: str, code: str
    ) -> None:
        assert refused(self.add(portal, groups="[admin]", **changes))[:2] == (field, code)

    @pytest.mark.parametrize("address", ["https://elsewhere.example.com/", ""])
    def test_where_the_interview_takes_place_is_for_an_admin_to_change(self, portal: Portal, address: str) -> None:
        before = portal.everything()
        assert refused(self.change(portal, platform_url=address))[:2] == ("platform_url", "place_by_admin")
        assert portal.everything() == before
        self.change(portal, platform_url=address, groups="[admin]")
        assert self.position(portal).platform_url == address

    def test_a_new_one_takes_place_where_the_company_says_unless_an_admin_adds_it(self, portal: Portal) -> None:
        address = "https://elsewhere.example.com/"
        assert refused(self.add(portal, platform_url=address))[:2] == ("platform_url", "place_by_admin")
        assert self.add(portal, platform_url=address, groups="[admin]")["statusCode"] == 200

    def test_an_address_that_was_there_before_may_stay(self, portal: Portal) -> None:
        store(portal).save(a_position(platform_url="http://localhost:8080/platform/"))
        assert self.change(portal, platform_url="http://localhost:8080/platform/")["statusCode"] == 200
