"""What a mail makes of values that only some mails have: links, lines, questions; and each kind's own pieces."""

from copy import replace

import pytest

from mianyue.domain.errors import InvalidInput, MissingValue
from mianyue.domain.message import Kind
from mianyue.mail.rendering import render
from tests.mail.reader import Reader
from tests.mail.samples import LINK, VALUES, a_template, mail, values

PORTAL = "https://mianyue.example.com/t/portal-0123456789"
ASKING = ("确认", "onfirm")


def blocks_of(kind: str, language: str) -> str:
    return mail("[面试信息]\n[按钮]\n[步骤]", kind=kind, language=language).text


@pytest.mark.parametrize("body", ["<p>[面试页]</p>", "<p>[portal]</p>", "<a href='[面试页]'>a</a>"])
def test_the_candidates_page_is_something_to_click_and_kept_out_of_link_rewriting(body: str) -> None:
    rendered = render(a_template(body), values(interview={"portal_link": PORTAL}))
    ours = [link for link in Reader(rendered.html).links if link["href"] == PORTAL]
    assert len(ours) == 1
    assert "ses:no-track" in ours[0]
    assert PORTAL in rendered.text


def test_the_candidates_page_must_be_a_link() -> None:
    with pytest.raises(InvalidInput) as refused:
        render(a_template("<p>[面试页]</p>"), values(interview={"portal_link": "javascript:alert(1)"}))
    assert (refused.value.field, refused.value.value) == ("interview.portal_link", "")


@pytest.mark.parametrize("written", ["[回答]", "{{ message.answer }}", "{{ message.answer | lines }}"])
def test_lines_stay_lines_however_they_are_written(written: str) -> None:
    rendered = mail(f"<p>{written}</p>")
    assert "不用带材料。<br>约14:30结束。" in rendered.html
    assert "不用带材料。\n约14:30结束。" in rendered.text


def test_lines_are_one_line_in_a_subject_and_in_a_title() -> None:
    rendered = mail("<p title='[回答]'>a</p>", subject="[问题]")
    assert rendered.subject == "要带什么？ 几点结束？"
    assert ("title", "不用带材料。\n约14:30结束。") in Reader(rendered.html).attributes


def test_a_note_may_be_missing_where_the_template_asks_for_it() -> None:
    asked = "<p>a</p>{% if message.note %}<p>[备注]</p>{% endif %}"
    assert "抱歉" in mail(asked).text
    assert render(a_template(asked), values(message={"note": " \n"})).text.startswith("a\n\n--")


@pytest.mark.parametrize(("fact", "written"), [("note", "[备注]"), ("question", "[问题]"), ("answer", "[回答]")])
def test_a_missing_word_of_a_person_stops_the_mail(fact: str, written: str) -> None:
    with pytest.raises(MissingValue) as missing:
        render(a_template(f"<p>{written}</p>"), values(message={fact: ""}))
    assert missing.value.variable == written


def test_a_quotation_is_marked_in_the_plain_text() -> None:
    quoted = "<p>您问：</p><blockquote><p>[问题]</p></blockquote><p>[回答]</p>"
    assert mail(quoted).text.startswith("您问：\n\n> 要带什么？\n> 几点结束？\n\n不用带材料。\n约14:30结束。\n")


def test_the_recommended_questions_come_with_their_reasons_and_a_heading() -> None:
    assert mail("<p>a</p>[推荐问题]").text.startswith(
        "a\n\n为您准备的问题\n\n面试会围绕下面这些展开，可以先想一想，不用背答案。\n\n"
        "- 您怎么跟进一位犹豫的客户？\n简历里提到复购率提升\n- 最近一次没谈成是因为什么？\n"
    )
    assert "Questions chosen for you" in mail("[questions block]", language="en").text


@pytest.mark.parametrize("questions", [(), ("",), (" \n ",)])
def test_without_questions_there_is_no_heading_either(questions: tuple[str, ...]) -> None:
    with_block = render(a_template("<p>a</p>[推荐问题]"), replace(VALUES, questions=questions))
    assert with_block.text == mail("<p>a</p>").text


def test_a_question_of_absurd_length_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        render(a_template("[推荐问题]"), replace(VALUES, questions=("长" * 5000,)))
    assert (refused.value.field, refused.value.code) == ("blocks.questions", "too_long")


def test_the_facts_name_the_positions_own_format() -> None:
    assert "形式：到公司面谈" in render(a_template("[面试信息]"), values(interview={"format": "到公司面谈"})).text


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_kind_has_its_pieces_with_the_time_and_the_way_in(kind: str, language: str) -> None:
    text = blocks_of(kind, language)
    assert VALUES.interview.time in text
    assert LINK in text
    assert "1. " in text or "- " in text


@pytest.mark.parametrize("kind", [Kind.WITHDRAWAL, Kind.EXPIRY])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_is_over_asks_for_no_confirmation_and_does_not_call_its_time_the_interviews(
    kind: str, language: str
) -> None:
    text = blocks_of(kind, language)
    assert not any(word in text for word in ASKING)
    assert ("原定时间" if language == "zh-CN" else "Planned") in text
    assert "面试时间：" not in text


@pytest.mark.parametrize("kind", [Kind.INVITATION, Kind.UNOPENED_REMINDER, Kind.UNCONFIRMED_REMINDER])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_waits_for_a_yes_asks_for_it_and_says_until_when(kind: str, language: str) -> None:
    text = blocks_of(kind, language)
    assert any(word in text for word in ASKING)
    assert VALUES.interview.deadline in text


def test_a_new_time_is_called_new_and_speaks_of_the_calendar() -> None:
    text = blocks_of(Kind.NEW_TIME_ACCEPTED, "zh-CN")
    assert f"新的时间：{VALUES.interview.time}" in text
    assert "日历" in text


def test_the_foot_speaks_of_the_link_where_there_is_one() -> None:
    assert "请勿转发" in mail("<p>a</p>[按钮]").text
    assert "请勿转发" not in mail("<p>a</p>[联系方式]").text
    assert "请勿转发" not in render(a_template(), values(candidate={"name": "<a ses:no-track >"})).text
