"""A mail that a bulk action has caused asks it first: paused it waits, cancelled it goes with its interview (B3)."""

from copy import replace

import pytest

from mianyue.adapters.bulk_store import BulkStore
from mianyue.adapters.keys import application_item, entry_item, message_item
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.bulk import Tally
from mianyue.domain.bulk_mail import BulkStatus
from mianyue.domain.interview import Side
from mianyue.domain.message import Kind, Message, Status, new_message
from tests.builders import NOW, a_bulk, an_application, an_entry, an_interview, an_invitation
from tests.send.test_send_message import World

BATCH = a_bulk().bulk_id
OTHER = "f" * 20
"""Somebody else than the candidate of the other tests."""


class BulkWorld(World):
    """The sender's surroundings, in which a bulk action has written the one invitation."""

    def __init__(self, table: Table, status: BulkStatus) -> None:
        super().__init__(table)
        self.bulks = BulkStore(table)
        self.bulks.add(a_bulk(status=status, changed_by="hr-2"), NOW)
        entry = an_entry(batch=BATCH, application_id=OTHER, routed_at=NOW)
        table.write(
            put(application_item(an_application(application_id=OTHER))),
            put(entry_item(replace(entry, routed_at=None))),
        )
        interview = an_interview(batch=BATCH, application_id=OTHER)
        self.mail = an_invitation(interview, batch=BATCH)
        self.stories.invite(entry, interview, [self.mail], [])

    def sends_it(self, message: Message | None = None) -> str:
        mail = message or self.mail
        return self.sender().send(OTHER, 2, mail.message_id, now=NOW)

    @property
    def it(self) -> Message:
        return self.outbox.sendable(OTHER, 2, self.mail.message_id).message


@pytest.fixture
def running(table: Table) -> BulkWorld:
    return BulkWorld(table, BulkStatus.RUNNING)


@pytest.fixture
def paused(table: Table) -> BulkWorld:
    return BulkWorld(table, BulkStatus.PAUSED)


@pytest.fixture
def cancelled(table: Table) -> BulkWorld:
    return BulkWorld(table, BulkStatus.CANCELLED)


def test_it_goes_out_while_nobody_has_said_otherwise(running: BulkWorld) -> None:
    assert running.sends_it() == "sent"
    assert running.bulks.tally(BATCH) == Tally(routed=1, written=1, sent=1)


@pytest.mark.parametrize(("status", "outcome"), [(BulkStatus.PAUSED, "paused"), (BulkStatus.CANCELLED, "dropped")])
def test_it_stays_when_its_bulk_action_is_halted_while_it_waits_for_its_turn(
    running: BulkWorld, status: BulkStatus, outcome: str
) -> None:
    before = running.bulks.get(BATCH)
    after = replace(before, status=status, steps=1, changed_by="hr-2", changed_at=NOW)
    running.while_waiting = lambda: running.bulks.step(before, after, None)
    assert running.sends_it() == outcome
    assert (running.requests, running.kept) == (0, [])


def test_it_waits_while_its_bulk_action_is_paused(paused: BulkWorld) -> None:
    assert paused.sends_it() == "paused"
    assert (paused.requests, paused.queued, paused.it.status) == (0, [], Status.QUEUED)
    assert paused.bulks.tally(BATCH).waiting == 1


def test_it_is_dropped_with_its_interview_once_that_is_cancelled(cancelled: BulkWorld) -> None:
    assert cancelled.sends_it() == "dropped"
    assert (cancelled.requests, cancelled.it.status, cancelled.it.reason) == (0, Status.DROPPED, "bulk_cancelled")
    interview = cancelled.stories.interview(OTHER, 2)
    assert Side.CANCELLED in interview.sides
    (event,) = cancelled.stories.story(OTHER).events
    assert (event.name, event.detail["by"]) == ("cancelled", "hr-2")
    assert cancelled.bulks.tally(BATCH) == Tally(routed=1, written=1, dropped=1)


def test_it_is_dropped_before_its_time_comes(cancelled: BulkWorld) -> None:
    later = cancelled.outbox.hold(cancelled.mail, NOW.replace(hour=23))
    assert cancelled.sends_it(later) == "dropped"


def test_a_second_copy_finds_it_dropped(cancelled: BulkWorld) -> None:
    cancelled.sends_it()
    assert cancelled.sends_it() == "done_before"


def test_a_confirmation_of_the_same_interview_does_not_wait(paused: BulkWorld, table: Table) -> None:
    interview = StoryStore(table).interview(OTHER, 2)
    confirmation = new_message(interview, Kind.CONFIRMATION, "c1", now=NOW)
    assert confirmation.batch == BATCH
    behind = paused.outbox.sendable(OTHER, 2, paused.mail.message_id).bulk
    assert (behind and behind.status) is paused.bulks.get(BATCH).status
    table.write(put(message_item(confirmation)))
    assert paused.outbox.sendable(OTHER, 2, confirmation.message_id).bulk is None
