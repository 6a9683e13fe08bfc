"""When a reminder is planned (M1, M3)."""

from datetime import timedelta

import pytest

from mianyue.domain.interview import Fact, Progress
from mianyue.domain.message import Kind, new_message
from mianyue.domain.reminder import ReminderStatus, kind_for, planned
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


def test_after_the_last_reminder_there_is_no_further_one() -> None:
    interview = an_interview(reminders=1)
    assert planned(a_reminder().message(interview, NOW), interview, NOW) is None


def test_a_reminder_that_hr_asks_for_anew_is_followed_by_none() -> None:
    anew = new_message(an_interview(), Kind.UNOPENED_REMINDER, "a-case", now=NOW)
    assert planned(anew, an_interview(reminders=3), NOW) is None


def test_no_reminder_where_the_rule_wants_none() -> None:
    assert planned(an_invitation(), an_interview(reminders=0), NOW) is None


def test_a_further_reminder_counts_from_the_one_before() -> None:
    interview, accepted = an_interview(reminders=3), NOW + timedelta(hours=30)
    second = planned(a_reminder().message(interview, NOW), interview, accepted)
    assert second is not None
    assert (second.ordinal, second.due_at) == (2, accepted + timedelta(hours=24))


def test_it_is_looked_at_when_the_first_of_both_kinds_could_be_due() -> None:
    quick = planned(an_invitation(), an_interview(unconfirmed_after_seconds=3600), NOW)
    slow = planned(an_invitation(), an_interview(unconfirmed_after_seconds=90 * 3600), NOW)
    assert quick
    assert slow
    assert (quick.due_at, slow.due_at) == (NOW + timedelta(hours=1), NOW + timedelta(hours=24))


def test_a_confirmation_asks_for_no_reminder() -> None:
    confirmation = new_message(an_interview(), Kind.CONFIRMATION, "press", now=NOW)
    assert planned(confirmation, an_interview(reminders=3), NOW) is None


def test_who_has_noticed_a_mail_needs_the_other_reminder() -> None:
    kinds = [kind_for(an_interview(progress=progress)) for progress in Progress if progress < Progress.CONFIRMED]
    assert kinds == [Kind.UNOPENED_REMINDER] * 3 + [Kind.UNCONFIRMED_REMINDER] * 2


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


def test_what_the_table_keeps_of_it_is_called_as_ever() -> None:
    assert list(ReminderStatus) == ["waiting", "written", "dropped"]
