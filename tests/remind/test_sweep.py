"""The sweep finds what was lost, and only that."""

from copy import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from functions.remind.sweep import Sweep
from mianyue.adapters.application_list import ApplicationList
from mianyue.adapters.keys import application_item, entry_item, reminder_item
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.application import StageEntry
from mianyue.domain.errors import NotFound
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import Message, Status
from mianyue.domain.reminder import Reminder
from tests.builders import (
    APPLICATION_ID,
    NOW,
    a_reminder,
    an_application,
    an_entry,
    an_event,
    an_interview,
    an_invitation,
)


class Swept:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.stories, self.outbox = StoryStore(table), OutboxStore(table)
        self.queued: list[str] = []
        self.troubles: list[str] = []
        self.woken: list[Reminder] = []
        table.write(put(application_item(an_application())), put(entry_item(an_entry())))

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        self.queued.append(message.message_id)

    def entry(self, entry: StageEntry) -> None:
        self.queued.append(f"entry {entry.number}")

    def trouble(self, kind: str, error: Exception) -> None:
        self.troubles.append(f"{kind} {error}")

    def invited(self, **changes: Any) -> None:
        self.stories.invite(an_entry(routed_at=NOW), an_interview(**changes), [an_invitation()], [])

    def after(self, **wait: float) -> dict[str, int]:
        return Sweep(self.stories, self.outbox, self, self.trouble).run(NOW + timedelta(**wait), wake=self.woken.append)

    def happens(self, fact: Fact) -> None:
        before = self.stories.interview(APPLICATION_ID, 2)
        self.stories.record(an_event(fact), before, before.after(fact))


@pytest.fixture
def swept(table: Table) -> Swept:
    return Swept(table)


def test_a_lost_stream_record_of_an_entry_is_found(swept: Swept) -> None:
    assert swept.after(minutes=1) == {}
    assert swept.after(minutes=3) == {"StageEntry": 1}
    assert swept.queued == ["entry 2"]


def test_a_lost_stream_record_of_a_message_is_found(swept: Swept) -> None:
    swept.invited()
    swept.after(minutes=3)
    assert swept.queued == [an_invitation().message_id]


def test_what_was_settled_is_left_alone(swept: Swept) -> None:
    swept.invited()
    swept.outbox.drop(an_invitation(), an_interview(), "cancelled")
    assert swept.after(hours=1) == {}


def test_a_claim_without_an_answer_becomes_a_doubt_that_hr_sees_once(swept: Swept, table: Table) -> None:
    swept.invited()
    swept.outbox.claim(an_invitation().claimed(NOW, "t@1"), an_interview())
    swept.after(minutes=14)
    assert ApplicationList(table).open_cases() == []
    swept.after(minutes=16)
    swept.after(minutes=17)
    (case,) = ApplicationList(table).open_cases()
    assert (case.kind, case.entry, case.message_id) == ("doubtful", 2, an_invitation().message_id)
    assert case.at == NOW + timedelta(minutes=16)
    found = swept.outbox.sendable(APPLICATION_ID, 2, an_invitation().message_id)
    assert found.message.status is Status.DOUBTFUL
    assert swept.queued == []


def test_a_lost_schedule_costs_minutes_not_the_reminder(swept: Swept) -> None:
    swept.invited()
    swept.outbox.drop(an_invitation(), an_interview(), "x")
    swept.table.write(put(reminder_item(a_reminder())))
    swept.after(hours=24, minutes=1)
    assert len(swept.stories.story(APPLICATION_ID).messages) == 1
    swept.after(hours=24, minutes=3)
    kinds = {message.kind for message in swept.stories.story(APPLICATION_ID).messages}
    assert kinds == {"invitation", "unopened_reminder"}


def test_a_lost_schedule_of_an_unconfirmed_reminder_costs_minutes_too(swept: Swept) -> None:
    swept.invited()
    swept.outbox.drop(an_invitation(), an_interview(), "x")
    swept.happens(Fact.CLICKED)
    swept.table.write(put(reminder_item(a_reminder())))
    swept.after(hours=24, minutes=3)
    kinds = {message.kind for message in swept.stories.story(APPLICATION_ID).messages}
    assert kinds == {"invitation", "unconfirmed_reminder"}


def test_an_interview_expires_at_its_deadline(swept: Swept) -> None:
    swept.invited()
    swept.after(days=5, minutes=1)
    interview = swept.stories.interview(APPLICATION_ID, 2)
    assert interview.sides == frozenset({Side.EXPIRED})
    (event,) = swept.stories.story(APPLICATION_ID).events
    assert (event.name, event.entry, event.source, event.at) == ("expired", 2, "system", an_interview().deadline)
    assert [message.kind for message in swept.stories.story(APPLICATION_ID).messages] == ["invitation"]
    assert swept.after(days=6).get("Deadline", 0) == 0


def test_who_was_written_to_is_told_that_their_time_is_over_where_the_rule_wants_it(swept: Swept) -> None:
    swept.invited(expiry_mail=True, progress=Progress.SENT)
    swept.after(days=5, minutes=1)
    (told,) = (each for each in swept.stories.story(APPLICATION_ID).messages if each.kind == "expiry")
    assert (told.created_at, told.cause) == (
        NOW + timedelta(days=5, minutes=1),
        swept.stories.story(APPLICATION_ID).events[0].event_id,
    )


def test_each_interview_of_an_application_expires(swept: Swept) -> None:
    swept.invited()
    again = an_interview(number=3)
    swept.table.write(put(application_item(an_application(entry=3))), put(entry_item(an_entry(number=3))))
    swept.stories.invite(an_entry(number=3, routed_at=NOW), again, [an_invitation(again)], [])
    swept.after(days=5, minutes=1)
    ended = [interview.sides for interview in swept.stories.story(APPLICATION_ID).interviews]
    assert ended == [frozenset({Side.EXPIRED})] * 2


def test_the_deadline_of_an_interview_that_is_gone_is_nobodys(swept: Swept, table: Table) -> None:
    swept.invited()

    class Erased(StoryStore):
        def interview(self, application_id: str, number: int) -> Interview:
            raise NotFound("interview")

    Sweep(Erased(table), swept.outbox, swept, swept.trouble).run(NOW + timedelta(days=5, minutes=1), wake=print)
    assert swept.troubles == []


def test_a_deadline_that_moves_while_the_sweep_looks_at_the_old_one_is_watched_on(swept: Swept, table: Table) -> None:
    swept.invited()
    swept.happens(Fact.NEW_TIME_ASKED)
    moved = NOW + timedelta(days=8)

    class Slow(StoryStore):
        def deadline_met(self, deadline) -> None:
            before = self.interview(APPLICATION_ID, 2)
            self.record(an_event("x"), before, before.after(Fact.NEW_TIME_PROPOSED, starts_at=moved))
            super().deadline_met(deadline)

    Sweep(Slow(table), swept.outbox, swept, swept.trouble).run(NOW + timedelta(days=5, minutes=1), wake=print)
    swept.after(days=9, minutes=1)
    assert Side.EXPIRED in swept.stories.interview(APPLICATION_ID, 2).sides


@pytest.mark.parametrize("fact", [Fact.STARTED, Fact.FINISHED, Fact.DECLINED, Fact.NEW_TIME_ASKED, Fact.CANCELLED])
def test_who_has_answered_does_not_expire(swept: Swept, fact: Fact) -> None:
    swept.invited()
    swept.happens(fact)
    swept.after(days=6)
    assert Side.EXPIRED not in swept.stories.interview(APPLICATION_ID, 2).sides


def test_somebody_elses_work_at_the_same_moment_does_not_stop_the_sweep(swept: Swept, table: Table) -> None:
    swept.invited()
    claimed = an_invitation().claimed(NOW, "t@1")
    swept.outbox.claim(claimed, an_interview())

    class Slow(OutboxStore):
        def doubt(self, message, case) -> None:
            sent = replace(claimed, status=Status.SENT)
            super().settle(
                claimed, sent, before=an_interview(), after=an_interview(), event=an_event("sent"), reminder=None
            )
            super().doubt(message, case)

    sweep = Sweep(swept.stories, Slow(table), swept, swept.trouble)
    assert sweep.run(NOW + timedelta(minutes=16), wake=swept.woken.append) == {"Message": 1}
    found = swept.outbox.sendable(APPLICATION_ID, 2, claimed.message_id)
    assert found.message.status is Status.SENT


def test_the_queue_gets_time_before_something_is_put_on_it_again(swept: Swept) -> None:
    swept.invited()
    swept.after(minutes=3)
    swept.after(minutes=4)
    assert swept.queued == [an_invitation().message_id]
    swept.after(minutes=14)
    assert swept.queued == [an_invitation().message_id] * 2


def test_what_waits_in_a_long_queue_is_put_on_it_less_and_less_often(swept: Swept) -> None:
    swept.invited()
    copies_at = []
    for minutes in range(3, 600, 5):
        before = len(swept.queued)
        swept.after(minutes=minutes)
        if len(swept.queued) > before:
            copies_at.append(minutes)
    waits = [later - earlier for earlier, later in pairwise(copies_at)]
    assert waits[:3] == [15, 20, 40]
    assert set(waits[3:]) == {65}  # an hour, and the next sweep


def test_what_could_not_be_put_on_the_queue_is_put_there_by_the_next_sweep(swept: Swept) -> None:
    swept.invited()

    class Away:
        def message(self, message: Message, delay_seconds: int = 0) -> None:
            raise RuntimeError("away")

        def entry(self, entry: StageEntry) -> None:
            raise AssertionError

    Sweep(swept.stories, swept.outbox, Away(), swept.trouble).run(NOW + timedelta(minutes=3), wake=print)
    swept.after(minutes=4)
    assert swept.queued == [an_invitation().message_id]


def test_what_one_item_does_wrong_does_not_keep_the_others_waiting(swept: Swept) -> None:
    swept.table.write(put(entry_item(an_entry(number=1))))
    calls: list[int] = []

    class Broken:
        def entry(self, entry: StageEntry) -> None:
            calls.append(entry.number)
            if entry.number == 1:
                raise RuntimeError("broken")

        def message(self, message: Message, delay_seconds: int = 0) -> None:
            raise AssertionError

    sweep = Sweep(swept.stories, swept.outbox, Broken(), swept.trouble)
    assert sweep.run(NOW + timedelta(minutes=3), wake=print) == {"StageEntry": 2}
    assert calls == [1, 2]
    assert swept.troubles == ["StageEntry broken"]
