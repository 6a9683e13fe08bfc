"""What calling off an interview comes to: one event, and the mail that says so where its rule wants it (R5)."""

from datetime import timedelta
from typing import Any

import pytest

from mianyue.domain.calling_off import called_off, ended_by, withdrawal_id, withdrawn
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import Kind
from tests.builders import APPLICATION_ID, NOW, an_entry, an_interview

HOLD = timedelta(minutes=2)


def written_to(**changes: Any) -> Interview:
    return an_interview(**{"progress": Progress.SENT, "withdrawal_mail": True} | changes)


def test_it_ends_by_one_event_and_its_mail_waits_for_the_hold() -> None:
    before = written_to()
    ended = called_off(before, "3", source="hr", at=NOW, hold=HOLD, stage="offer")
    assert (ended.before, ended.after.closed, ended.after.withdrawn) == (before, Side.CANCELLED, True)
    assert ended.after.rev == before.rev + 2
    event = ended.event
    assert (event.application_id, event.entry, event.name, event.at) == (APPLICATION_ID, 2, "cancelled", NOW)
    assert (event.source, event.detail) == ("hr", {"stage": "offer"})
    (mail,) = ended.messages
    assert (mail.kind, mail.created_at, mail.due_at) == (Kind.WITHDRAWAL, NOW, NOW + HOLD)
    assert mail.message_id == withdrawal_id(ended.after)


def test_an_ending_is_itself_by_interview_and_cause() -> None:
    endings = [(written_to(), "3"), (written_to(), "4"), (written_to(number=3), "3")]
    ids = [called_off(interview, cause, source="hr", at=NOW).event.event_id for interview, cause in endings]
    assert len(set(ids)) == 3
    assert called_off(written_to(), "3", source="hr", at=NOW + HOLD).event.event_id == ids[0]


def test_each_end_has_a_mail_of_its_own() -> None:
    once = called_off(written_to(), "3", source="hr", at=NOW)
    again = called_off(once.after.after(Fact.RESTORED)._replace(withdrawn=False), "4", source="hr", at=NOW)
    assert once.messages[0].message_id != again.messages[0].message_id
    assert once.messages[0].cause == "cancelled-1"
    ids = {withdrawal_id(each) for each in (once.after, again.after, once.after._replace(number=3))}
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("interview", "told"),
    [
        (written_to(), True),
        (written_to(withdrawal_mail=False), False),
        (written_to(withdrawal_mail=False, progress=Progress.CONFIRMED), True),
        (written_to(progress=Progress.QUEUED), False),
        (written_to(sides=frozenset({Side.BOUNCED})), False),
        (written_to(sides=frozenset({Side.DECLINED})), False),
        (written_to(withdrawn=True), False),
    ],
)
def test_told_is_who_was_written_to_and_may_still_think_of_coming(interview: Interview, told: bool) -> None:
    ended = interview.after(Fact.CANCELLED)
    after, mails = withdrawn(ended, NOW)
    assert bool(mails) is told
    assert (after is ended) is not told
    assert [mail.due_at for mail in mails] == [NOW] * told


def test_an_interview_that_goes_on_is_told_of_no_end() -> None:
    assert withdrawn(written_to(), NOW) == (written_to(), ())
    expired = written_to().after(Fact.EXPIRED)
    assert withdrawn(expired, NOW) == (expired, ())


def test_a_stage_entry_ends_what_does_not_outlive_it() -> None:
    stays = written_to(number=2, stands_in=("offer",))
    leaves = written_to(number=3, stands_in=("screened",))
    over = written_to(number=4, stands_in=("screened",)).after(Fact.EXPIRED)
    entry = an_entry(number=5, stage="offer", entered_at=NOW)
    (ended,) = ended_by(entry, [stays, leaves, over], ("rejected",), hold=HOLD)
    assert ended == called_off(leaves, "5", source="system", at=NOW, hold=HOLD, stage="offer")
    rejected = an_entry(number=5, stage="rejected", entered_at=NOW)
    assert [each.before.number for each in ended_by(rejected, [stays, leaves, over], ("rejected",))] == [2, 3]
