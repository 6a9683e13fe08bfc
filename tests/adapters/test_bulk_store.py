"""Bulk actions in the table: no progress twice, no step outrun, no mail counted twice."""

from copy import replace
from datetime import timedelta

import pytest

from mianyue.adapters.bulk_store import BulkStore
from mianyue.adapters.keys import application_item, entry_item
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.bulk import Bulk, Left, Outcome, Overtaken, Step, Tally
from mianyue.domain.bulk_mail import BulkStatus
from mianyue.domain.errors import Conflict, NotFound
from mianyue.domain.message import Message, Status, doubt_id
from mianyue.domain.tracking import ExceptionCase
from mianyue.settling import settle_sent
from tests.builders import APPLICATION_ID, NOW, a_bulk, an_application, an_entry, an_interview, an_invitation

LATER = NOW + timedelta(minutes=5)
RUNNING = a_bulk(status=BulkStatus.RUNNING)
ID = RUNNING.bulk_id


@pytest.fixture
def bulks(table: Table) -> BulkStore:
    return BulkStore(table)


def running(bulks: BulkStore) -> Bulk:
    bulks.add(RUNNING, LATER)
    return RUNNING


class TestTheRecord:
    def test_is_kept_once(self, bulks: BulkStore) -> None:
        bulks.add(a_bulk(), LATER)
        with pytest.raises(Conflict):
            bulks.add(a_bulk(total=9), LATER)
        assert bulks.get(ID) == a_bulk()

    def test_of_none_is_not_found(self, bulks: BulkStore) -> None:
        with pytest.raises(NotFound):
            bulks.get("b0")

    def test_is_listed_newest_first(self, bulks: BulkStore) -> None:
        for number in range(3):
            bulks.add(a_bulk(bulk_id=f"b{number}", created_at=NOW + timedelta(seconds=number)), LATER)
        assert [each.bulk_id for each in bulks.newest(2)] == ["b2", "b1"]


class TestDue:
    def test_from_when_it_says_until_it_rests(self, bulks: BulkStore) -> None:
        bulks.add(a_bulk(), LATER)
        assert list(bulks.due_before(LATER)) == []
        assert list(bulks.due_before(LATER + timedelta(seconds=1))) == [ID]
        bulks.look_again(ID, LATER + timedelta(hours=1))
        assert list(bulks.due_before(LATER + timedelta(seconds=1))) == []
        bulks.look_again(ID, None)
        assert list(bulks.due_before(LATER + timedelta(days=9))) == []

    def test_no_longer_once_it_has_ended(self, bulks: BulkStore) -> None:
        before = running(bulks)
        bulks.advance(before, before.finished(), None)
        assert list(bulks.due_before(LATER + timedelta(days=9))) == []


class TestProgress:
    def test_is_written_by_one_worker_alone(self, bulks: BulkStore) -> None:
        before = running(bulks)
        bulks.settle(before, before.settled(Outcome.ACTED), None)
        with pytest.raises(Overtaken):
            bulks.settle(before, before.settled(Outcome.ACTED), None)
        assert (bulks.get(ID).position, bulks.get(ID).acted) == (1, 1)

    def test_stops_at_once_when_hr_pauses(self, bulks: BulkStore) -> None:
        before = running(bulks)
        bulks.step(before, before.after(Step.PAUSE, by="hr-2", now=NOW), None)
        with pytest.raises(Overtaken):
            bulks.settle(before, before.settled(Outcome.ACTED), None)
        assert bulks.get(ID).position == 0

    def test_decided_before_a_pause_is_not_written_after_it_has_been_resumed(self, bulks: BulkStore) -> None:
        before = running(bulks)
        paused = before.after(Step.PAUSE, by="hr-2", now=NOW)
        bulks.step(before, paused, None)
        bulks.step(paused, paused.after(Step.RESUME, by="hr-2", now=NOW), LATER)
        with pytest.raises(Overtaken):
            bulks.settle(before, before.settled(Outcome.ACTED), None)
        assert bulks.get(ID).recalls

    def test_of_a_busy_worker_does_not_outrun_hr(self, bulks: BulkStore) -> None:
        before = running(bulks)
        bulks.settle(before, further := before.settled(Outcome.UNCHANGED), None)
        bulks.step(before, before.after(Step.CANCEL, by="hr-2", now=NOW), LATER)
        now = bulks.get(ID)
        assert (now.status, now.position, now.unchanged, now.changed_by) == (BulkStatus.CANCELLED, 1, 1, "hr-2")
        assert further.position == now.position

    def test_of_two_people_only_one_takes_a_step(self, bulks: BulkStore) -> None:
        before = running(bulks)
        bulks.step(before, before.after(Step.PAUSE, by="hr-1", now=NOW), None)
        with pytest.raises(Overtaken):
            bulks.step(before, before.after(Step.CANCEL, by="hr-2", now=NOW), LATER)

    def test_remembers_whom_it_left_alone(self, bulks: BulkStore) -> None:
        before = running(bulks)
        left = Left(ID, 1, APPLICATION_ID, Outcome.CONFLICT)
        bulks.settle(before, before.settled(Outcome.CONFLICT), left)
        assert bulks.left(ID, 10) == [left]


class TestTheTallyOfItsMails:
    @pytest.fixture
    def invited(self, table: Table) -> Message:
        message = an_invitation(batch=ID)
        entry = an_entry(batch=ID, routed_at=NOW)
        table.write(put(application_item(an_application())), put(entry_item(an_entry(batch=ID))))
        StoryStore(table).invite(entry, an_interview(batch=ID), [message], [])
        return message

    def claimed(self, table: Table, message: Message) -> Message:
        claimed = message.claimed(NOW, "invitation#default#zh-CN@1")
        OutboxStore(table).claim(claimed, an_interview(batch=ID))
        return claimed

    def test_begins_with_what_was_written(self, bulks: BulkStore, invited: Message) -> None:
        assert bulks.tally(ID) == Tally(routed=1, written=1)

    def test_counts_an_entry_that_asks_for_nothing(self, bulks: BulkStore, table: Table) -> None:
        table.write(put(entry_item(an_entry(batch=ID))))
        StoryStore(table).routed(an_entry(batch=ID, routed_at=NOW))
        assert bulks.tally(ID) == Tally(routed=1)

    def test_counts_nothing_for_an_import(self, bulks: BulkStore, table: Table) -> None:
        table.write(put(entry_item(an_entry(batch="i1"))))
        StoryStore(table).routed(an_entry(batch="i1", routed_at=NOW))
        assert bulks.tally("i1") == Tally()

    def test_counts_a_mail_that_was_accepted_once(self, bulks: BulkStore, table: Table, invited: Message) -> None:
        self.claimed(table, invited)
        for _ in range(2):
            settle_sent(OutboxStore(table), APPLICATION_ID, 2, invited.message_id, provider_id="p", at=NOW)
        assert bulks.tally(ID) == Tally(routed=1, written=1, sent=1)

    def test_takes_a_doubt_back_that_is_settled(self, bulks: BulkStore, table: Table, invited: Message) -> None:
        claimed = self.claimed(table, invited)
        OutboxStore(table).doubt(claimed, a_case(claimed))
        assert bulks.tally(ID) == Tally(routed=1, written=1, doubtful=1)
        settle_sent(OutboxStore(table), APPLICATION_ID, 2, invited.message_id, provider_id="p", at=NOW)
        assert bulks.tally(ID) == Tally(routed=1, written=1, sent=1)

    def test_takes_a_failure_back_that_hr_sends_again(self, bulks: BulkStore, table: Table, invited: Message) -> None:
        outbox, case = OutboxStore(table), a_case(invited)
        outbox.fail(invited, "missing_value", case)
        assert bulks.tally(ID) == Tally(routed=1, written=1, failed=1)
        failed = replace(invited, status=Status.FAILED, reason="missing_value")
        outbox.requeue(failed, replace(case, resolved_at=NOW), NOW)
        assert bulks.tally(ID) == Tally(routed=1, written=1)

    def test_counts_what_was_dropped(self, bulks: BulkStore, table: Table, invited: Message) -> None:
        OutboxStore(table).drop(invited, an_interview(batch=ID), "answered")
        assert bulks.tally(ID) == Tally(routed=1, written=1, dropped=1)

    def test_is_not_changed_by_what_conflicts(self, bulks: BulkStore, table: Table, invited: Message) -> None:
        with pytest.raises(Conflict):
            OutboxStore(table).drop(invited, an_interview(rev=7), "answered")
        assert bulks.tally(ID).dropped == 0


def a_case(message: Message) -> ExceptionCase:
    return ExceptionCase(
        application_id=APPLICATION_ID,
        entry=2,
        case_id=doubt_id(message),
        kind="doubtful",
        at=NOW,
        message_id=message.message_id,
    )
