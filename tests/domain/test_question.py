"""How often a candidate can ask, which question is which, and what an asking holds back (P3, M1, H4)."""

from datetime import timedelta

import pytest

from mianyue.domain.interview import Fact, Interview
from mianyue.domain.message import REMINDERS, Kind
from mianyue.domain.message import why_not as why_no_mail
from mianyue.domain.question import (
    MOST_IN_A_DAY,
    State,
    answer_id,
    case_id,
    left,
    newest_first,
    question_id,
    why_not,
    with_answer,
    with_question,
)
from mianyue.domain.reminder import due_for
from tests.builders import NOW, a_question, an_interview


def asked(*hours: float) -> Interview:
    interview = an_interview()
    for each in hours:
        interview = with_question(interview, NOW + timedelta(hours=each))
    return interview


@pytest.mark.parametrize(
    ("before", "now", "more"),
    [
        ((), 0, 5),
        ((0,), 0, 4),
        ((0, 1, 2, 3, 4), 5, 0),
        ((0, 1, 2, 3, 4), 24, 1),
        ((0, 1, 2, 3, 4), 23.99, 0),
        ((1,), 0.9, 4),
    ],
)
def test_five_questions_fit_into_a_day(before: tuple[float, ...], now: float, more: int) -> None:
    assert left(asked(*before), NOW + timedelta(hours=now)) == more


def test_no_more_stamps_are_kept_than_are_looked_at() -> None:
    assert len(asked(*range(0, 200, 24)).questions_asked) == MOST_IN_A_DAY


def test_each_asking_is_a_change_of_the_interview_so_that_two_at_once_are_counted() -> None:
    assert asked(0).rev == an_interview().rev + 1
    assert with_answer(an_interview(), NOW).rev == an_interview().rev + 1


def test_an_asking_is_no_answer() -> None:
    after = asked(0)
    assert (after.progress, after.sides, after.turn, after.answered) == (
        an_interview().progress,
        an_interview().sides,
        an_interview().turn,
        False,
    )


@pytest.mark.parametrize("kind", REMINDERS)
def test_a_question_stops_no_reminder_but_its_delay_counts_from_it_and_from_the_answer(kind: Kind) -> None:
    delay = due_for(kind, an_interview(), NOW) - NOW
    asking = asked(3)
    assert why_no_mail(kind, asking) == why_no_mail(kind, an_interview())
    assert due_for(kind, asking, NOW) == NOW + timedelta(hours=3) + delay
    answered = with_answer(asking, NOW + timedelta(hours=5))
    assert due_for(kind, answered, NOW) == NOW + timedelta(hours=5) + delay


@pytest.mark.parametrize("other", ["面试可以用手机吗", " 面试 可以用手机吗 ", "面试可以\n用手机吗"])
def test_the_same_words_are_the_same_question(other: str) -> None:
    assert question_id(an_interview(), other) == question_id(an_interview(), "面试可以用手机吗")


def test_other_words_or_another_interview_are_another_question() -> None:
    first = question_id(an_interview(), "可以用手机吗")
    assert question_id(an_interview(), "可以用电脑吗") != first
    assert question_id(an_interview(number=3), "可以用手机吗") != first


@pytest.mark.parametrize(
    ("fact", "why"),
    [(Fact.CANCELLED, "cancelled"), (Fact.EXPIRED, "expired"), (Fact.FINISHED, ""), (Fact.CONFIRMED, "")],
)
def test_who_has_finished_may_still_ask_and_be_answered(fact: Fact, why: str) -> None:
    interview = an_interview().after(fact)
    assert why_not(interview) == why
    assert why_no_mail(Kind.ANSWER, interview) == why


def test_an_answer_to_an_address_that_returns_mail_does_not_leave() -> None:
    assert why_no_mail(Kind.ANSWER, an_interview().after(Fact.FINISHED).after(Fact.BOUNCED)) == "unreachable"


@pytest.mark.parametrize("kind", set(Kind) - {Kind.ANSWER})
def test_nothing_else_reaches_who_has_finished(kind: Kind) -> None:
    assert why_no_mail(kind, an_interview().after(Fact.FINISHED))


def test_a_question_is_open_then_answered_or_closed() -> None:
    question = a_question()
    assert question.state is State.OPEN
    assert question.closed(by="hr-1", now=NOW).state is State.CLOSED
    assert question.answered("可以", by="hr-1", now=NOW).state is State.ANSWERED
    assert question.closed(by="hr-1", now=NOW).answered("可以", by="hr-2", now=NOW).settled_by == "hr-2"


def test_another_wording_keeps_who_answered_first_and_when_and_causes_a_mail_of_its_own() -> None:
    first = a_question().answered("可以", by="hr-1", now=NOW)
    again = first.answered("可以，电脑也行", by="hr-2", now=NOW + timedelta(hours=1))
    assert (again.settled_by, again.settled_at, again.answer) == ("hr-1", NOW, "可以，电脑也行")
    assert answer_id(again) != answer_id(first)


def test_a_question_has_one_exception() -> None:
    assert case_id("q1") == case_id("q1") != case_id("q2")


def test_the_newest_question_comes_first() -> None:
    older, newer = a_question(), a_question(question_id="question-2", asked_at=NOW + timedelta(hours=1))
    assert newest_first([older, newer]) == [newer, older]
