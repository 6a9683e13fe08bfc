"""The clarity check finds what a candidate would miss, and leaves alone what is good (T5)."""

import re
from itertools import chain
from pathlib import Path

import pytest

from mianyue import starter
from mianyue.domain.message import Kind
from mianyue.domain.template import Template
from mianyue.mail import clarity
from mianyue.mail.clarity import NEEDED, Finding, Severity, columns, findings
from mianyue.mail.clarity_words import SENTENCES
from mianyue.mail.rendering import render
from mianyue.mail.values import values_for
from tests.builders import a_company, a_position, a_template, an_application, an_interview

FACTS = {"note": "请带上作品集", "question": "可以用手机吗", "answer": "可以"}
LINK = "https://jobs.example.com/t/sample"


def found(template: Template, position: str = "销售代表", name_en: str = "Sales Representative") -> list[Finding]:
    values = values_for(
        an_application(),
        an_interview(),
        a_company(name="青屿 Qingyu"),
        a_position(name=position, name_en=name_en),
        LINK,
        template.language,
        template.kind,
        FACTS,
    )
    return findings(template, render(template, values))


def codes(template: Template) -> list[str]:
    return [each.code for each in found(template)]


def with_body(body: str, **changes: str) -> Template:
    words = "这里有足够多的文字，说清楚这封邮件为什么寄来，接下来会怎样，需要准备什么，以及有问题时可以找谁帮忙。" * 2
    return a_template(body=f"<p>{words}</p>{body}", **changes)


GOOD = with_body("[面试信息][步骤][按钮][联系方式]")


@pytest.mark.parametrize("template", starter.templates(), ids=lambda each: each.key)
def test_a_starter_text_leaves_nothing_to_be_wished_for(template: Template) -> None:
    for position in starter.positions("https://interview.example.com"):
        if template.scope in ("default", f"family:{position.family}"):
            assert found(template, position.name, position.name_en) == []


def test_a_good_text_has_no_findings() -> None:
    assert found(GOOD) == []


class TestWhatACandidateNeedsToKnow:
    def test_every_kind_of_mail_has_its_needs_and_every_mail_names_somebody_to_ask(self) -> None:
        assert NEEDED.keys() == set(Kind)
        assert all("contact" in needs for needs in NEEDED.values())

    def test_what_is_missing_is_named(self) -> None:
        missing = {"no_time", "no_format", "no_length", "no_steps", "no_deadline", "no_contact", "no_button"}
        assert set(codes(with_body(""))) == missing

    def test_each_thing_may_be_said_in_ones_own_way(self) -> None:
        own = with_body(
            "<p>[时间]，[形式]，{{ interview.length_minutes }}分钟，[截止时间]</p>"
            "<ol><li>打开[链接]</li></ol>[联系邮箱]"
        )
        assert codes(own) == []

    def test_asking_whether_there_is_a_phone_number_does_not_say_it(self) -> None:
        body = "[面试信息][步骤][按钮]{% if hr.phone %}<p>请来电</p>{% endif %}"
        assert codes(with_body(body)) == ["no_contact"]

    def test_who_is_told_that_it_is_off_needs_no_steps(self) -> None:
        assert codes(with_body("[联系方式]", kind="withdrawal")) == []

    def test_an_answer_must_hold_the_answer(self) -> None:
        assert codes(with_body("<p>[问题]</p>[联系方式]", kind="answer")) == ["no_answer"]


class TestWhatFiltersHoldAgainstAMail:
    @pytest.mark.parametrize(
        ("words", "phrase"),
        [
            ("点击领取您的红包", "点击领取"),
            ("工作日结", "日结"),
            ("please Click Here today", "Click Here"),
            ("100% of it", "100%"),
            ("$$$", "$$$"),
        ],
    )
    def test_a_phrase_is_named_with_its_place(self, words: str, phrase: str) -> None:
        template = with_body(f"[面试信息][步骤][按钮][联系方式]\n<p><b>x</b>{words}</p>")
        spam = [each for each in found(template) if each.code == "spam_phrase"]
        assert (spam[0].value, spam[0].field, spam[0].line) == (phrase, "body", 2)
        assert template.body.split("\n")[1][spam[0].column - 1 :].startswith(phrase)

    @pytest.mark.parametrize(
        "words", ["Feel free to ask", "免费停车", "我们有免费班车", "a free afternoon", "insurgent"]
    )
    def test_ordinary_words_are_left_alone(self, words: str) -> None:
        assert codes(with_body(f"[面试信息][步骤][按钮][联系方式]<p>{words}</p>")) == []

    def test_an_address_in_a_link_is_not_read_as_words(self) -> None:
        link = '<a href="https://example.com/urgent">官网</a>'
        assert codes(with_body(f"[面试信息][步骤][按钮][联系方式]{link}")) == []

    def test_subject_and_preheader_are_read_too(self) -> None:
        template = with_body("[面试信息][步骤][按钮][联系方式]", subject="[公司]急招", preheader="限时优惠，[时间]")
        assert [(each.code, each.field) for each in found(template)] == [
            ("spam_phrase", "subject"),
            ("spam_phrase", "preheader"),
        ]

    @pytest.mark.parametrize("subject", ["[公司]面试！！", "[公司]！面试！", "[company] GREAT NEWS", "Yes! [company]!"])
    def test_a_shouting_subject_is_found(self, subject: str) -> None:
        assert codes(with_body("[面试信息][步骤][按钮][联系方式]", subject=subject)) == ["shouting"]

    def test_a_subject_with_one_mark_or_an_abbreviation_is_not(self) -> None:
        assert codes(with_body("[面试信息][步骤][按钮][联系方式]", subject="[公司]AI面试（HTML方向），见！")) == []


class TestTheFirstLook:
    def test_a_subject_is_measured_as_it_will_be_read(self) -> None:
        long = with_body("[面试信息][步骤][按钮][联系方式]", subject="[公司]：" + "面试" * 15)
        assert [(each.code, each.value) for each in found(long)] == [("long_subject", "73")]

    def test_a_wide_character_takes_two_columns(self) -> None:
        assert columns("面试AI") == 6

    def test_a_subject_that_names_nobody_is_found(self) -> None:
        assert codes(with_body("[面试信息][步骤][按钮][联系方式]", subject="面试邀请")) == ["anonymous_subject"]

    @pytest.mark.parametrize(
        ("preheader", "code"),
        [("", "no_preheader"), (GOOD.subject, "preheader_repeats"), ("时间" * 40, "long_preheader")],
    )
    def test_a_preheader_says_something_short_of_its_own(self, preheader: str, code: str) -> None:
        assert codes(with_body("[面试信息][步骤][按钮][联系方式]", preheader=preheader)) == [code]


class TestTextPicturesAndLinks:
    def test_a_picture_without_words_is_found_where_it_stands(self) -> None:
        template = with_body('[面试信息][步骤][按钮][联系方式]\n<p><img src="https://x.example/a.png" alt=""></p>')
        assert [(each.code, each.line, each.column) for each in found(template)] == [("picture_without_words", 2, 4)]

    def test_a_mail_of_nothing_but_a_picture_is_found(self) -> None:
        template = a_template(kind="withdrawal", body='<img src="https://x.example/a.png" alt="取消">')
        assert "only_pictures" in codes(template)

    def test_an_empty_mail_is_found(self) -> None:
        assert "no_plain_text" in codes(a_template(kind="withdrawal", body="<p></p>"))

    def test_many_links_among_few_words_are_found(self) -> None:
        links = "".join(f'<p><a href="https://x.example/{n}">看看</a></p>' for n in range(5))
        assert "many_links" in codes(a_template(kind="withdrawal", body=links))

    def test_a_mail_that_gmail_would_cut_is_found(self) -> None:
        assert "clipped" in codes(with_body("[面试信息][步骤][按钮][联系方式]" + "<p>字</p>" * 2500))


def test_problems_come_before_advice() -> None:
    severities = [each.severity for each in found(with_body("", preheader=""))]
    assert severities == sorted(severities, key=[Severity.PROBLEM, Severity.ADVICE].index)
    assert severities[-1] is Severity.ADVICE


def test_every_finding_has_its_sentences_and_every_sentence_its_finding() -> None:
    source = Path(clarity.__file__).read_text(encoding="utf-8")
    made = set(re.findall(r'(?:Finding|_at)\("(\w+)"', source)) | {f"no_{need}" for need in chain(*NEEDED.values())}
    assert made == SENTENCES.keys()
    assert all(chinese.format(value="x") and english.format(value="x") for chinese, english in SENTENCES.values())
