"""What a company is set up with, and for whom a rule speaks (R1, R2)."""

from typing import Any

import pytest

from mianyue.domain.company import CLOSING_STAGES, DEFAULT_STAGES, FAMILIES, Company, Moment, Position, Rule
from tests.builders import a_position, a_rule, an_application


def test_a_new_company_has_the_usual_stages() -> None:
    stages = "applied screened written_test_passed ai_interview final_interview offer hired rejected withdrawn"
    assert " ".join(DEFAULT_STAGES) == stages
    assert " ".join(CLOSING_STAGES) == "hired rejected withdrawn"
    assert " ".join(FAMILIES) == "sales technical operations customer_service intern general"


def test_a_new_company_is_in_china_and_leaves_the_night_free() -> None:
    new = Company("星河科技")
    assert (new.language, new.zone) == ("zh-CN", "Asia/Shanghai")
    assert {new.hr_name, new.hr_email, new.hr_phone, new.highlights, new.platform_url} == {""}
    assert (new.quiet_from, new.quiet_until, new.sending_days) == (21, 8, (0, 1, 2, 3, 4, 5, 6))
    assert (new.hold_seconds, new.bulk_hold_seconds, new.daily_reminders) == (120, 300, 1)
    assert (new.campus_reminder_seconds, new.experienced_reminder_seconds) == (43_200, 86_400)
    assert (new.campus_confirm_seconds, new.experienced_confirm_seconds) == (43_200, 86_400)
    assert (new.new_time_hours, new.most_new_times, new.stage_names, new.rev) == (0, 3, {}, 1)


def test_other_times_are_asked_for_within_what_hr_has_set() -> None:
    assert Company("星河科技", new_time_hours=4, most_new_times=2).new_times == (4, 2)


def test_a_new_position_is_open_and_lasts_half_an_hour() -> None:
    new = Position("p1", "销售代表", "sales")
    assert (new.name_en, new.platform_url, new.format, new.format_en) == ("", "", "", "")
    assert (new.length_minutes, new.filled, new.rev) == (30, False, 1)


def test_a_new_rule_invites_everybody_at_once() -> None:
    new = Rule("r1", "screened")
    assert (new.family, new.position_id, new.candidate_type, new.passed_stage, new.template_scope) == ("",) * 5
    assert (new.enabled, new.days_ahead, new.hour, new.deadline_days) == (True, 2, 14, 5)
    assert (new.reminder_seconds, new.confirm_seconds, new.reminders, new.channels) == (0, 0, 2, ("mail",))
    assert (new.moment, new.send_hour, new.reentry, new.stands_in) == (Moment.NOW, 9, False, ())
    assert (new.withdrawal_mail, new.expiry_mail, new.rev) == (True, False, 1)


def test_the_moments_are_called_as_ever() -> None:
    assert list(Moment) == ["now", "hour", "best_hour"]


@pytest.mark.parametrize(
    ("rule", "speaks"),
    [
        ({"family": ""}, True),
        ({"family": "sales"}, True),
        ({"family": "technical"}, False),
        ({"family": "technical", "position_id": "sales-rep"}, True),
        ({"position_id": "backend"}, False),
        ({"candidate_type": "experienced"}, True),
        ({"candidate_type": "campus"}, False),
        ({"passed_stage": "applied"}, True),
        ({"passed_stage": "offer"}, False),
        ({"stage": "offer"}, False),
        ({"enabled": False}, False),
    ],
)
def test_a_rule_speaks_for_whom_all_its_conditions_fit(rule: dict[str, Any], speaks: bool) -> None:
    found = a_rule(**rule).matches(an_application(), a_position(), "screened", frozenset({"applied"}))
    assert bool(found) is speaks


def test_a_rule_weighs_by_position_family_type_and_condition() -> None:
    everybody = Rule("r", "screened")
    assert everybody.weight == (False, False, False, False, "r")
    rules = [
        everybody._replace(position_id="p"),
        everybody._replace(family="sales"),
        everybody._replace(candidate_type="campus"),
        everybody._replace(passed_stage="applied"),
    ]
    assert [rule.weight.index(True) for rule in rules] == [0, 1, 2, 3]
