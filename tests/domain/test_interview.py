"""An interview's progress only rises, whatever is told, in whatever order, however often (K2)."""

from copy import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mianyue.domain.errors import Refused
from mianyue.domain.interview import TRANSITIONS, Fact, Interview, Progress, Side
from mianyue.domain.moments import stamp
from tests.builders import NOW, an_interview

ACTS_OF_HR = (Fact.ADDRESS_CORRECTED, Fact.ADDRESS_CHANGED, Fact.RESTORED)
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


@pytest.mark.parametrize("interview", [an_interview(), an_interview().after(Fact.CANCELLED)])
def test_another_address_makes_links_anew_and_changes_nothing_else(interview: Interview) -> None:
    changed = interview.after(Fact.ADDRESS_CHANGED)
    assert (changed.link_version, changed.rev) == (interview.link_version + 1, interview.rev + 1)
    assert replace(changed, link_version=interview.link_version, rev=interview.rev) == interview


def test_no_other_fact_makes_links_anew() -> None:
    assert {fact for fact, transition in TRANSITIONS.items() if transition.revokes} == {Fact.ADDRESS_CHANGED}


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


NEW = an_interview()
ASKED = NEW.after(Fact.NEW_TIME_ASKED)
ASKED_ANEW = ASKED.after(Fact.NEW_TIME_PROPOSED)
LOST = NEW.after(Fact.BOUNCED).after(Fact.COMPLAINED).after(Fact.SUPPRESSED)


@pytest.mark.parametrize(
    ("before", "fact", "progress", "sides"),
    [
        (NEW, Fact.SENT, Progress.SENT, set()),
        (NEW, Fact.DELIVERED, Progress.DELIVERED, set()),
        (NEW, Fact.OPENED, Progress.OPENED, set()),
        (NEW, Fact.CLICKED, Progress.CLICKED, set()),
        (NEW, Fact.BOUNCED, Progress.QUEUED, {Side.BOUNCED}),
        (NEW, Fact.COMPLAINED, Progress.QUEUED, {Side.COMPLAINED}),
        (NEW, Fact.SUPPRESSED, Progress.QUEUED, {Side.SUPPRESSED}),
        (NEW, Fact.REMINDERS_STOPPED, Progress.QUEUED, {Side.REMINDERS_STOPPED}),
        (LOST, Fact.ADDRESS_CORRECTED, Progress.QUEUED, set()),
    ],
)
def test_what_machines_tell_moves_it_and_says_nothing(
    before: Interview, fact: Fact, progress: Progress, sides: set[Side]
) -> None:
    after = before.after(fact)
    assert (after.progress, after.sides) == (progress, sides)
    assert (after.turn, after.last_word, after.calendar_sequence, after.asks) == (0, "", 0, 0)


@pytest.mark.parametrize(
    ("before", "fact", "progress", "sides", "changes_calendar"),
    [
        (NEW, Fact.CONFIRMED, Progress.CONFIRMED, set(), False),
        (NEW, Fact.NEW_TIME_ASKED, Progress.QUEUED, {Side.NEW_TIME_ASKED}, False),
        (NEW, Fact.DECLINED, Progress.QUEUED, {Side.DECLINED}, False),
        (NEW, Fact.STARTED, Progress.STARTED, set(), False),
        (NEW, Fact.FINISHED, Progress.FINISHED, set(), False),
        (NEW, Fact.CANCELLED, Progress.QUEUED, {Side.CANCELLED}, True),
        (NEW, Fact.EXPIRED, Progress.QUEUED, {Side.EXPIRED}, False),
        (NEW.after(Fact.CANCELLED), Fact.RESTORED, Progress.QUEUED, set(), False),
        (NEW.after(Fact.DECLINED), Fact.NEW_TIME_ASKED, Progress.QUEUED, {Side.NEW_TIME_ASKED}, False),
        (NEW.after(Fact.DECLINED), Fact.FINISHED, Progress.FINISHED, set(), False),
        (ASKED, Fact.CONFIRMED, Progress.CONFIRMED, set(), False),
        (ASKED, Fact.DECLINED, Progress.QUEUED, {Side.DECLINED}, False),
        (ASKED, Fact.STARTED, Progress.STARTED, set(), False),
        (ASKED, Fact.NEW_TIME_ACCEPTED, Progress.CONFIRMED, set(), True),
        (ASKED, Fact.NEW_TIME_PROPOSED, Progress.QUEUED, {Side.ASKED_ANEW}, True),
        (ASKED, Fact.NEW_TIME_REFUSED, Progress.QUEUED, {Side.ASKED_ANEW}, False),
        (ASKED_ANEW, Fact.CONFIRMED, Progress.CONFIRMED, set(), False),
        (ASKED_ANEW, Fact.NEW_TIME_ASKED, Progress.QUEUED, {Side.NEW_TIME_ASKED}, False),
    ],
)
def test_what_people_say_stands_until_the_next_word(
    before: Interview, fact: Fact, progress: Progress, sides: set[Side], changes_calendar: bool
) -> None:
    after = before.after(fact)
    assert (after.progress, after.sides) == (progress, sides)
    assert (after.turn, after.last_word) == (before.turn + 1, fact.value)
    assert after.calendar_sequence - before.calendar_sequence == int(changes_calendar)


def test_changing_wishes_that_wait_is_no_new_asking() -> None:
    changed = ASKED.after(Fact.NEW_TIME_ASKED, wishes=("2026-11-25T02:00:00.000000Z",))
    assert (ASKED.asks, changed.asks, ASKED_ANEW.after(Fact.NEW_TIME_ASKED).asks) == (1, 1, 2)


@pytest.mark.parametrize(
    ("before", "fact", "why"),
    [
        *(
            (NEW.after(end), fact, end.value)
            for end in (Fact.CANCELLED, Fact.EXPIRED, Fact.FINISHED)
            for fact in Fact
            if TRANSITIONS[fact].answers
        ),
        (NEW.after(Fact.STARTED), Fact.NEW_TIME_ASKED, "started"),
        (NEW.after(Fact.STARTED), Fact.DECLINED, "started"),
        (NEW, Fact.NEW_TIME_ACCEPTED, "nothing_asked"),
        (NEW, Fact.NEW_TIME_PROPOSED, "nothing_asked"),
        (ASKED_ANEW, Fact.NEW_TIME_REFUSED, "nothing_asked"),
    ],
)
def test_an_answer_that_comes_too_late_is_refused_in_one_word(before: Interview, fact: Fact, why: str) -> None:
    with pytest.raises(Refused) as refused:
        before.after(fact)
    assert refused.value.code == why


def test_an_answer_is_a_word_of_the_candidate_or_to_them() -> None:
    assert {fact for fact in Fact if TRANSITIONS[fact].answers} == {
        Fact.CONFIRMED,
        Fact.NEW_TIME_ASKED,
        Fact.NEW_TIME_ACCEPTED,
        Fact.NEW_TIME_PROPOSED,
        Fact.NEW_TIME_REFUSED,
        Fact.DECLINED,
        Fact.STARTED,
    }


def test_an_interview_at_another_time_takes_its_deadline_along_where_that_would_be_too_early() -> None:
    later, sooner = NEW.deadline + timedelta(hours=1), NOW + timedelta(days=1)
    moved = ASKED.after(Fact.NEW_TIME_ACCEPTED, starts_at=later)
    assert (moved.starts_at, moved.deadline) == (later, later + timedelta(days=1))
    moved = ASKED.after(Fact.NEW_TIME_ACCEPTED, starts_at=sooner)
    assert (moved.starts_at, moved.deadline) == (sooner, NEW.deadline)
    assert ASKED.after(Fact.NEW_TIME_REFUSED).starts_at == NEW.starts_at


def test_wishes_stand_as_long_as_they_wait() -> None:
    wishes = ("2026-11-25T02:00:00.000000Z",)
    asked = NEW.after(Fact.NEW_TIME_ASKED, wishes=wishes)
    assert asked.after(Fact.OPENED).wishes == wishes
    assert asked.after(Fact.NEW_TIME_REFUSED).wishes == ()


@pytest.mark.parametrize(("fact", "reached"), [(Fact.OPENED, Progress.OPENED), (Fact.CLICKED, Progress.CLICKED)])
def test_a_persons_look_brings_it_forward_and_a_machines_is_only_counted(fact: Fact, reached: Progress) -> None:
    seen = NEW.looked_at(fact, human=False)
    assert (seen.progress, seen.rev) == (NEW.progress, NEW.rev + 1)
    seen = seen.looked_at(fact, human=True).looked_at(fact, human=True)
    assert (seen.progress, seen.rev) == (reached, NEW.rev + 3)
    counters = (seen.opens, seen.human_opens, seen.clicks, seen.human_clicks)
    assert counters == ((3, 2, 0, 0) if fact is Fact.OPENED else (0, 0, 3, 2))


def test_an_interview_stands_in_the_stages_that_its_rule_names() -> None:
    interview = an_interview(stands_in=("screened", "offer"))
    assert [interview.stands(stage, ("rejected",)) for stage in ("offer", "applied", "rejected")] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("interview", "told"),
    [
        (an_interview(expiry_mail=True, progress=Progress.SENT), True),
        (an_interview(expiry_mail=True), False),
        (an_interview(progress=Progress.SENT), False),
        (an_interview(expiry_mail=True, progress=Progress.SENT).after(Fact.SUPPRESSED), False),
    ],
)
def test_who_was_written_to_is_told_that_their_time_is_over_where_the_rule_wants_it(
    interview: Interview, told: bool
) -> None:
    assert interview.tells_expiry is told


def test_a_new_interview_is_at_its_beginning() -> None:
    new = an_interview()
    assert (new.progress, new.sides, new.wishes, new.rev, new.link_version) == (Progress.QUEUED, set(), (), 1, 1)
    assert (new.withdrawal_mail, new.withdrawn, new.expiry_mail, new.reminders) == (False, False, False, 1)
    assert (new.opens, new.human_opens, new.clicks, new.human_clicks) == (0, 0, 0, 0)
    assert (new.channels, new.template_scope, new.batch) == (("mail",), "", "")
    assert (new.turn, new.last_word, new.asks, new.calendar_sequence) == (0, "", 0, 0)
