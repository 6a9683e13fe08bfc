"""When a reminder is planned (M1, M3)."""

from datetime import timedelta

import pytest

from mianyue.domain.interview import Fact
from mianyue.domain.message import Kind, new_message
from mianyue.domain.reminder import planned
from tests.builders import NOW, a_reminder, an_interview, an_invitation


def test_a_reminder_is_due_when_the_delay_has_passed_since_acceptance() -> None:
    accepted = NOW + timedelta(minutes=7)
    reminder = planned(an_invitation(), an_interview(), accepted)
    assert reminder is not None
    assert reminder.due_at == accepted + timedelta(hours=24)
    assert reminder.kind is Kind.UNOPENED_REMINDER


def test_no_delay_means_no_reminder() -> None:
    assert planned(an_invitation(), an_interview(unopened_after_seconds=0), NOW) is None


def test_no_reminder_behind_the_deadline() -> None:
    assert planned(an_invitation(), an_interview(deadline=NOW + timedelta(hours=24)), NOW) is None


def test_a_reminder_asks_for_no_further_reminder() -> None:
    interview = an_interview()
    assert planned(a_reminder().message(interview, NOW), interview, NOW) is None


def test_a_reminders_name_fits_a_schedule() -> None:
    name = a_reminder().name
    assert len(name) <= 64
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_reminders_message_is_the_same_however_often_it_is_written() -> None:
    interview = an_interview()
    later = NOW + timedelta(hours=1)
    assert a_reminder().message(interview, NOW).message_id == a_reminder().message(interview, later).message_id


@pytest.mark.parametrize("kind", [Kind.NEW_TIME_PROPOSED, Kind.NEW_TIME_REFUSED])
def test_a_time_that_is_asked_about_anew_has_a_reminder_of_its_own(kind: Kind) -> None:
    interview = an_interview().after(Fact.NEW_TIME_ASKED)
    found = planned(new_message(interview, kind, "c", now=NOW), interview, NOW)
    assert found is not None
    assert (found.kind, found.ordinal) == (Kind.UNCONFIRMED_REMINDER, 101)
