"""An interview's progress only rises, whatever is told, in whatever order, however often (K2)."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mianyue.domain.errors import Refused
from mianyue.domain.interview import TRANSITIONS, Fact, Progress, Side
from mianyue.domain.moments import stamp
from tests.builders import NOW, an_interview

ACTS_OF_HR = (Fact.ADDRESS_CORRECTED, Fact.RESTORED)
TOLD = [fact for fact in Fact if not TRANSITIONS[fact].answers and fact not in ACTS_OF_HR]
"""Facts that machines tell, in any order; the others are acts of people, whose order means something."""

facts = st.lists(st.sampled_from(list(Fact)), max_size=25)
told = st.lists(st.sampled_from(TOLD), max_size=25)


def happened(facts_: list[Fact]) -> list:
    interviews = [an_interview()]
    for fact in facts_:
        try:
            interviews.append(interviews[-1].after(fact))
        except Refused:
            interviews.append(interviews[-1])
    return interviews


@given(facts)
def test_progress_never_goes_back(facts_: list[Fact]) -> None:
    progress = [interview.progress for interview in happened(facts_)]
    assert progress == sorted(progress)


@given(told, st.randoms(use_true_random=False))
def test_order_and_repetition_of_what_is_told_make_no_difference(facts_: list[Fact], chance) -> None:
    shuffled = facts_ + facts_[: len(facts_) // 2]
    chance.shuffle(shuffled)
    before, after = happened(facts_)[-1], happened(shuffled)[-1]
    assert (before.progress, before.sides) == (after.progress, after.sides)


@given(facts)
def test_rev_rises_with_every_change_and_only_then(facts_: list[Fact]) -> None:
    interviews = happened(facts_)
    for before, after in pairwise(interviews):
        assert after.rev == before.rev + (after is not before)
        assert (after is before) == (after == before)


@given(facts)
def test_a_closed_interview_stays_closed_and_takes_no_answer(facts_: list[Fact]) -> None:
    closed = an_interview().after(Fact.CANCELLED)
    for fact in facts_:
        if fact is Fact.RESTORED:  # nobody's word but that of who has ended it
            continue
        if TRANSITIONS[fact].answers:
            with pytest.raises(Refused, match="cancelled"):
                closed.after(fact)
        else:
            closed = closed.after(fact)
            assert closed.closed is Side.CANCELLED


def test_every_fact_has_its_row_in_the_table() -> None:
    assert set(TRANSITIONS) == set(Fact)


def test_every_step_of_progress_can_be_reached() -> None:
    assert {each.raises for each in TRANSITIONS.values()} - {None} == set(Progress)


def test_an_answer_can_be_taken_back() -> None:
    interview = an_interview().after(Fact.DECLINED)
    assert interview.answered
    confirmed = interview.after(Fact.CONFIRMED)
    assert confirmed.sides == frozenset()
    assert confirmed.progress is Progress.CONFIRMED


def test_asking_for_another_time_keeps_the_wishes() -> None:
    interview = an_interview().after(Fact.NEW_TIME_ASKED, wishes=("2026-11-25T02:00:00.000000Z",))
    assert interview.wishes == ("2026-11-25T02:00:00.000000Z",)
    assert Side.NEW_TIME_ASKED in interview.sides


@pytest.mark.parametrize("fact", [Fact.CONFIRMED, Fact.NEW_TIME_ASKED, Fact.DECLINED, Fact.STARTED])
def test_every_answer_counts_as_one(fact: Fact) -> None:
    assert an_interview().after(fact).answered


@pytest.mark.parametrize("fact", [Fact.SENT, Fact.DELIVERED, Fact.OPENED, Fact.CLICKED, Fact.BOUNCED])
def test_what_machines_tell_is_no_answer(fact: Fact) -> None:
    assert not an_interview().after(fact).answered


def test_an_interview_is_overdue_from_its_deadline_until_it_is_started() -> None:
    interview = an_interview()
    assert not interview.overdue(interview.deadline - timedelta(seconds=1))
    assert interview.overdue(interview.deadline)
    assert not interview.after(Fact.STARTED).overdue(interview.deadline)


def test_who_has_wished_for_a_later_time_can_act_until_a_day_after_it() -> None:
    wish = an_interview().deadline + timedelta(days=3)
    asked = an_interview().after(Fact.NEW_TIME_ASKED, wishes=(stamp(wish),))
    assert not asked.overdue(wish)
    assert asked.overdue(wish + timedelta(days=1))
    assert asked.after(Fact.CONFIRMED, wishes=()).overdue(wish)


def test_a_corrected_address_can_be_written_to_again() -> None:
    assert an_interview().after(Fact.BOUNCED).after(Fact.ADDRESS_CORRECTED).reachable


def test_who_declined_or_waits_for_another_time_does_not_expire() -> None:
    late = an_interview(deadline=NOW - timedelta(days=1))
    assert late.expires(NOW)
    assert not late.after(Fact.DECLINED).expires(NOW)
    assert not late.after(Fact.NEW_TIME_ASKED).expires(NOW)


def test_cancelling_changes_the_entry_in_the_calendar_once() -> None:
    confirmed = an_interview(calendar_sequence=2).after(Fact.CONFIRMED)
    cancelled = confirmed.after(Fact.CANCELLED)
    assert (confirmed.calendar_sequence, cancelled.calendar_sequence) == (2, 3)
    assert cancelled.after(Fact.CANCELLED) is cancelled


def test_an_interview_that_names_no_stages_stands_until_the_application_ends() -> None:
    interview = an_interview(stands_in=())
    assert interview.stands("offer", ("rejected",))
    assert not interview.stands("rejected", ("rejected",))


def test_what_the_table_keeps_of_it_is_called_as_ever() -> None:
    assert list(Progress) == list(range(1, 9))
    assert all(word.value == word.name.lower() for word in (*Side, *Fact))
