"""What a candidate can still answer, within what HR has set (P2)."""

from datetime import timedelta

import pytest

from mianyue.domain.answering import NewTimes, why_not
from mianyue.domain.interview import Fact, Interview
from mianyue.domain.moments import stamp
from tests.builders import NOW, an_interview

ANSWERS = (Fact.CONFIRMED, Fact.NEW_TIME_ASKED, Fact.DECLINED, Fact.STARTED)
SECOND = timedelta(seconds=1)


def said(fact: Fact, interview: Interview, new_times: NewTimes | None = None, now=NOW) -> str:
    return why_not(fact, interview, new_times or NewTimes(), now)


@pytest.mark.parametrize("fact", ANSWERS)
def test_an_open_interview_takes_every_answer(fact: Fact) -> None:
    assert said(fact, an_interview()) == ""


@pytest.mark.parametrize("fact", ANSWERS)
@pytest.mark.parametrize(("ended", "why"), [(Fact.CANCELLED, "cancelled"), (Fact.FINISHED, "finished")])
def test_a_closed_one_takes_none_and_says_why(fact: Fact, ended: Fact, why: str) -> None:
    assert said(fact, an_interview().after(ended)) == why


@pytest.mark.parametrize("fact", ANSWERS)
def test_the_deadline_ends_all_answers(fact: Fact) -> None:
    interview = an_interview()
    assert said(fact, interview, now=interview.deadline - SECOND) == ""
    assert said(fact, interview, now=interview.deadline) == "expired"


@pytest.mark.parametrize(("fact", "why"), [(Fact.NEW_TIME_ASKED, "started"), (Fact.DECLINED, "started")])
def test_who_has_started_neither_declines_nor_asks_for_another_time(fact: Fact, why: str) -> None:
    assert said(fact, an_interview().after(Fact.STARTED)) == why


def test_who_has_started_can_go_on_behind_the_deadline() -> None:
    interview = an_interview().after(Fact.STARTED)
    assert said(Fact.STARTED, interview, now=interview.deadline) == ""
    assert said(Fact.CONFIRMED, interview, now=interview.deadline) == ""


def test_behind_the_deadline_a_wish_can_be_taken_back_and_the_old_time_not_confirmed() -> None:
    deadline = an_interview().deadline
    asked = an_interview().after(Fact.NEW_TIME_ASKED, wishes=(stamp(deadline + timedelta(days=2)),))
    assert said(Fact.CONFIRMED, asked, now=deadline - SECOND) == ""
    assert said(Fact.CONFIRMED, asked, now=deadline) == "time_is_over"
    assert said(Fact.DECLINED, asked, now=deadline) == ""


def test_another_time_can_be_asked_for_until_some_hours_before_the_interview() -> None:
    interview, new_times = an_interview(), NewTimes(hours_before=4)
    last = interview.starts_at - timedelta(hours=4)
    assert said(Fact.NEW_TIME_ASKED, interview, new_times, last - SECOND) == ""
    assert said(Fact.NEW_TIME_ASKED, interview, new_times, last) == "new_time_too_late"
    assert said(Fact.DECLINED, interview, new_times, last) == ""


def test_without_such_hours_it_can_be_asked_for_until_the_deadline() -> None:
    assert NewTimes().until(an_interview()) == an_interview().deadline


def test_no_hours_reach_behind_the_deadline() -> None:
    early = an_interview(deadline=NOW + timedelta(hours=1))
    assert NewTimes(hours_before=4).until(early) == early.deadline


def test_another_time_can_be_asked_for_three_times_unless_hr_says_otherwise() -> None:
    assert [NewTimes().left(an_interview(asks=asks)) for asks in (0, 2, 3, 4)] == [3, 1, 0, 0]
    assert said(Fact.NEW_TIME_ASKED, an_interview(asks=3)) == "no_new_times_left"
    assert said(Fact.NEW_TIME_ASKED, an_interview(asks=3), NewTimes(most=4)) == ""


def test_wishes_that_wait_can_always_be_changed() -> None:
    asked = an_interview(asks=2).after(Fact.NEW_TIME_ASKED)
    assert asked.asks == 3
    assert said(Fact.NEW_TIME_ASKED, asked) == ""
