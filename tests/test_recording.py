"""A fact is decided on the newest interview, however many write at the same time (K2)."""

from datetime import timedelta

import pytest

from mianyue.domain.errors import Conflict, Refused
from mianyue.domain.interview import Fact, Interview, Progress
from mianyue.recording import TRIES, record_answer, record_fact
from tests.builders import NOW, an_event, an_interview


def open_to_all(_: Interview) -> str:
    return ""


class Contested:
    """An interview that others change before each of the first writes."""

    def __init__(self, *others: Fact, interview: Interview | None = None) -> None:
        self.stored = interview or an_interview()
        self.others = list(others)
        self.events: list[str] = []

    def interview(self, application_id: str, number: int) -> Interview:
        return self.stored

    def record(self, event, before: Interview, after: Interview, *, messages=(), cases=(), suppressed=None) -> bool:
        if self.others:
            self.stored = self.stored.after(self.others.pop(0))
        if self.stored is not before:
            raise Conflict("interview")
        if event.event_id in self.events:
            return False
        self.events.append(event.event_id)
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


class NeverStill(Contested):
    def record(self, *_, **__) -> bool:
        raise Conflict("interview")


@pytest.mark.parametrize("record", [record_fact, lambda *args: record_answer(*args, why_not=open_to_all)])
def test_an_interview_that_never_stands_still_is_a_conflict_after_some_tries(record) -> None:
    assert TRIES >= 5
    with pytest.raises(Conflict):
        record(NeverStill(), Fact.CONFIRMED, an_event("confirmed"))
