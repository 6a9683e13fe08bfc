"""HR sets up the company and its stages; nobody overwrites what they have not seen (R1, R4, R6, H5)."""

from typing import Any

import pytest

from tests.builders import a_rule, an_application
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal
from tests.portal_api.test_every_route import SETTINGS
from tests.portal_api.test_setup import SETUP, refused, setup, store


class TestTheCompany:
    def change(self, portal: Portal, seen: int = 1, **changes: Any) -> dict[str, Any]:
        return portal.hr("PUT", f"{SETUP}/company", {"company": SETTINGS | changes, "seen": seen}, groups="[admin]")

    def test_its_settings_are_kept(self, portal: Portal) -> None:
        changes = {
            "name": "远航",
            "zone": "Europe/Berlin",
            "hold_seconds": 0,
            "new_time_hours": 24,
            "sending_days": [1, 3],
        }
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
            ({"experienced_confirm_seconds": 59}, "delay_range"),
            ({"daily_reminders": -1}, "daily_reminders_range"),
            ({"daily_reminders": 6}, "daily_reminders_range"),
            ({"hold_seconds": 3601}, "hold_range"),
            ({"bulk_hold_seconds": -1}, "hold_range"),
            ({"new_time_hours": 169}, "new_time_hours_range"),
            ({"most_new_times": 11}, "most_new_times_range"),
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
