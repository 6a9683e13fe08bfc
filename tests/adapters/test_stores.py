"""The stores keep what the domain decides: whole, once, and only if nobody else was faster."""

import contextlib
from copy import replace
from datetime import timedelta

import pytest

from mianyue.adapters.application_list import ApplicationList
from mianyue.adapters.aws_client import AwsError
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.hit_store import HitStore
from mianyue.adapters.keys import application_item, entry_item, reminder_item
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.sigv4 import Request
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import ABSENT, ConditionFailed, Table, check, put, update
from mianyue.adapters.wire import NoAnswerError
from mianyue.domain.application import StageEntry
from mianyue.domain.errors import Conflict, InvalidInput, NotFound
from mianyue.domain.hit import RawHit
from mianyue.domain.interview import Fact, Progress
from mianyue.domain.message import Status
from mianyue.domain.reminder import Reminder, ReminderStatus
from mianyue.domain.tracking import ExceptionCase
from tests.builders import (
    APPLICATION_ID,
    NOW,
    a_company,
    a_position,
    a_reminder,
    a_rule,
    an_application,
    an_entry,
    an_event,
    an_interview,
    an_invitation,
)


@pytest.fixture
def stories(table: Table) -> StoryStore:
    table.write(put(application_item(an_application())), put(entry_item(an_entry())))
    return StoryStore(table)


@pytest.fixture
def invited(stories: StoryStore) -> StoryStore:
    stories.invite(an_entry(routed_at=NOW), an_interview(), [an_invitation()], [])
    return stories


@pytest.fixture
def outbox(invited: StoryStore, table: Table) -> OutboxStore:
    return OutboxStore(table)


def a_case(**changes) -> ExceptionCase:
    return replace(ExceptionCase(APPLICATION_ID, 2, "case-1", "doubtful", NOW, "m1"), **changes)


class TestTable:
    def test_a_refused_transaction_names_the_operation_and_leaves_nothing(self, table: Table) -> None:
        first, second = application_item(an_application()), entry_item(an_entry())
        table.write(put(second))
        with pytest.raises(ConditionFailed) as refused:
            table.write(put(first, ABSENT), put(second, ABSENT))
        assert refused.value.failed == {1}
        assert table.get(("APP#" + APPLICATION_ID, "APP")) is None

    def test_a_check_alone_is_a_transaction_too(self, table: Table) -> None:
        with pytest.raises(ConditionFailed):
            table.write(check(("nobody", "nothing"), "attribute_exists(pk)"))

    def test_an_update_needs_its_item(self, table: Table) -> None:
        with pytest.raises(ConditionFailed):
            table.write(update(("nobody", "nothing"), {"status": "x"}))

    def test_a_long_partition_is_read_to_its_end(self, table: Table) -> None:
        for number in range(30):
            table.write(put(entry_item(an_entry(number=number))))
        assert len(list(table.items("APP#" + APPLICATION_ID, limit=7))) == 30


class TestStories:
    def test_one_query_tells_the_whole_story(self, table: Table, invited: StoryStore) -> None:
        invited.record(an_event(), an_interview(), an_interview())
        HitStore(table).hit(RawHit(APPLICATION_ID, 2, "hit", NOW, "GET", "", NOW + timedelta(days=1)))
        story = invited.story(APPLICATION_ID)
        assert story.application == an_application()
        assert story.interview == an_interview()
        assert story.messages == (an_invitation(),)
        assert [len(part) for part in (story.entries, story.events, story.hits)] == [1, 1, 1]

    def test_a_stranger_has_no_story(self, stories: StoryStore) -> None:
        with pytest.raises(NotFound):
            stories.story("nobody")

    def test_an_entry_invites_once(self, invited: StoryStore) -> None:
        with pytest.raises(Conflict):
            invited.invite(an_entry(routed_at=NOW), an_interview(), [an_invitation()], [])

    def test_a_routed_entry_is_not_routed_again(self, invited: StoryStore) -> None:
        with pytest.raises(Conflict):
            invited.routed(an_entry(routed_at=NOW))

    def test_a_move_needs_the_entry_that_was_seen(self, stories: StoryStore) -> None:
        before = an_application()
        entry = StageEntry(APPLICATION_ID, 3, "offer", NOW, "hr")
        stories.enter(before, before.moved("offer"), entry)
        with pytest.raises(Conflict):
            stories.enter(before, before.moved("hired"), replace(entry, stage="hired"))
        assert stories.application(APPLICATION_ID).stage == "offer"

    def test_an_event_is_written_once(self, invited: StoryStore) -> None:
        before = an_interview()
        assert invited.record(an_event(), before, before.after(Fact.DELIVERED))
        current = invited.interview(APPLICATION_ID, 2)
        assert not invited.record(an_event(), current, current.after(Fact.OPENED))
        assert invited.interview(APPLICATION_ID, 2).progress is Progress.DELIVERED

    def test_an_event_decided_on_an_old_interview_is_refused(self, invited: StoryStore) -> None:
        before = an_interview()
        invited.record(an_event(), before, before.after(Fact.DELIVERED))
        with pytest.raises(Conflict):
            invited.record(an_event("opened"), before, before.after(Fact.OPENED))

    def test_a_reminder_is_decided_on_the_interview_as_it_is(self, invited: StoryStore, table: Table) -> None:
        before, reminder = an_interview(), a_reminder()
        sent = an_invitation(status=Status.SENT)
        OutboxStore(table).settle(
            an_invitation(), sent, before=before, after=before, event=an_event("sent"), reminder=reminder
        )
        answered = before.after(Fact.CONFIRMED)
        invited.record(an_event("confirmed"), before, answered)
        with pytest.raises(Conflict):
            invited.decide(reminder, before, reminder.message(before, NOW), "")
        invited.decide(reminder, answered, None, "answered")
        kept = invited.reminder(APPLICATION_ID, 2, 1)
        assert (kept.status, kept.reason) == (ReminderStatus.DROPPED, "answered")
        with pytest.raises(Conflict):
            invited.decide(reminder, answered, None, "answered")

    def test_an_exception_is_settled_once(self, invited: StoryStore, table: Table) -> None:
        invited.record(an_event(), an_interview(), an_interview(), cases=[a_case()])
        assert ApplicationList(table).open_cases() == [a_case()]
        invited.resolve(a_case(resolved_at=NOW, resolution="done"))
        assert ApplicationList(table).open_cases() == []
        with pytest.raises(Conflict):
            invited.resolve(a_case(resolved_at=NOW, resolution="done"))


class TestOutbox:
    def test_a_message_is_claimed_once(self, outbox: OutboxStore) -> None:
        claimed = an_invitation().claimed(NOW, "t@1")
        outbox.claim(claimed, an_interview())
        with pytest.raises(Conflict):
            outbox.claim(claimed, an_interview())

    def test_a_claim_needs_the_interview_that_was_read(self, outbox: OutboxStore, invited: StoryStore) -> None:
        invited.record(an_event("confirmed"), an_interview(), an_interview().after(Fact.CONFIRMED))
        with pytest.raises(Conflict):
            outbox.claim(an_invitation().claimed(NOW, "t@1"), an_interview())

    def test_a_claim_on_a_message_that_was_claimed_and_released_meanwhile_is_refused(self, outbox: OutboxStore) -> None:
        claimed = an_invitation().claimed(NOW, "t@1")
        outbox.claim(claimed, an_interview())
        outbox.release(claimed, NOW)
        with pytest.raises(Conflict):
            outbox.claim(claimed, an_interview())

    def test_a_release_repeated_late_does_not_free_the_next_claim(self, outbox: OutboxStore) -> None:
        claimed = an_invitation().claimed(NOW, "t@1")
        outbox.claim(claimed, an_interview())
        outbox.claim(outbox.release(claimed, NOW).claimed(NOW, "t@1"), an_interview())
        with pytest.raises(Conflict):
            outbox.release(claimed, NOW)

    def test_a_message_is_put_off_once_by_whoever_is_first(self, outbox: OutboxStore) -> None:
        due_at = NOW + timedelta(minutes=15)
        assert outbox.hold(an_invitation(), due_at).due_at == due_at
        with pytest.raises(Conflict):
            outbox.hold(an_invitation(), due_at + timedelta(minutes=1))
        assert outbox.sendable(APPLICATION_ID, 2, an_invitation().message_id).message.due_at == due_at

    def test_a_waiting_reminder_gets_the_time_of_a_mail_sent_again(self, outbox: OutboxStore, table: Table) -> None:
        assert self.settles(outbox, table, ReminderStatus.WAITING) == a_reminder(due_at=NOW + timedelta(days=2))

    def test_a_reminder_that_has_gone_out_does_not_stand_in_the_way_of_a_mail_sent_again(
        self, outbox: OutboxStore, table: Table
    ) -> None:
        assert self.settles(outbox, table, ReminderStatus.WRITTEN) is None
        settled = outbox.sendable(APPLICATION_ID, 2, an_invitation().message_id).message
        assert settled.status is Status.SENT

    def settles(self, outbox: OutboxStore, table: Table, old: ReminderStatus) -> Reminder | None:
        table.write(put(reminder_item(a_reminder(status=old))))
        claimed = an_invitation().claimed(NOW, "t@1")
        outbox.claim(claimed, an_interview())
        return outbox.settle(
            claimed,
            replace(claimed, status=Status.SENT),
            before=an_interview(),
            after=an_interview().after(Fact.SENT),
            event=an_event("sent"),
            reminder=a_reminder(due_at=NOW + timedelta(days=2)),
        )

    def test_a_released_message_can_be_claimed_again_later(self, outbox: OutboxStore) -> None:
        claimed = an_invitation().claimed(NOW, "t@1")
        outbox.claim(claimed, an_interview())
        released = outbox.release(claimed, NOW + timedelta(seconds=20))
        found = outbox.sendable(APPLICATION_ID, 2, claimed.message_id).message
        assert found == released
        assert (found.status, found.tries) == (Status.QUEUED, 1)

    def test_a_dropped_message_is_never_claimed(self, outbox: OutboxStore) -> None:
        outbox.drop(an_invitation(), an_interview(), "cancelled")
        with pytest.raises(Conflict):
            outbox.claim(an_invitation().claimed(NOW, "t@1"), an_interview())

    def test_what_is_due_is_listed_until_it_is_settled(self, outbox: OutboxStore) -> None:
        soon = NOW + timedelta(minutes=3)
        assert [type(due).__name__ for due in outbox.due_before(soon)] == ["Message"]
        claimed = an_invitation().claimed(NOW, "t@1")
        outbox.claim(claimed, an_interview())
        assert list(outbox.due_before(soon)) == []
        assert list(outbox.due_before(NOW + timedelta(minutes=16))) == [claimed]
        sent = replace(claimed, status=Status.SENT)
        outbox.settle(
            claimed,
            sent,
            before=an_interview(),
            after=an_interview().after(Fact.SENT),
            event=an_event("sent"),
            reminder=a_reminder(),
        )
        assert list(outbox.due_before(NOW + timedelta(hours=1))) == []
        assert [type(due).__name__ for due in outbox.due_before(NOW + timedelta(days=6))] == ["Reminder", "Deadline"]

    def test_an_unrouted_entry_is_due(self, stories: StoryStore, table: Table) -> None:
        assert list(OutboxStore(table).due_before(NOW + timedelta(minutes=3))) == [an_entry()]

    def test_doubt_is_settled_by_hr_in_one_of_two_ways(self, outbox: OutboxStore, table: Table) -> None:
        claimed = an_invitation().claimed(NOW, "t@1")
        outbox.claim(claimed, an_interview())
        outbox.doubt(claimed, a_case())
        doubtful = outbox.sendable(APPLICATION_ID, 2, claimed.message_id).message
        assert doubtful.status is Status.DOUBTFUL
        resolved = a_case(resolved_at=NOW, resolution="send_again")
        again = outbox.requeue(doubtful, resolved, NOW)
        assert again.status is Status.QUEUED
        with pytest.raises(Conflict):
            outbox.give_up(doubtful, resolved)
        assert ApplicationList(table).open_cases() == []

    def test_a_message_that_is_left_in_doubt_has_failed(self, outbox: OutboxStore) -> None:
        claimed = an_invitation().claimed(NOW, "t@1")
        outbox.claim(claimed, an_interview())
        outbox.doubt(claimed, a_case())
        doubtful = replace(claimed, status=Status.DOUBTFUL)
        outbox.give_up(doubtful, a_case(resolved_at=NOW, resolution="leave"))
        left = outbox.sendable(APPLICATION_ID, 2, claimed.message_id).message
        assert (left.status, left.reason) == (Status.FAILED, "left_in_doubt")


class TestCompany:
    def test_the_setup_is_read_once_in_half_a_minute(self, table: Table) -> None:
        now = [0.0]
        store = CompanyStore(table, lambda: now[0])
        store.save(a_company(), a_position(), a_rule())
        assert store.setup().company == a_company()
        CompanyStore(table, lambda: 0.0).save(a_company(name="新名字"))
        assert store.setup().company.name == "星河科技"
        now[0] = 31.0
        assert store.setup().company.name == "新名字"

    def test_what_hr_has_changed_is_not_written_over(self, table: Table) -> None:
        store = CompanyStore(table, lambda: 0.0)
        assert store.save_missing([a_company(), a_rule()]) == 2
        assert store.save_missing([a_company(name="x"), a_rule(hour=9), a_position()]) == 1
        assert store.setup().company.name == "星河科技"

    def test_a_deployment_without_a_company_says_so(self, table: Table) -> None:
        with pytest.raises(NotFound):
            CompanyStore(table, lambda: 0.0).setup()


class TestList:
    def test_pages_follow_each_other_without_gap_or_double(self, table: Table) -> None:
        for number in range(25):
            made = an_application(application_id=f"a{number:019d}", created_at=NOW + timedelta(minutes=number))
            table.write(put(application_item(made)))
        seen, cursor = [], ""
        while cursor is not None:
            page = ApplicationList(table).page(limit=7, cursor=cursor)
            seen += [row.application.application_id for row in page.rows]
            cursor = page.cursor
        assert seen == [f"a{number:019d}" for number in range(24, -1, -1)]

    def test_each_line_has_its_newest_interview(self, invited: StoryStore, table: Table) -> None:
        (row,) = ApplicationList(table).page(limit=5).rows
        assert row.interview == an_interview()

    def test_lines_nobody_wants_are_passed_over(self, invited: StoryStore, table: Table) -> None:
        assert ApplicationList(table).page(limit=5, wanted=lambda row: row.application.stage == "offer").rows == []

    def test_a_broken_cursor_is_refused(self, table: Table) -> None:
        with pytest.raises(InvalidInput):
            ApplicationList(table).page(limit=5, cursor="nonsense")


class TestLostAnswers:
    """A write that was carried out, whose answer got lost, and that is asked again."""

    @pytest.fixture
    def shaky(self, table: Table, monkeypatch: pytest.MonkeyPatch) -> Table:
        """Loses the answer of the next request that writes."""
        client = table._client
        once = client._once

        def lose(request: Request, signed_for: str) -> bytes:
            if not request.headers["x-amz-target"].endswith(("PutItem", "UpdateItem")):
                return once(request, signed_for)
            monkeypatch.setattr(client, "_once", once)
            with contextlib.suppress(AwsError):
                once(request, signed_for)
            raise NoAnswerError("lost")

        monkeypatch.setattr(client, "_once", lose)
        return table

    def test_a_put_is_not_taken_for_a_lost_race(self, shaky: Table) -> None:
        item = entry_item(an_entry())
        shaky.write(put(item, ABSENT))
        assert shaky.get(("APP#" + APPLICATION_ID, "ENTRY#000002")) == item

    def test_an_update_is_not_taken_for_a_lost_race(self, table: Table, request: pytest.FixtureRequest) -> None:
        table.write(put(entry_item(an_entry())))
        shaky: Table = request.getfixturevalue("shaky")
        key = ("APP#" + APPLICATION_ID, "ENTRY#000002")
        shaky.write(update(key, {"stage": "offer"}, condition="stage = :seen", seen="screened"))

    def test_somebody_elses_item_still_is_a_lost_race(self, table: Table, request: pytest.FixtureRequest) -> None:
        table.write(put(entry_item(an_entry(entered_by="somebody else"))))
        shaky: Table = request.getfixturevalue("shaky")
        with pytest.raises(ConditionFailed):
            shaky.write(put(entry_item(an_entry()), ABSENT))
