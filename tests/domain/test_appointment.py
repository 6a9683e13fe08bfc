"""How an interview stands in HR's calendar, whatever has happened to it in whatever order."""

from datetime import timedelta

import pytest

from mianyue.domain.appointment import Standing, ends_at, standing
from mianyue.domain.interview import Fact
from tests.builders import an_interview

HISTORIES: list[tuple[list[Fact], Standing]] = [
    ([], Standing.WAITING),
    ([Fact.CLICKED], Standing.WAITING),
    ([Fact.CONFIRMED], Standing.CONFIRMED),
    ([Fact.CONFIRMED, Fact.CLICKED], Standing.CONFIRMED),
    ([Fact.CONFIRMED, Fact.NEW_TIME_ASKED], Standing.NEW_TIME_ASKED),
    ([Fact.NEW_TIME_ASKED, Fact.NEW_TIME_ACCEPTED], Standing.CONFIRMED),
    ([Fact.CONFIRMED, Fact.NEW_TIME_ASKED, Fact.NEW_TIME_PROPOSED], Standing.WAITING),
    ([Fact.NEW_TIME_ASKED, Fact.NEW_TIME_REFUSED], Standing.WAITING),
    ([Fact.CONFIRMED, Fact.DECLINED], Standing.DECLINED),
    ([Fact.DECLINED, Fact.CONFIRMED], Standing.CONFIRMED),
    ([Fact.CONFIRMED, Fact.STARTED], Standing.STARTED),
    ([Fact.STARTED, Fact.FINISHED], Standing.FINISHED),
    ([Fact.CONFIRMED, Fact.CANCELLED], Standing.CANCELLED),
    ([Fact.CONFIRMED, Fact.CANCELLED, Fact.RESTORED], Standing.CONFIRMED),
    ([Fact.EXPIRED], Standing.EXPIRED),
    ([Fact.CONFIRMED, Fact.STARTED, Fact.CANCELLED], Standing.CANCELLED),
]


@pytest.mark.parametrize(("facts", "expected"), HISTORIES)
def test_the_last_word_decides_until_it_begins_or_ends(facts: list[Fact], expected: Standing) -> None:
    interview = an_interview()
    for fact in facts:
        interview = interview.after(fact)
    assert standing(interview) is expected


def test_it_is_over_after_its_length() -> None:
    interview = an_interview(length_minutes=45)
    assert ends_at(interview) - interview.starts_at == timedelta(minutes=45)
