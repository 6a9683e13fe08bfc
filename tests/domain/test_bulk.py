"""A bulk action goes only where its steps allow, and counts each application once."""

from copy import replace
from datetime import timedelta

import pytest

from mianyue.domain.bulk import LARGEST, Bulk, BulkKind, Outcome, Step, Tally, first_mail, starting
from mianyue.domain.bulk_mail import BulkStatus, bulk_id, names_bulk, sent_by_bulk
from mianyue.domain.errors import Refused
from mianyue.domain.ids import message_id
from mianyue.domain.message import Kind
from tests.builders import NOW, a_bulk, an_invitation

S = BulkStatus


def taken(status: BulkStatus, step: Step) -> Bulk:
    return a_bulk(status=status).after(step, by="hr-2", now=NOW)


@pytest.mark.parametrize(
    ("status", "step", "reached"),
    [
        (S.HELD, Step.CANCEL, S.CANCELLED),
        (S.RUNNING, Step.PAUSE, S.PAUSED),
        (S.RUNNING, Step.CANCEL, S.CANCELLED),
        (S.PAUSED, Step.RESUME, S.RUNNING),
        (S.PAUSED, Step.CANCEL, S.CANCELLED),
        (S.DONE, Step.PAUSE, S.PAUSED),
        (S.DONE, Step.CANCEL, S.CANCELLED),
    ],
)
def test_steps_that_are_possible(status: BulkStatus, step: Step, reached: BulkStatus) -> None:
    after = taken(status, step)
    assert (after.status, after.steps, after.changed_by, after.changed_at) == (reached, 1, "hr-2", NOW)


@pytest.mark.parametrize(
    ("status", "step"),
    [(S.PAUSED, Step.PAUSE), (S.RUNNING, Step.RESUME), (S.DONE, Step.RESUME), (S.CANCELLED, Step.CANCEL)],
)
def test_a_step_that_has_been_taken_changes_nothing(status: BulkStatus, step: Step) -> None:
    bulk = a_bulk(status=status)
    assert bulk.after(step, by="hr-2", now=NOW) is bulk


@pytest.mark.parametrize(
    ("status", "step", "code"),
    [
        (S.HELD, Step.PAUSE, "bulk_held"),
        (S.HELD, Step.RESUME, "bulk_held"),
        (S.CANCELLED, Step.PAUSE, "bulk_ended"),
        (S.CANCELLED, Step.RESUME, "bulk_ended"),
    ],
)
def test_steps_that_are_not_possible(status: BulkStatus, step: Step, code: str) -> None:
    with pytest.raises(Refused) as refused:
        taken(status, step)
    assert refused.value.code == code


def test_taking_back_what_is_held_leaves_no_mails_to_look_for() -> None:
    assert not taken(S.HELD, Step.CANCEL).recalls
    assert taken(S.RUNNING, Step.CANCEL).recalls
    assert taken(S.PAUSED, Step.RESUME).recalls
    assert not taken(S.RUNNING, Step.PAUSE).recalls


@pytest.mark.parametrize("outcome", Outcome)
def test_each_application_is_counted_once(outcome: Outcome) -> None:
    after = a_bulk(status=S.RUNNING).settled(outcome)
    assert (after.position, getattr(after, outcome.value)) == (1, 1)
    assert sum(getattr(after, each.value) for each in Outcome) == 1


def test_only_what_is_paused_or_cancelled_halts_its_mails() -> None:
    assert [status for status in S if status.halts] == [S.PAUSED, S.CANCELLED]


def test_the_worker_has_something_to_do_while_it_is_held_runs_or_has_mails_to_look_for() -> None:
    assert [status for status in S if a_bulk(status=status).at_work] == [S.HELD, S.RUNNING]
    assert a_bulk(status=S.CANCELLED, recalls=True).at_work


def test_a_bulk_action_is_no_import() -> None:
    assert names_bulk(bulk_id("0" * 20))
    assert not names_bulk("i" + "0" * 20)
    assert not names_bulk("")


def test_only_the_first_invitation_is_the_bulk_actions_own_mail() -> None:
    mine = an_invitation(batch="b1")
    assert sent_by_bulk(mine)
    assert not sent_by_bulk(replace(mine, kind=Kind.UNOPENED_REMINDER))
    assert not sent_by_bulk(replace(mine, cause="case-1"))
    assert not sent_by_bulk(replace(mine, batch="i1"))


def test_waiting_is_what_was_written_and_stands_nowhere_else() -> None:
    assert Tally(routed=9, written=8, sent=3, failed=1, doubtful=1, dropped=1).waiting == 2


def test_a_held_one_is_a_move_unless_said_otherwise() -> None:
    assert (a_bulk().kind, a_bulk().status) == (BulkKind.MOVE, S.HELD)


def test_what_the_table_keeps_of_it_is_called_as_ever() -> None:
    assert all(word.value == word.name.lower() for word in (*BulkKind, *BulkStatus, *Outcome, *Step))


def test_a_new_action_has_done_nothing() -> None:
    new = Bulk("b1", BulkKind.MOVE, NOW, "hr-1", NOW, 3)
    assert (new.stage, new.position_id, new.expected, new.status) == ("", "", 0, BulkStatus.HELD)
    assert (new.position, new.acted, new.unchanged, new.conflict, new.missing, new.stage_gone) == (0, 0, 0, 0, 0, 0)
    assert (new.recalls, new.steps, new.changed_at, new.changed_by) == (False, 0, None, "")


def test_it_begins_ends_and_has_its_mails_recalled() -> None:
    new = a_bulk()
    assert new.begun() == replace(new, status=BulkStatus.RUNNING)
    assert new.finished() == replace(new, status=BulkStatus.DONE)
    assert replace(new, recalls=True).recalled() == replace(new, recalls=False)


def test_only_a_withdrawal_lets_nobody_enter_a_stage() -> None:
    assert [a_bulk(kind=kind).enters for kind in (BulkKind.MOVE, BulkKind.INVITE, BulkKind.WITHDRAW)] == [
        True,
        True,
        False,
    ]


def test_before_anything_is_written_nothing_waits() -> None:
    assert Tally() == Tally(routed=0, written=0, sent=0, failed=0, doubtful=0, dropped=0)
    assert Tally().waiting == 0
    assert Tally(written=9, sent=1, failed=1, doubtful=1, dropped=1).waiting == 5


def test_an_action_knows_the_first_mail_of_who_it_moves() -> None:
    assert first_mail("a", 2) == message_id("a", 3, "invitation", "invite")


def test_an_action_begins_when_its_hold_ends_and_is_not_larger_than_ten_thousand() -> None:
    assert starting(NOW, 300) == NOW + timedelta(minutes=5)
    assert LARGEST == 10_000
