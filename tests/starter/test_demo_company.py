"""The demo company that a newcomer finds: positions, rules, and somebody to reach."""

import re

from mianyue import starter
from mianyue.domain.company import DEFAULT_STAGES, FAMILIES
from tests.starter.mails import POSITIONS

TITLES = {
    "新媒体运营",
    "客服专员",
    "算法工程师（NLP）",
    "大客户销售经理",
    "销售代表",
    "Python后端工程师",
    "电商运营",
    "前端开发",
    "运营实习生",
    "Backend Engineer",
}


def test_the_positions_cover_the_titles_companies_import() -> None:
    names = {each.name for each in POSITIONS}
    assert names >= TITLES
    assert len({each.position_id for each in POSITIONS}) == len(POSITIONS)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", each.position_id) for each in POSITIONS)
    assert all(each.name_en and each.length_minutes and each.platform_url for each in POSITIONS)
    assert {each.family for each in POSITIONS} <= set(FAMILIES)


def test_technical_positions_wait_for_the_written_test_and_all_others_are_invited_once_screened() -> None:
    stages = {rule.family: rule.stage for rule in starter.rules(60)}
    assert set(stages) == set(FAMILIES)
    assert stages.pop("technical") == "written_test_passed"
    assert set(stages.values()) == {"screened"}
    assert {*stages.values(), "written_test_passed"} <= set(DEFAULT_STAGES)


def test_the_demo_sets_its_own_delay_and_a_new_company_uses_its_settings() -> None:
    assert {rule.reminder_seconds for rule in starter.rules(90)} == {90}
    assert {rule.reminder_seconds for rule in starter.default_rules()} == {0}


def test_the_demo_company_can_be_reached() -> None:
    company = starter.company()
    assert company.name
    assert company.hr_name
    assert company.hr_email.endswith("@demo.mianyue.test")
    assert company.hr_phone
