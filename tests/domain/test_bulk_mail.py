"""The bulk action behind a mail (B3)."""

from mianyue.domain.bulk_mail import BulkCause, BulkStatus


def test_what_the_table_keeps_of_it_is_called_as_ever() -> None:
    assert list(BulkStatus) == ["held", "running", "paused", "done", "cancelled"]


def test_only_a_paused_or_a_cancelled_action_halts_its_mails() -> None:
    assert {status for status in BulkStatus if status.halts} == {BulkStatus.PAUSED, BulkStatus.CANCELLED}


def test_a_new_cause_is_held_by_nobody() -> None:
    assert (BulkCause("b1").status, BulkCause("b1").changed_by) == (BulkStatus.HELD, "")
