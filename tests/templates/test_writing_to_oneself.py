"""A text on its way to whoever works on it: whole, to their own address, and not too often (T4)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.templates.ports import Desk
from functions.templates.write_to_oneself import Signed, write_to_oneself
from mianyue.domain.errors import InvalidInput, Refused
from mianyue.domain.trial import WAITS, Trial
from mianyue.mail.refusals import TemplateRefused
from tests.builders import NOW, a_company, a_template
from tests.templates.fakes import SENDER, FakeSetups, a_desk

ME = Signed("hr-1", "token")
TEXT = a_template(body="<p>[姓名]</p>[按钮][联系方式]")


def write(desk: Desk, trial_id: str = "t1", *, language: str = "zh-CN") -> str:
    return write_to_oneself(desk, TEXT._replace(language=language), "", ME, trial_id=trial_id)


def test_the_mail_goes_to_ones_own_address_and_says_that_it_is_a_test() -> None:
    desk = a_desk()
    assert write(desk) == "me@example.com"
    mail = desk.mails.kept["t1"]
    assert (mail.to, mail.sender, mail.reply_to) == ("me@example.com", SENDER, "hr@example.com")
    assert mail.subject == "【测试】星河科技邀请您参加销售代表面试"
    assert desk.queue.trials == [(Trial("t1", NOW + WAITS), 0)]


def test_an_english_text_says_so_in_english() -> None:
    desk = a_desk()
    write(desk, language="en")
    assert desk.mails.kept["t1"].subject.startswith("[Test] ")


def test_its_tag_is_no_interviews() -> None:
    desk = a_desk()
    write(desk)
    assert desk.mails.kept["t1"].tags == {"trial": "t1"}


def test_a_second_one_within_ten_seconds_is_refused_and_keeps_nothing() -> None:
    desk = a_desk()
    write(desk)
    with pytest.raises(Refused) as refused:
        write(desk, "t2")
    assert refused.value.code == "too_soon"
    assert desk.mails.kept.keys() == {"t1"}
    later = replace(desk, clock=lambda: NOW + timedelta(seconds=11))
    write(later, "t3")
    assert [trial.trial_id for trial, _ in desk.queue.trials] == ["t1", "t3"]


def test_a_mail_with_a_gap_is_not_even_sent_to_oneself() -> None:
    desk = a_desk(setups=FakeSetups(company=a_company(hr_email="")))
    with pytest.raises(InvalidInput) as refused:
        write(desk)
    assert (refused.value.code, refused.value.value) == ("missing_value", "[联系邮箱]")
    assert desk.trials.turns == {}


def test_a_text_that_could_not_be_saved_is_refused_with_its_place() -> None:
    desk = a_desk()
    with pytest.raises(TemplateRefused) as refused:
        write_to_oneself(desk, a_template(body="<p>[没有]</p>"), "", ME, trial_id="t1")
    assert (refused.value.code, refused.value.line, refused.value.column) == ("unknown_variable", 1, 4)
    assert desk.queue.trials == []
