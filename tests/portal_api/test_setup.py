"""HR sets up rules, positions, stages and the company; nobody overwrites what they have not seen (R1, R2, R5, H5)."""

from copy import replace
from typing import Any

import pytest

from mianyue import starter
from mianyue.adapters.company_store import CompanyStore
from mianyue.domain.company import Position
from tests.builders import a_position, a_rule, a_template, an_application
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal
from tests.portal_api.test_every_route import SETTINGS

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
            reminder_seconds=7200,
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


class TestTheCompany:
    def change(self, portal: Portal, seen: int = 1, **changes: Any) -> dict[str, Any]:
        return portal.hr("PUT", f"{SETUP}/company", {"company": SETTINGS | changes, "seen": seen}, groups="[admin]")

    def test_its_settings_are_kept(self, portal: Portal) -> None:
        changes = {"name": "远航", "zone": "Europe/Berlin", "hold_seconds": 0, "sending_days": [1, 3]}
        found = said(self.change(portal, **changes))["company"]
        assert {name: found[name] for name in changes} == changes
        assert found["rev"] == 2

    def test_a_colleagues_change_is_not_overwritten(self, portal: Portal) -> None:
        self.change(portal, name="远航")
        assert refusal(self.change(portal, name="星辰")) == (409, "changed_meanwhile")
        assert setup(portal)["company"]["name"] == "远航"

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"name": ""}, "missing"),
            ({"language": "fr"}, "unknown_language"),
            ({"zone": "Middle/Earth"}, "unknown_zone"),
            ({"hr_email": "hr"}, "mail_address"),
            ({"hr_phone": "1" * 121}, "text_too_long"),
            ({"highlights": "长" * 2001}, "text_too_long"),
            ({"platform_url": "ftp://ai.example.com"}, "https_address"),
            ({"campus_reminder_seconds": 0}, "delay_range"),
            ({"hold_seconds": 3601}, "hold_range"),
            ({"bulk_hold_seconds": -1}, "hold_range"),
            ({"quiet_from": 24}, "hour_of_day"),
            ({"quiet_until": -1}, "hour_of_day"),
            ({"sending_days": []}, "no_sending_day"),
            ({"sending_days": [7]}, "invalid_input"),
        ],
    )
    def test_a_value_that_cannot_be_is_named(self, portal: Portal, changes: dict[str, Any], code: str) -> None:
        assert refused(self.change(portal, **changes))[:2] == (next(iter(changes)), code)

    @pytest.mark.parametrize("address", ["hr@example.com", "hr.team+jobs@mail.example.com.cn", "a_b@x-y.example"])
    def test_a_plain_address_is_kept_for_answers(self, portal: Portal, address: str) -> None:
        assert said(self.change(portal, hr_email=address))["company"]["hr_email"] == address

    @pytest.mark.parametrize(
        "address",
        [
            "a@x.com,b@y.com",
            "a@x.com;b@y.com",
            "<a@x.com>",
            "HR <a@x.com>",
            '"hr"@x.com',
            "a@b@x.com",
            "a b@x.com",
            "a@x.com\n",
            "a\u200b@x.com",
            "a\x00@x.com",
            "a@localhost",
            "a@x..com",
            "a@.com",
            ".a@x.com",
            "@x.com",
            "",
        ],
    )
    def test_what_the_mail_service_would_refuse_as_address_for_answers_is_refused(
        self, portal: Portal, address: str
    ) -> None:
        assert refused(self.change(portal, hr_email=address))[:2] == ("hr_email", "mail_address")


class TestStages:
    def change(self, portal: Portal, *stages: dict[str, Any], seen: int = 1) -> dict[str, Any]:
        return portal.hr("PUT", f"{SETUP}/stages", {"stages": list(stages), "seen": seen}, groups="[admin]")

    def stages(self, portal: Portal, *without: str) -> list[dict[str, Any]]:
        return [each for each in setup(portal)["stages"] if each["stage"] not in without]

    def test_are_put_into_the_companys_own_order(self, portal: Portal) -> None:
        first, *others = self.stages(portal)
        asked = [first, *others[::-1]]
        assert said(self.change(portal, *asked))["stages"] == asked

    def test_are_renamed_and_keep_those_who_stand_there(self, portal: Portal) -> None:
        stages = [each | ({"name": "简历通过"} if each["stage"] == "screened" else {}) for each in self.stages(portal)]
        self.change(portal, *stages)
        assert {"stage": "screened", "name": "简历通过", "closing": False} in self.stages(portal)
        assert said(portal.hr("GET", "/api/hr/company"))["stage_names"] == {"screened": "简历通过"}

    def test_a_new_one_is_known_by_its_first_name_whatever_it_is_called_later(self, portal: Portal) -> None:
        self.change(portal, *self.stages(portal), {"name": " 群面 "})
        assert self.stages(portal)[-1] == {"stage": "群面", "name": "", "closing": False}
        renamed = [*self.stages(portal)[:-1], {"stage": "群面", "name": "小组面试"}, {"name": "群面"}]
        self.change(portal, *renamed, seen=2)
        assert [(each["stage"], each["name"]) for each in self.stages(portal)[-2:]] == [
            ("群面", "小组面试"),
            ("群面 2", "群面"),
        ]

    def test_which_end_an_application_is_the_companys_own(self, portal: Portal) -> None:
        stages = [each | {"closing": each["stage"] == "offer"} for each in self.stages(portal)]
        self.change(portal, *stages)
        assert store(portal).setup().company.closing_stages == ("offer",)

    def test_an_empty_one_is_removed(self, portal: Portal) -> None:
        self.change(portal, *self.stages(portal, "offer"))
        assert "offer" not in store(portal).setup().company.stages

    def test_one_with_people_in_it_stays_and_they_are_named(self, portal: Portal) -> None:
        portal.apply(*(an_application(application_id=f"{n:020x}", name=f"候选{n}", stage="offer") for n in range(7)))
        answer = self.change(portal, *self.stages(portal, "offer"))
        field, code, value = refused(answer)
        assert (field, code) == ("stages", "stage_not_empty")
        assert value is not None
        assert value.startswith("候选")
        assert value.endswith("…")
        assert value.count("·") == 4

    @pytest.mark.parametrize("more", [{}, {"passed_stage": "offer"}, {"stands_in": ("offer",)}])
    def test_one_that_a_rule_names_stays(self, portal: Portal, more: dict[str, Any]) -> None:
        store(portal).save(a_rule(**({"stage": "offer"} | ({"stage": "screened"} if more else {}) | more)))
        answer = self.change(portal, *self.stages(portal, "offer"))
        assert refused(answer) == ("stages", "stage_in_rule", "offer")

    def test_one_that_a_rule_invites_in_cannot_end_an_application(self, portal: Portal) -> None:
        stages = [each | {"closing": each["stage"] == "screened"} for each in self.stages(portal)]
        assert refused(self.change(portal, *stages)) == ("stages", "closing_stage_in_rule", "screened")

    def test_one_that_ends_an_application_is_not_the_first_for_imports_begin_there(self, portal: Portal) -> None:
        stages = self.stages(portal)
        assert refused(self.change(portal, stages[-1], *stages[:-1])) == ("stages", "closing_stage_first", "withdrawn")
        stages[0] |= {"name": "新申请", "closing": True}
        assert refused(self.change(portal, *stages)) == ("stages", "closing_stage_first", "新申请")

    @pytest.mark.parametrize(
        ("added", "code"),
        [
            ({"name": ""}, "stage_name"),
            ({"stage": "heaven"}, "stage_name"),
            ({"name": "长" * 41}, "text_too_long"),
            ({"stage": "applied", "name": "Offer"}, "stage_twice"),
        ],
    )
    def test_a_name_that_cannot_be_is_refused(self, portal: Portal, added: dict[str, Any], code: str) -> None:
        assert refused(self.change(portal, *self.stages(portal, "applied"), added))[1] == code

    def test_a_pipeline_without_any_is_refused(self, portal: Portal) -> None:
        assert refused(self.change(portal))[1] == "no_stage"

    def test_a_stage_is_not_taken_for_empty_where_not_everybody_was_looked_at(
        self, portal: Portal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("functions.portal_api.save_stages.MOST_LOOKED_AT", 2)
        monkeypatch.setattr("functions.portal_api.save_stages.LOOKED_AT_ONCE", 1)
        portal.apply(*(an_application(application_id=f"{n:020x}", stage="applied") for n in range(3)))
        assert refused(self.change(portal, *self.stages(portal, "offer"))) == ("stages", "stage_unchecked", "offer")

    def test_a_colleagues_change_is_not_overwritten(self, portal: Portal) -> None:
        stages = self.stages(portal)
        self.change(portal, stages[1], stages[0], *stages[2:])
        assert refusal(self.change(portal, *stages)) == (409, "changed_meanwhile")
