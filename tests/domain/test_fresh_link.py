"""How often a new link is sent, and until when there is one to send (P6)."""

from datetime import timedelta

import pytest

from mianyue.domain.fresh_link import LINK_ASKED, MOST_IN_A_DAY, over, too_often, with_link_asked
from mianyue.domain.interview import Interview, Progress, Side
from mianyue.domain.message import Kind, why_not
from mianyue.domain.reminder import due_for
from tests.builders import NOW, an_interview


def asked(*hours: float) -> Interview:
    interview = an_interview()
    for each in hours:
        interview = with_link_asked(interview, NOW + timedelta(hours=each))
    return interview


@pytest.mark.parametrize(
    ("before", "now", "often"),
    [
        ((), 0, False),
        ((0,), 0, True),
        ((0,), 0.166, True),
        ((0,), 1 / 6, False),
        ((0,), 0.167, False),
        ((0, 1), 2, False),
        ((0, 1, 2), 3, True),
        ((0, 1, 2), 23.99, True),
        ((0, 1, 2), 24, False),
        ((0, 1, 2, 24), 24.5, True),
        ((0, 1, 2, 24), 25, False),
        ((1,), 0.95, True),
    ],
)
def test_once_in_ten_minutes_and_three_times_a_day(before: tuple[float, ...], now: float, often: bool) -> None:
    assert too_often(asked(*before), NOW + timedelta(hours=now)) is often


def test_no_more_is_remembered_than_is_asked_about() -> None:
    assert len(asked(*range(0, 100, 24)).links_asked) == MOST_IN_A_DAY


def test_its_event_is_a_word_that_the_console_has_a_sentence_for() -> None:
    assert LINK_ASKED == "link_asked"


def test_each_asking_is_a_change_of_its_own() -> None:
    assert asked(0, 1).rev == an_interview().rev + 2


@pytest.mark.parametrize(
    ("interview", "why"),
    [
        (an_interview(), ""),
        (an_interview(progress=Progress.CONFIRMED), ""),
        (an_interview(sides=frozenset({Side.NEW_TIME_ASKED})), ""),
        (an_interview(sides=frozenset({Side.REMINDERS_STOPPED})), ""),
        (an_interview(sides=frozenset({Side.DECLINED})), "declined"),
        (an_interview(sides=frozenset({Side.CANCELLED})), "cancelled"),
        (an_interview(progress=Progress.FINISHED), "finished"),
        (an_interview(deadline=NOW), "expired"),
        (an_interview(deadline=NOW, progress=Progress.STARTED), ""),
        (an_interview(deadline=NOW - timedelta(days=30), progress=Progress.STARTED), "expired"),
    ],
)
def test_a_link_is_sent_while_its_candidate_may_still_come(interview: Interview, why: str) -> None:
    assert over(interview, NOW) == why


@pytest.mark.parametrize(
    ("interview", "reason"),
    [
        (an_interview(progress=Progress.CONFIRMED), ""),
        (an_interview(sides=frozenset({Side.REMINDERS_STOPPED})), ""),
        (an_interview(sides=frozenset({Side.DECLINED})), "answered"),
        (an_interview(sides=frozenset({Side.CANCELLED})), "cancelled"),
        (an_interview(sides=frozenset({Side.BOUNCED})), "unreachable"),
    ],
)
def test_its_mail_is_asked_again_before_it_leaves(interview: Interview, reason: str) -> None:
    assert why_not(Kind.FRESH_LINK, interview) == reason


@pytest.mark.parametrize(("hours", "due"), [((), 24), ((5,), 29), ((5, 7), 31)])
def test_silence_is_counted_from_the_last_asking(hours: tuple[float, ...], due: int) -> None:
    assert due_for(Kind.UNOPENED_REMINDER, asked(*hours), NOW) == NOW + timedelta(hours=due)


def test_an_asking_before_the_mail_puts_nothing_off() -> None:
    accepted_at = NOW + timedelta(hours=9)
    assert due_for(Kind.UNOPENED_REMINDER, asked(5), accepted_at) == accepted_at + timedelta(hours=24)
