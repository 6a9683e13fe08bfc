"""From the domain to the values of one mail."""

import pytest

from mianyue.domain.errors import InvalidInput
from mianyue.domain.template import Template
from mianyue.mail.values import MessageValues, salutation, values_for
from tests.builders import a_company, a_position, an_application, an_interview
from tests.mail.samples import LINK


def made(language: str = "zh-CN", **changes):
    parts = {
        "application": an_application(),
        "interview": an_interview(),
        "company": a_company(),
        "position": a_position(name="销售代表", name_en="Sales Representative"),
    } | changes
    return values_for(**parts, link=LINK, language=language)


def test_times_are_shown_in_the_interviews_zone_and_the_mails_language() -> None:
    assert made().interview.time == "2026年11月25日（周三）10:00（北京时间，UTC+8）"
    berlin = made("en", interview=an_interview(zone="Europe/Berlin"))
    assert berlin.interview.time == "Wed 25 Nov 2026, 03:00 (Europe/Berlin, UTC+1)"
    assert berlin.interview.deadline == "Sat 28 Nov 2026, 03:00 (Europe/Berlin, UTC+1)"


def test_the_position_is_named_in_the_mails_language() -> None:
    assert made().position.name == "销售代表"
    assert made("en").position.name == "Sales Representative"
    assert made("en", position=a_position(name="销售代表", name_en="")).position.name == "销售代表"


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("欧阳敏", "zh-CN", "欧阳敏，您好"),
        ("阿依古丽·买买提", "zh-CN", "阿依古丽·买买提，您好"),
        ("Zhang, Wei (Kevin)", "zh-CN", "Zhang, Wei (Kevin)，您好"),
        ("José Álvarez de la Cruz", "en", "Dear José Álvarez de la Cruz"),
        ("欧阳敏", "en", "Dear 欧阳敏"),
        ("", "en", ""),
    ],
)
def test_a_mail_begins_with_the_whole_name(name: str, language: str, expected: str) -> None:
    assert salutation(name, language) == expected


def test_the_highlights_stand_only_in_mails_in_the_companys_language() -> None:
    company = a_company(highlights="双休", language="zh-CN")
    assert made(company=company).company.highlights == "双休"
    assert made("en", company=company).company.highlights == ""


def test_the_format_is_the_positions_own_in_either_language_else_the_usual_one() -> None:
    assert made().interview.format == "线上AI面试，手机或电脑均可"
    assert made("en").interview.format == "AI interview, online, on a phone or a computer"
    both = a_position(format="到公司面谈", format_en="In our office")
    assert (made(position=both).interview.format, made("en", position=both).interview.format) == (
        "到公司面谈",
        "In our office",
    )
    chinese, english = a_position(format="到公司面谈"), a_position(format_en="In our office")
    assert made("en", position=chinese).interview.format == "到公司面谈"
    assert made(position=english).interview.format == "In our office"


def test_both_links_are_the_candidates_own() -> None:
    assert made().interview.link == made().interview.portal_link == LINK


def test_what_a_message_says_beyond_its_interview_comes_from_its_facts() -> None:
    assert made().message == MessageValues()
    facts = {"question": "要带什么？", "answer": "不用带。", "note": "抱歉", "other": "a"}
    assert made(facts=facts).message == MessageValues(note="抱歉", question="要带什么？", answer="不用带。")


def test_the_recommended_questions_are_the_interviews() -> None:
    assert made().questions == ()
    assert made(interview=an_interview(questions=("为什么？\n简历",))).questions == ("为什么？\n简历",)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(InvalidInput):
        made(interview=an_interview(zone="Mars/Olympus"))


def test_the_values_know_their_kind_if_they_are_told() -> None:
    assert made().kind == ""
    assert made(kind="confirmation").kind == "confirmation"
    assert Template("confirmation", "default", "en", "a", "", "a").kind == "confirmation"
