"""A fact is decided on the newest interview, however many write at the same time (K2)."""

from datetime import timedelta

import pytest

from mianyue.domain.errors import Conflict, Refused
from mianyue.domain.interview import Fact, Interview, Progress
from mianyue.domain.suppression import Suppression
from mianyue.domain.tracking import ExceptionCase
from mianyue.recording import TRIES, record_answer, record_fact, record_look
from tests.builders import APPLICATION_ID, NOW, an_event, an_interview, an_invitation


def open_to_all(_: Interview) -> str:
    return ""


class Contested:
    """An interview that others change before each of the first writes."""

    def __init__(self, *others: Fact, interview: Interview | None = None) -> None:
        self.stored = interview or an_interview()
        self.others = list(others)
        self.events: list[str] = []
        self.beside: list[tuple] = []

    def interview(self, application_id: str, number: int) -> Interview:
        assert (application_id, number) == (APPLICATION_ID, 2)
        return self.stored

    def record(self, event, before: Interview, after: Interview, *, messages=(), cases=(), suppressed=None) -> bool:
        if self.others:
            self.stored = self.stored.after(self.others.pop(0))
        if self.stored is not before:
            raise Conflict("interview")
        if event.event_id in self.events:
            return False
        self.events.append(event.event_id)
        self.beside.append((messages, cases, suppressed))
        self.stored = after
        return True


def test_who_comes_second_decides_again_on_what_the_first_has_left() -> None:
    stories = Contested(Fact.SENT, Fact.OPENED)
    assert record_fact(stories, Fact.DELIVERED, an_event()).progress is Progress.OPENED
    assert len(stories.events) == 1


def test_an_answer_that_comes_after_the_cancellation_is_refused() -> None:
    with pytest.raises(Refused, match="cancelled"):
        record_answer(Contested(Fact.CANCELLED), Fact.CONFIRMED, an_event("confirmed"), why_not=open_to_all)


def test_an_answer_after_the_deadline_is_refused() -> None:
    late = NOW + timedelta(days=6)
    with pytest.raises(Refused, match="expired"):
        record_answer(
            Contested(),
            Fact.CONFIRMED,
            an_event("confirmed"),
            why_not=lambda newest: "expired" if newest.overdue(late) else "",
        )


def test_an_answer_that_changes_nothing_is_no_event() -> None:
    stories = Contested(interview=an_interview().after(Fact.CONFIRMED))
    record_answer(stories, Fact.CONFIRMED, an_event("confirmed"), why_not=open_to_all)
    assert stories.events == []


@pytest.mark.parametrize("record", [record_fact, lambda *args: record_answer(*args, why_not=open_to_all)])
def test_the_same_event_again_leaves_the_interview_as_it_is(record) -> None:
    stories = Contested()
    record(stories, Fact.CONFIRMED, an_event("same"))
    stories.stored = an_interview(rev=9)
    assert record(stories, Fact.CONFIRMED, an_event("same")) == an_interview(rev=9)


RECORDS = [record_fact, lambda *args, **named: record_answer(*args, why_not=open_to_all, **named)]


@pytest.mark.parametrize("record", RECORDS)
def test_what_follows_is_written_with_the_event(record) -> None:
    stories, messages = Contested(), [an_invitation()]
    cases = [ExceptionCase(APPLICATION_ID, 2, case_id="case", kind="new_time", at=NOW)]
    wishes = ("2026-11-25T02:00:00.000000Z",)
    asked = record(stories, Fact.NEW_TIME_ASKED, an_event("asked"), wishes=wishes, messages=messages, cases=cases)
    assert asked.wishes == stories.stored.wishes == wishes
    assert stories.beside == [(messages, cases, None)]


def test_a_lost_address_is_suppressed_with_the_event() -> None:
    stories = Contested()
    lost = Suppression("somebody@example.com", "bounced", NOW, APPLICATION_ID, 2, "m1")
    record_fact(stories, Fact.BOUNCED, an_event("bounced"), suppressed=lost)
    assert stories.beside == [((), (), lost)]


@pytest.mark.parametrize(("verdict", "progress", "human"), [("human", 4, 1), ("machine", 1, 0)])
def test_a_look_is_counted_with_its_verdict(verdict: str, progress: int, human: int) -> None:
    seen = record_look(Contested(), Fact.OPENED, an_event("opened", verdict=verdict))
    assert (seen.progress, seen.opens, seen.human_opens) == (progress, 1, human)


DECLINED = an_interview().after(Fact.DECLINED)


def answered(stories: Contested, fact: Fact, turn: int | None) -> Interview:
    return record_answer(stories, fact, an_event("again"), why_not=open_to_all, turn=turn)


def test_who_has_seen_the_last_word_can_change_it() -> None:
    assert answered(Contested(interview=DECLINED), Fact.CONFIRMED, turn=1).coming


def test_who_has_not_is_told_what_was_said_meanwhile() -> None:
    stories = Contested(interview=DECLINED)
    with pytest.raises(Refused, match="meanwhile_declined"):
        answered(stories, Fact.CONFIRMED, turn=0)
    assert stories.events == []


@pytest.mark.parametrize("turn", [0, 1])
def test_a_second_press_of_the_same_button_is_no_second_event(turn: int) -> None:
    stories = Contested(interview=DECLINED)
    assert answered(stories, Fact.DECLINED, turn=turn) is DECLINED
    assert stories.events == []


def test_what_hr_has_said_for_the_candidate_meanwhile_is_no_press_of_theirs() -> None:
    accepted = an_interview().after(Fact.NEW_TIME_ASKED).after(Fact.NEW_TIME_ACCEPTED)
    with pytest.raises(Refused, match="meanwhile_new_time_accepted"):
        answered(Contested(interview=accepted), Fact.CONFIRMED, turn=1)


@pytest.mark.parametrize("turn", [None, 2])
def test_who_confirms_what_hr_has_accepted_changes_nothing(turn: int | None) -> None:
    accepted = an_interview().after(Fact.NEW_TIME_ASKED).after(Fact.NEW_TIME_ACCEPTED)
    stories = Contested(interview=accepted)
    assert answered(stories, Fact.CONFIRMED, turn=turn) is accepted
    assert stories.events == []


class NeverStill(Contested):
    def record(self, *_, **__) -> bool:
        raise Conflict("interview")


@pytest.mark.parametrize("record", [record_fact, lambda *args: record_answer(*args, why_not=open_to_all)])
def test_an_interview_that_never_stands_still_is_a_conflict_after_some_tries(record) -> None:
    assert TRIES >= 5
    with pytest.raises(Conflict, match=r"^interview$"):
        record(NeverStill(), Fact.CONFIRMED, an_event("confirmed"))
