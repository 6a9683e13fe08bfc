"""Which message may go out, and what makes two messages the same (R3, M4)."""

from datetime import timedelta

import pytest

from mianyue.domain.ids import message_id
from mianyue.domain.interview import Fact
from mianyue.domain.message import (
    AT_ANY_HOUR,
    CANCELLED_BY_HR,
    LEFT_IN_DOUBT,
    NOTICED,
    REFUSED,
    REMINDERS,
    Kind,
    Message,
    Status,
    another_way,
    doubt_id,
    new_message,
    why_not,
)
from tests.builders import APPLICATION_ID, NOW, an_interview, an_invitation


def test_the_same_cause_always_gives_the_same_message() -> None:
    interview = an_interview()
    first = new_message(interview, Kind.INVITATION, "invite", now=NOW)
    assert first == new_message(interview, Kind.INVITATION, "invite", now=NOW)


def test_rule_and_template_are_no_part_of_a_messages_identity() -> None:
    edited = an_interview(rule_id="another-rule", starts_at=NOW)
    assert an_invitation(edited).message_id == an_invitation().message_id


@pytest.mark.parametrize(
    ("change", "kind", "cause"),
    [({"number": 3}, Kind.INVITATION, "invite"), ({}, Kind.UNOPENED_REMINDER, "invite"), ({}, Kind.INVITATION, "2")],
)
def test_another_entry_kind_or_cause_is_another_message(change: dict, kind: Kind, cause: str) -> None:
    other = new_message(an_interview(**change), kind, cause, now=NOW)
    assert other.message_id != an_invitation().message_id


@pytest.mark.parametrize("fact", [Fact.OPENED, Fact.CLICKED, Fact.CONFIRMED, Fact.NEW_TIME_ASKED, Fact.DECLINED])
def test_no_reminder_after_an_open_or_an_answer(fact: Fact) -> None:
    assert why_not(Kind.UNOPENED_REMINDER, an_interview().after(fact)) in {"opened", "answered"}


@pytest.mark.parametrize("fact", [Fact.SENT, Fact.DELIVERED])
def test_a_reminder_goes_out_while_nobody_has_looked(fact: Fact) -> None:
    assert why_not(Kind.UNOPENED_REMINDER, an_interview().after(fact)) == ""


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("fact", [Fact.CANCELLED, Fact.EXPIRED, Fact.BOUNCED, Fact.COMPLAINED])
def test_nothing_goes_out_for_a_closed_interview_or_a_dead_address(kind: Kind, fact: Fact) -> None:
    assert why_not(kind, an_interview().after(fact))


@pytest.mark.parametrize("kind", sorted(REMINDERS))
@pytest.mark.parametrize("fact", [Fact.REMINDERS_STOPPED, Fact.REPLIED])
def test_who_wants_no_reminders_or_has_written_gets_none(kind: Kind, fact: Fact) -> None:
    assert why_not(kind, an_interview().after(fact)) == fact


@pytest.mark.parametrize("fact", [Fact.REMINDERS_STOPPED, Fact.REPLIED])
def test_who_gets_no_reminders_still_gets_all_else(fact: Fact) -> None:
    stopped = an_interview().after(fact)
    assert why_not(Kind.INVITATION, stopped) == ""
    assert why_not(Kind.CONFIRMATION, stopped.after(Fact.CONFIRMED)) == ""


@pytest.mark.parametrize("fact", [Fact.CONFIRMED, Fact.NEW_TIME_ASKED, Fact.DECLINED, Fact.STARTED])
def test_nobody_is_invited_again_after_an_answer(fact: Fact) -> None:
    assert why_not(Kind.INVITATION, an_interview().after(fact)) == "answered"


def test_a_confirmation_goes_out_only_while_it_is_true() -> None:
    confirmed = an_interview().after(Fact.CONFIRMED)
    assert why_not(Kind.CONFIRMATION, confirmed) == ""
    assert why_not(Kind.CONFIRMATION, confirmed.after(Fact.STARTED)) == ""
    for fact in (Fact.DECLINED, Fact.NEW_TIME_ASKED):
        assert why_not(Kind.CONFIRMATION, confirmed.after(fact)) == "answered_anew"
    assert why_not(Kind.CONFIRMATION, an_interview()) == "answered_anew"


def test_an_invitation_goes_out_even_if_somebody_was_faster_than_its_mail() -> None:
    assert why_not(Kind.INVITATION, an_interview().after(Fact.CLICKED)) == ""


def test_a_claim_counts_its_tries() -> None:
    claimed = an_invitation().claimed(NOW, "invitation#default#zh-CN@1")
    assert (claimed.status, claimed.tries, claimed.claimed_at) == (Status.SENDING, 1, NOW)
    assert claimed.template == "invitation#default#zh-CN@1"
    assert claimed.claimed(NOW, "").tries == 2


def test_what_the_table_keeps_of_it_is_called_as_ever() -> None:
    assert all(word.value == word.name.lower() for word in (*Kind, *Status))


def test_a_new_message_waits_on_the_first_channel_of_its_interview() -> None:
    interview, later = an_interview(number=4, channels=("sms", "mail"), batch="import-1"), NOW + timedelta(hours=1)
    assert new_message(interview, Kind.ANSWER, "c", now=NOW, due_at=later, facts={"note": "x"}) == Message(
        application_id=APPLICATION_ID,
        entry=4,
        message_id=message_id(APPLICATION_ID, 4, "answer", "c"),
        kind=Kind.ANSWER,
        cause="c",
        created_at=NOW,
        due_at=later,
        channel="sms",
        batch="import-1",
        facts={"note": "x"},
    )
    assert new_message(interview, Kind.ANSWER, "c", now=NOW).due_at == NOW


def test_the_next_channel_of_the_plan_says_the_same_as_a_message_of_its_own() -> None:
    interview = an_interview(channels=("mail", "sms", "wecom"))
    first = new_message(interview, Kind.ANSWER, "c", now=NOW, facts={"note": "x"})
    second = another_way(first, interview, NOW)
    assert second is not None
    assert second.created_at == NOW
    assert (second.channel, second.kind, second.cause, second.facts) == (
        "sms",
        Kind.ANSWER,
        first.message_id,
        first.facts,
    )
    third = another_way(second, interview, NOW)
    assert third is not None
    assert third.channel == "wecom"
    assert another_way(third, interview, NOW) is None
    assert another_way(first._replace(channel="fax"), interview, NOW) is None


@pytest.mark.parametrize(
    ("changes", "open_"),
    [
        ({"tries": 0}, False),
        ({"status": Status.SENDING, "tries": 1}, True),
        ({"status": Status.DROPPED, "tries": 1}, True),
        ({"status": Status.SENT, "tries": 1}, False),
        ({"status": Status.FAILED, "tries": 1, "reason": REFUSED}, False),
    ],
)
def test_a_request_whose_end_nobody_has_written_down_is_open(changes: dict, open_: bool) -> None:
    assert an_invitation(**changes).unsettled is open_


def test_each_try_may_become_a_doubt_of_its_own() -> None:
    tries = [an_invitation(tries=1), an_invitation(tries=2), an_invitation(tries=1, message_id="another")]
    assert len({doubt_id(message) for message in tries}) == 3


ANSWERS = {
    Kind.FRESH_LINK,
    Kind.CONFIRMATION,
    Kind.ANSWER,
    Kind.NEW_TIME_ACCEPTED,
    Kind.NEW_TIME_PROPOSED,
    Kind.NEW_TIME_REFUSED,
}


def test_somebody_waits_for_answers_and_for_nothing_else() -> None:
    assert {kind for kind in Kind if an_invitation(kind=kind).awaited} == ANSWERS


def test_quiet_hours_hold_neither_answers_nor_a_withdrawal() -> None:
    assert ANSWERS | {Kind.WITHDRAWAL} == AT_ANY_HOUR


@pytest.mark.parametrize(
    ("kind", "fact", "why"),
    [
        (Kind.WITHDRAWAL, None, "still_open"),
        (Kind.EXPIRY, None, "still_open"),
        (Kind.EXPIRY, Fact.CANCELLED, "still_open"),
        (Kind.WITHDRAWAL, Fact.CANCELLED, ""),
        (Kind.EXPIRY, Fact.EXPIRED, ""),
        (Kind.EXPIRY, Fact.BOUNCED, "still_open"),
        (Kind.ANSWER, Fact.FINISHED, ""),
        (Kind.ANSWER, Fact.CANCELLED, "cancelled"),
        (Kind.ANSWER, Fact.BOUNCED, "unreachable"),
        (Kind.ANSWER, Fact.CONFIRMED, ""),
        (Kind.NEW_TIME_PROPOSED, None, "answered_anew"),
        (Kind.NEW_TIME_REFUSED, None, "answered_anew"),
        (Kind.NEW_TIME_ACCEPTED, None, "answered_anew"),
        (Kind.UNOPENED_REMINDER, Fact.OPENED, NOTICED),
        (Kind.UNCONFIRMED_REMINDER, Fact.OPENED, ""),
        (Kind.UNCONFIRMED_REMINDER, Fact.CONFIRMED, "answered"),
    ],
)
def test_a_message_says_in_one_word_why_it_does_not_go_out(kind: Kind, fact: Fact | None, why: str) -> None:
    sent = an_interview().after(Fact.SENT)
    assert why_not(kind, sent.after(fact) if fact else sent) == why


@pytest.mark.parametrize("fact", [Fact.NEW_TIME_PROPOSED, Fact.NEW_TIME_REFUSED])
def test_what_hr_says_to_a_wish_goes_out_until_the_candidate_answers(fact: Fact) -> None:
    asked_anew = an_interview().after(Fact.NEW_TIME_ASKED).after(fact)
    assert why_not(Kind(fact.value), asked_anew) == ""
    assert why_not(Kind(fact.value), asked_anew.after(Fact.CONFIRMED)) == "answered_anew"


def test_a_bounce_says_nothing_of_other_channels() -> None:
    bounced = an_interview().after(Fact.BOUNCED)
    assert why_not(Kind.INVITATION, bounced) == "unreachable"
    assert why_not(Kind.INVITATION, bounced, channel="sms") == ""


def test_who_cannot_be_written_to_is_not_told_that_it_is_over() -> None:
    assert why_not(Kind.WITHDRAWAL, an_interview().after(Fact.SENT).after(Fact.BOUNCED).after(Fact.CANCELLED)) == (
        "unreachable"
    )


def test_a_new_message_has_neither_left_nor_failed() -> None:
    message = an_invitation()
    assert (message.channel, message.status, message.tries) == ("mail", Status.QUEUED, 0)
    assert (message.claimed_at, message.sent_at) == (None, None)
    assert {message.provider_id, message.template, message.reason, message.batch, message.held_for} == {""}


def test_why_a_message_did_not_go_out_is_a_word_that_the_console_has_a_sentence_for() -> None:
    words = (LEFT_IN_DOUBT, REFUSED, NOTICED, CANCELLED_BY_HR)
    assert words == ("left_in_doubt", "refused_by_channel", "opened", "cancelled_by_hr")
