"""The starter texts are complete, render without a gap, and say what a candidate needs to know (T5, T7)."""

import re
from datetime import UTC, datetime
from itertools import product
from unicodedata import east_asian_width

import pytest

from mianyue import starter
from mianyue.domain.application import CandidateType, entry_of
from mianyue.domain.company import DEFAULT_STAGES, FAMILIES, Position
from mianyue.domain.message import Kind
from mianyue.domain.rules import chosen, invited
from mianyue.domain.template import Template, lookup_order
from mianyue.domain.zones import shown
from mianyue.mail.rendering import RenderedMail, render
from mianyue.mail.values import values_for
from tests.builders import an_application
from tests.mail.reader import Reader

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LINK = "https://mianyue.example.com/t/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde"
LANGUAGES = ("zh-CN", "en")
SCOPES = ("default", "family:sales", "family:technical", "family:operations", "family:intern")
KINDS = (Kind.INVITATION, Kind.UNOPENED_REMINDER, Kind.CONFIRMATION)
TEMPLATES = {each.key: each for each in starter.templates()}
POSITIONS = starter.positions("https://platform.example.com/")
SPAM = re.compile(
    r"免费|赚钱|中奖|立即|马上|限时|！|!|100%|urgent|act now|free|guarantee|winner|click here", re.IGNORECASE
)
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


def invitation_of(position: Position, language: str):
    """A sample application for `position`, and the interview that the demo company's rules make of it."""
    zone, name = ("Asia/Shanghai", "欧阳敏") if language == "zh-CN" else ("Europe/Dublin", "Siobhán O'Neill")
    stage = "written_test_passed" if position.family == "technical" else "screened"
    application = an_application(
        name=name, language=language, zone=zone, stage=stage, candidate_type=CandidateType.CAMPUS
    )
    rule = chosen(starter.rules(60), application, position, stage, frozenset())
    assert rule is not None
    entry = entry_of(application, at=NOW, by="hr")
    interview = invited(application, entry, rule=rule, company=starter.company(), position=position, now=NOW)
    return application, interview


def rendered(template: Template, position: Position) -> RenderedMail:
    application, interview = invitation_of(position, template.language)
    values = values_for(application, interview, starter.company(), position, LINK, template.language)
    return render(template, values)


def positions_of(template: Template) -> list[Position]:
    """The positions a template speaks for; the default one speaks for families without texts of their own."""
    own = {each.scope.removeprefix("family:") for each in TEMPLATES.values()}
    family = template.scope.removeprefix("family:")
    return [each for each in POSITIONS if each.family == family or (family == "default" and each.family not in own)]


def columns(text: str) -> int:
    """The room a text takes in a list of mails: a Chinese character is as wide as two letters."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


CASES = [
    pytest.param(template, position, id=f"{template.key}-{position.position_id}")
    for template in TEMPLATES.values()
    for position in positions_of(template)
]


def test_there_is_a_text_for_every_kind_family_and_language() -> None:
    assert set(TEMPLATES) == {
        f"{kind}#{scope}#{language}" for kind, scope, language in product(KINDS, SCOPES, LANGUAGES)
    }
    assert len(starter.templates()) == 30


def test_no_two_texts_are_the_same() -> None:
    assert len({each.body for each in TEMPLATES.values()}) == 30


@pytest.mark.parametrize(("template", "position"), CASES)
def test_a_mail_says_when_how_long_until_when_where_and_whom_to_ask(template: Template, position: Position) -> None:
    mail = rendered(template, position)
    application, interview = invitation_of(position, template.language)
    company = starter.company()
    named = position.name if template.language == "zh-CN" else position.name_en
    for part in (Reader(mail.html).text, mail.text):
        assert shown(interview.starts_at, interview.zone, template.language) in part
        assert shown(interview.deadline, interview.zone, template.language) in part
        assert str(position.length_minutes) in part
        for word in (application.name, named, LINK, company.name, company.hr_name, company.hr_email, company.hr_phone):
            assert word in part


@pytest.mark.parametrize(("template", "position"), CASES)
def test_a_mail_leaves_no_placeholder_and_no_broken_tag(template: Template, position: Position) -> None:
    mail = rendered(template, position)
    for part in (mail.subject, Reader(mail.html).text, mail.text):
        assert not re.search(r"\{\{|\}\}|\{%|%\}|\[[^\]\d]+\]|None|Undefined", part)
    assert Reader(mail.html).unpaired == []
    assert len(mail.html.encode()) < 40 * 1024  # Gmail cuts at 102 KB


@pytest.mark.parametrize(("template", "position"), CASES)
def test_a_subject_is_short_honest_and_names_the_position(template: Template, position: Position) -> None:
    subject = rendered(template, position).subject
    assert columns(subject) <= 60
    assert (position.name if template.language == "zh-CN" else position.name_en) in subject
    assert not SPAM.search(subject)


@pytest.mark.parametrize(("template", "position"), CASES)
def test_a_mail_uses_no_word_that_filters_wait_for(template: Template, position: Position) -> None:
    assert not SPAM.search(rendered(template, position).text)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_text_is_written_in_its_own_language(template: Template) -> None:
    chinese = re.search(r"[\u4e00-\u9fff]", template.subject + template.preheader + template.body)
    assert bool(chinese) is (template.language == "zh-CN")


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_candidate_is_addressed_politely(template: Template) -> None:
    assert "你" not in template.body
    assert not re.search(r"[\u4e00-\u9fff] [A-Za-z0-9]", template.body)


@pytest.mark.parametrize(
    ("scope", "language", "words"),
    [
        ("family:sales", "zh-CN", ("客户", "聊")),
        ("family:sales", "en", ("customer", "talk")),
        ("family:technical", "zh-CN", ("代码题", "思考题")),
        ("family:technical", "en", ("coding question", "thinking question")),
        ("family:operations", "zh-CN", ("活动", "数据")),
        ("family:operations", "en", ("campaign", "figures")),
        ("family:intern", "zh-CN", ("课表", "考试")),
        ("family:intern", "en", ("timetable", "exam")),
    ],
)
def test_an_invitation_speaks_of_what_its_family_does(scope: str, language: str, words: tuple[str, ...]) -> None:
    body = TEMPLATES[f"invitation#{scope}#{language}"].body
    assert all(word in body for word in words)


def test_every_position_finds_a_text_in_both_languages() -> None:
    for position, kind, language in product(POSITIONS, KINDS, LANGUAGES):
        assert any(key in TEMPLATES for key in lookup_order(kind, position, language, "zh-CN"))


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
