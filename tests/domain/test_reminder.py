"""When a reminder is planned (M1, M3)."""

from datetime import UTC, datetime, timedelta

import pytest

from mianyue.domain.interview import Fact, Progress
from mianyue.domain.message import REFUSED, Kind, Status, new_message
from mianyue.domain.reminder import (
    TELLING,
    Reminder,
    ReminderStatus,
    kind_for,
    ordinal_of,
    planned,
    undone,
)
from mianyue.domain.sending_window import SendingWindow
from tests.builders import APPLICATION_ID, NOW, a_reminder, an_interview, an_invitation


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


def test_a_planned_reminder_knows_its_mail_and_its_interview() -> None:
    interview = an_interview(number=4).after(Fact.OPENED)
    invitation, accepted = an_invitation(interview), NOW + timedelta(minutes=7)
    assert planned(invitation, interview, accepted) == Reminder(
        application_id=APPLICATION_ID,
        entry=4,
        ordinal=1,
        since=accepted,
        due_at=accepted + timedelta(hours=24),
        kind=Kind.UNCONFIRMED_REMINDER,
        follows=invitation.message_id,
    )


def test_it_waits_and_has_no_reason_to_be_dropped() -> None:
    reminder = planned(an_invitation(), an_interview(), NOW)
    assert reminder is not None
    assert (reminder.status, reminder.reason) == (ReminderStatus.WAITING, "")


def test_a_reminders_schedule_is_named_after_it() -> None:
    assert a_reminder(ordinal=101).name == f"reminder-{APPLICATION_ID}-2-101"


@pytest.mark.parametrize(("ordinal", "number"), [(1, 1), (2, 2), (101, 1), (203, 3)])
def test_reminders_are_counted_in_each_round_of_asking(ordinal: int, number: int) -> None:
    assert a_reminder(ordinal=ordinal).number == number


@pytest.mark.parametrize(("ordinal", "asks", "about"), [(1, 0, True), (99, 0, True), (1, 1, False), (101, 1, True)])
def test_a_reminder_asks_about_the_round_it_was_planned_in(ordinal: int, asks: int, about: bool) -> None:
    assert a_reminder(ordinal=ordinal).asks_about(an_interview(asks=asks)) is about


def test_a_reminder_of_a_deadline_that_comes_before_it_is_too_late() -> None:
    reminder = a_reminder()
    assert reminder.why_not(an_interview(deadline=reminder.due_at)) == "too_late"
    assert reminder.why_not(an_interview(deadline=reminder.due_at + timedelta(seconds=1))) == ""
    patient = an_interview(deadline=NOW + timedelta(hours=36), unconfirmed_after_seconds=48 * 3600)
    assert (reminder.why_not(patient), reminder.why_not(patient.after(Fact.OPENED))) == ("", "too_late")
    assert reminder.why_not(an_interview().after(Fact.CONFIRMED)) == "answered"
    assert reminder.why_not(an_interview(asks=1)) == "answered_anew"


def test_as_things_stand_it_is_due_with_the_kind_that_is_needed() -> None:
    patient = an_interview(unconfirmed_after_seconds=48 * 3600).after(Fact.OPENED)
    stands = a_reminder(patient).as_things_stand(patient)
    assert (stands.kind, stands.due_at) == (Kind.UNCONFIRMED_REMINDER, NOW + timedelta(hours=48))
    unopened = an_interview(unconfirmed_after_seconds=48 * 3600)
    assert a_reminder(unopened).as_things_stand(unopened).due_at == NOW + timedelta(hours=24)
    late = a_reminder(due_at=NOW + timedelta(hours=72)).as_things_stand(patient)
    assert late.due_at == NOW + timedelta(hours=72)


def test_it_leaves_when_the_candidates_quiet_hours_let_it() -> None:
    reminder = a_reminder(due_at=datetime(2026, 11, 24, 14, 0, tzinfo=UTC))  # 22:00 in Shanghai
    out = reminder.goes_out(an_interview(), SendingWindow(21, 8, tuple(range(7))))
    assert out.due_at == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)


def test_a_reminders_message_is_one_for_each_kind_and_ordinal() -> None:
    message = a_reminder(ordinal=2, kind=Kind.UNCONFIRMED_REMINDER).message(an_interview(), NOW)
    assert (message.kind, message.cause, message.created_at) == (Kind.UNCONFIRMED_REMINDER, "2", NOW)
    assert ordinal_of(message) == 2
    assert ordinal_of(an_invitation()) == 0


def test_of_a_refused_mail_what_waits_behind_it_is_dropped_and_nothing_else() -> None:
    invitation = an_invitation()
    behind = a_reminder()
    others = [a_reminder(follows="another", ordinal=2), a_reminder(status=ReminderStatus.WRITTEN, ordinal=3)]
    queued = behind.message(an_interview(), NOW)
    foreign = [
        invitation,
        queued._replace(status=Status.SENT, tries=1),
        queued._replace(entry=3),
        others[0].message(an_interview(), NOW),
    ]
    assert undone(invitation, [behind, *others], [queued, *foreign]) == (
        [behind._replace(status=ReminderStatus.DROPPED, reason=REFUSED)],
        [queued._replace(status=Status.DROPPED, reason=REFUSED)],
    )


def test_of_a_refused_mail_a_written_reminder_is_dropped_too_if_its_message_has_not_left() -> None:
    written = a_reminder(status=ReminderStatus.WRITTEN)
    message = written.message(an_interview(), NOW)
    undone_, (dropped,) = undone(an_invitation(), [written], [message])
    assert (undone_, dropped.status) == ([written._replace(status=ReminderStatus.DROPPED, reason=REFUSED)], "dropped")
    assert undone(an_invitation(), [written], [message._replace(status=Status.SENDING)]) == ([], [])


def test_nobodys_reminders_are_looked_at_again_for_what_is_no_news() -> None:
    assert "reminder_cancelled" in TELLING
    assert {fact for fact in Fact if fact not in TELLING} == {
        Fact.QUEUED,
        Fact.SENT,
        Fact.DELIVERED,
        Fact.SUPPRESSED,
        Fact.OPENED,
        Fact.CLICKED,
        Fact.NEW_TIME_ACCEPTED,
        Fact.NEW_TIME_PROPOSED,
        Fact.NEW_TIME_REFUSED,
        Fact.ADDRESS_CORRECTED,
        Fact.ADDRESS_CHANGED,
    }
