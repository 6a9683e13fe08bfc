"""Which message may go out, and what makes two messages the same (R3, M4)."""

import pytest

from mianyue.domain.interview import Fact
from mianyue.domain.message import REMINDERS, Kind, Status, new_message, why_not
from tests.builders import NOW, an_interview, an_invitation


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
def test_who_wants_no_reminders_gets_none(kind: Kind) -> None:
    assert why_not(kind, an_interview().after(Fact.REMINDERS_STOPPED)) == "reminders_stopped"


def test_who_wants_no_reminders_still_gets_all_else() -> None:
    stopped = an_interview().after(Fact.REMINDERS_STOPPED)
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
    assert claimed.claimed(NOW, "").tries == 2


def test_what_the_table_keeps_of_it_is_called_as_ever() -> None:
    assert all(word.value == word.name.lower() for word in (*Kind, *Status))
