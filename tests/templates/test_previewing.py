"""A preview is the mail as it would be, made for whom HR wants to see, and leads nowhere (T4, T5)."""

from copy import replace

import pytest

from functions.templates.preview import DEAD_LINK, preview
from functions.templates.sample import FACTS
from mianyue import starter
from mianyue.domain.errors import NotFound
from mianyue.domain.message import Kind
from mianyue.domain.tracking import Story
from mianyue.mail.values import VARIABLES
from tests.builders import (
    APPLICATION_ID,
    NOW,
    a_company,
    a_position,
    a_rule,
    a_template,
    an_application,
    an_entry,
    an_interview,
)
from tests.templates.fakes import SITE, FakeSetups, a_desk

TEXT = a_template(body="<p>[姓名]，[时间]，[时长]分钟</p>[按钮][联系方式]")


def with_text(body: str, **changes: str) -> str:
    mail = preview(a_desk(), a_template(body=body, **changes), "").mail
    assert mail
    return mail.text


class TestTheSampleCandidate:
    def test_has_a_name_in_the_texts_language_and_an_interview_to_come(self) -> None:
        found = preview(a_desk(), TEXT, "")
        assert found.reader.is_sample
        assert found.mail
        assert "欧阳晓月，2026年11月25日（周三）14:00（北京时间，UTC+8），30分钟" in found.mail.text
        assert "Ada Lindqvist" in with_text("<p>[name]</p>", language="en")

    @pytest.mark.parametrize("kind", Kind)
    @pytest.mark.parametrize("language", ["zh-CN", "en"])
    def test_has_a_value_for_every_variable(self, kind: Kind, language: str) -> None:
        own_words = "company.highlights"  # HR's, in the company's language alone
        body = "".join(f"<div>{{{{ {each.path} }}}}</div>" for each in VARIABLES if each.path != own_words)
        assert preview(a_desk(), a_template(kind=kind, language=language, body=body), "").missing == ()

    def test_says_what_a_message_says_beyond_its_interview(self) -> None:
        assert FACTS["zh-CN"]["answer"] in with_text("<p>[回答]</p>", kind="answer")
        assert "简历里提到" in with_text("[推荐问题]")

    def test_applies_for_a_position_that_the_text_is_about(self) -> None:
        setups = FakeSetups(positions=(a_position(), a_position(position_id="tester", name="测试", family="technical")))
        desk = a_desk(setups=setups)
        for scope in ("position:tester", "family:technical"):
            assert preview(desk, a_template(scope=scope), "").reader.position.name == "测试"
        assert preview(desk, a_template(scope="family:intern"), "").reader.position.family == "intern"
        assert preview(desk, a_template(), "").reader.position.name == "销售代表"

    def test_there_is_one_before_the_company_has_any_position(self) -> None:
        assert preview(a_desk(setups=FakeSetups(positions=(), rules=())), TEXT, "").mail

    @pytest.mark.parametrize("template", starter.templates(), ids=lambda each: each.key)
    def test_sees_every_starter_text_without_a_gap_or_a_finding(self, template) -> None:
        found = preview(a_desk(setups=FakeSetups(company=starter.company())), template, "")
        assert (found.missing, found.findings, found.refusals) == ((), (), [])


class TestAChosenApplication:
    def test_is_shown_its_own_interview(self) -> None:
        interview = an_interview(length_minutes=45)
        desk = a_desk(stories=[Story(an_application(), interviews=(an_interview(number=1), interview))])
        found = preview(desk, TEXT, APPLICATION_ID)
        assert found.reader.interview == interview
        assert found.mail
        assert "欧阳敏，2026年11月25日（周三）10:00（北京时间，UTC+8），45分钟" in found.mail.text

    def test_without_one_is_shown_what_its_rule_would_make_now(self) -> None:
        setups = FakeSetups(rules=(a_rule(days_ahead=3, hour=16, template_scope="set:spring"),))
        desk = a_desk(stories=[Story(an_application(), entries=(an_entry(),))], setups=setups)
        interview = preview(desk, TEXT, APPLICATION_ID).reader.interview
        assert (interview.rule_id, interview.starts_at.isoformat()) == ("sales-at-once", "2026-11-26T08:00:00+00:00")

    def test_that_no_rule_would_invite_is_shown_what_is_usual(self) -> None:
        desk = a_desk(stories=[Story(an_application(stage="applied"))])
        assert preview(desk, TEXT, APPLICATION_ID).reader.interview.starts_at > NOW

    def test_that_is_not_there_is_not_found(self) -> None:
        with pytest.raises(NotFound):
            preview(a_desk(), TEXT, "unknown")


class TestWhatIsWrong:
    def test_every_part_that_is_refused_says_where_and_there_is_no_mail(self) -> None:
        text = replace(TEXT, subject="{{ nothing }}", preheader="{% x %}", body="<p>\n<b></p>")
        found = preview(a_desk(), text, "")
        assert [(each.field, each.code, each.line, each.column) for each in found.refusals] == [
            ("subject", "unknown_variable", 1, 1),
            ("preheader", "not_allowed", 1, 1),
            ("body", "tag_not_closed", 2, 4),
        ]
        assert (found.mail, found.findings) == (None, ())

    def test_missing_values_are_named_and_marked_in_the_mail(self) -> None:
        setups = FakeSetups(company=a_company(hr_phone="", hr_name=""))
        found = preview(a_desk(setups=setups), a_template(body="<p>[联系电话]</p>[联系方式]"), "")
        assert found.missing == ("[联系电话]", "[联系人]")
        assert found.mail
        assert "〔联系电话〕" in found.mail.text

    def test_findings_come_along(self) -> None:
        codes = {each.code for each in preview(a_desk(), a_template(body="<p>点击领取</p>"), "").findings}
        assert {"spam_phrase", "no_contact"} <= codes


def test_the_link_of_a_preview_is_a_sample_also_for_a_real_application() -> None:
    desk = a_desk(stories=[Story(an_application(), interviews=(an_interview(),))])
    mail = preview(desk, TEXT, APPLICATION_ID).mail
    assert mail
    assert f"{SITE}{DEAD_LINK}" in mail.html
    assert mail.html.count("/t/") == mail.html.count(f"{SITE}{DEAD_LINK}")
