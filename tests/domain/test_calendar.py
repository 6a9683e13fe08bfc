"""Which messages put an entry into the candidate's calendar, and which takes it out (T6)."""

import pytest

from mianyue.domain.calendar import Method, calendar_method
from mianyue.domain.interview import Fact
from mianyue.domain.message import REMINDERS, Kind
from tests.builders import an_interview


@pytest.mark.parametrize("kind", [Kind.CONFIRMATION, Kind.NEW_TIME_ACCEPTED, Kind.NEW_TIME_PROPOSED])
def test_a_fixed_time_is_asked_for(kind: Kind) -> None:
    assert calendar_method(kind, an_interview()) is Method.REQUEST


def test_an_entry_is_taken_back_from_who_has_one() -> None:
    assert calendar_method(Kind.WITHDRAWAL, an_interview().after(Fact.CONFIRMED).after(Fact.CANCELLED)) is Method.CANCEL
    assert calendar_method(Kind.WITHDRAWAL, an_interview().after(Fact.CLICKED).after(Fact.CANCELLED)) is None


@pytest.mark.parametrize("kind", [Kind.INVITATION, Kind.NEW_TIME_REFUSED, Kind.ANSWER, Kind.EXPIRY, *REMINDERS])
def test_no_other_message_touches_the_calendar(kind: Kind) -> None:
    assert calendar_method(kind, an_interview().after(Fact.CONFIRMED)) is None


def test_the_methods_are_those_of_rfc_5546() -> None:
    assert list(Method) == ["REQUEST", "CANCEL"]
