"""The remind function as Lambda calls it: by a schedule, and by the sweep."""

import json
from copy import replace
from datetime import UTC, datetime, timedelta

import pytest

from functions.remind import handler as edge
from functions.remind.sweep import Sweep
from functions.remind.wiring import Parts
from mianyue.adapters.bulk_store import BulkStore
from mianyue.adapters.import_store import ImportStore
from mianyue.adapters.keys import application_item, entry_item, interview_item, reminder_item
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.adapters.wire import NoAnswerError
from mianyue.domain.application import StageEntry
from mianyue.domain.candidate_import import ImportRecord, ImportStatus
from mianyue.domain.interview import Fact
from mianyue.domain.message import Message
from mianyue.domain.reminder import Reminder
from tests.builders import APPLICATION_ID, a_bulk, a_reminder, an_application, an_entry, an_event, an_interview

EVENT = {"application_id": APPLICATION_ID, "entry": 2, "ordinal": 1}


class Queue:
    def message(self, message: Message, delay_seconds: int = 0) -> None:
        raise AssertionError("the remind function never sends")

    def entry(self, entry: StageEntry) -> None:
        self.last = entry.number


class Schedules:
    def __init__(self) -> None:
        self.made: list[tuple[int, datetime, str]] = []

    def reminder(self, reminder: Reminder, function_arn: str) -> None:
        self.made.append((reminder.ordinal, reminder.due_at, function_arn))


class Function:
    """Whoever works on bulk actions, or on imports."""

    def __init__(self) -> None:
        self.woken: list[str] = []
        self.away = False

    def carry_on(self, identity: str) -> None:
        if self.away:
            raise NoAnswerError("TimeoutError")
        self.woken.append(identity)


@pytest.fixture
def bulk_function() -> Function:
    return Function()


@pytest.fixture
def imports_function() -> Function:
    return Function()


@pytest.fixture
def schedules() -> Schedules:
    return Schedules()


@pytest.fixture
def stories(
    table: Table,
    schedules: Schedules,
    bulk_function: Function,
    imports_function: Function,
    monkeypatch: pytest.MonkeyPatch,
) -> StoryStore:
    past = datetime.now(UTC) - timedelta(hours=1)
    table.write(put(application_item(an_application())), put(entry_item(an_entry(entered_at=past))))
    table.write(put(interview_item(an_interview(deadline=past + timedelta(days=5)))))
    table.write(put(reminder_item(a_reminder(since=past - timedelta(hours=24), due_at=past))))
    stories = StoryStore(table)
    sweep = Sweep(stories, OutboxStore(table), Queue(), edge.trouble)
    others = BulkStore(table), bulk_function, ImportStore(table), imports_function
    parts = Parts(stories, sweep, schedules, *others)  # type: ignore[arg-type]
    monkeypatch.setattr(edge, "parts", lambda: parts)
    return stories


class Lambda:
    """The context that Lambda hands over."""

    invoked_function_arn = "arn:remind"

    def __init__(self, milliseconds: int = 60_000) -> None:
        self.milliseconds = milliseconds

    def get_remaining_time_in_millis(self) -> int:
        return self.milliseconds


def test_a_schedule_names_the_reminder_it_wakes_for(stories: StoryStore, capsys: pytest.CaptureFixture[str]) -> None:
    edge.handler(EVENT, None)
    assert [message.kind for message in stories.story(APPLICATION_ID).messages] == ["unopened_reminder"]
    assert json.loads(capsys.readouterr().out) == {
        "event": "reminder",
        "application": APPLICATION_ID,
        "entry": 2,
        "outcome": "written",
    }


@pytest.mark.parametrize("event", [EVENT, {"sweep": True}])
def test_a_reminder_that_is_put_off_gets_a_schedule_that_calls_this_very_function(
    event: dict[str, object], stories: StoryStore, schedules: Schedules
) -> None:
    before = stories.interview(APPLICATION_ID, 2)
    patient = replace(before.after(Fact.OPENED), unconfirmed_after_seconds=48 * 3600)
    stories.record(an_event(Fact.OPENED), before, patient)
    edge.handler(event, Lambda())
    (reminder,) = stories.story(APPLICATION_ID).reminders
    assert schedules.made == [(1, reminder.since + timedelta(hours=48), "arn:remind")]
    assert stories.story(APPLICATION_ID).messages == ()


def test_the_sweep_does_what_a_lost_schedule_would_have_done(
    stories: StoryStore, capsys: pytest.CaptureFixture[str]
) -> None:
    edge.handler({"sweep": True}, Lambda())
    assert len(stories.story(APPLICATION_ID).messages) == 1
    assert json.loads(capsys.readouterr().out) == {"event": "swept", "StageEntry": 1, "Reminder": 1}
    edge.handler(EVENT, None)
    assert len(stories.story(APPLICATION_ID).messages) == 1


def test_a_sweep_ends_before_its_time_does(stories: StoryStore, capsys: pytest.CaptureFixture[str]) -> None:
    edge.handler({"sweep": True}, Lambda(edge.MARGIN))
    assert json.loads(capsys.readouterr().out) == {"event": "swept"}
    assert stories.story(APPLICATION_ID).messages == ()


class TestABulkActionNobodyWorksOn:
    @pytest.fixture(autouse=True)
    def overdue(self, stories: StoryStore, table: Table) -> BulkStore:
        bulks = BulkStore(table)
        bulks.add(a_bulk(), datetime.now(UTC) - timedelta(minutes=1))
        return bulks

    def test_is_woken(self, bulk_function: Function, capsys: pytest.CaptureFixture[str]) -> None:
        edge.handler({"sweep": True}, Lambda())
        assert bulk_function.woken == [a_bulk().bulk_id]
        assert json.loads(capsys.readouterr().out)["Bulk"] == 1

    def test_is_given_time_before_it_is_woken_again(self, bulk_function: Function) -> None:
        for _ in range(2):
            edge.handler({"sweep": True}, Lambda())
        assert bulk_function.woken == [a_bulk().bulk_id]

    def test_keeps_no_reminder_waiting_when_it_cannot_be_woken(
        self, stories: StoryStore, overdue: BulkStore, bulk_function: Function, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bulk_function.away = True
        edge.handler({"sweep": True}, Lambda())
        assert len(stories.story(APPLICATION_ID).messages) == 1
        assert '"sweep_trouble"' in capsys.readouterr().out
        assert list(overdue.due_before(datetime.now(UTC))) == [a_bulk().bulk_id]


class TestAnImportNobodyWorksOn:
    @pytest.fixture(autouse=True)
    def overdue(self, stories: StoryStore, table: Table) -> ImportStore:
        imports, past = ImportStore(table), datetime.now(UTC) - timedelta(minutes=1)
        draft = ImportRecord("i1", "candidates.csv", created_at=past, created_by="hr-1")
        imports.add(draft)
        imports.advance(draft, replace(draft, status=ImportStatus.RUNNING), past)
        return imports

    def test_is_woken(self, imports_function: Function, capsys: pytest.CaptureFixture[str]) -> None:
        for _ in range(2):
            edge.handler({"sweep": True}, Lambda())
        assert imports_function.woken == ["i1"]
        assert json.loads(capsys.readouterr().out.splitlines()[0])["Import"] == 1

    def test_keeps_no_reminder_waiting_when_it_cannot_be_woken(
        self, stories: StoryStore, imports_function: Function, capsys: pytest.CaptureFixture[str]
    ) -> None:
        imports_function.away = True
        edge.handler({"sweep": True}, Lambda())
        assert len(stories.story(APPLICATION_ID).messages) == 1
        assert '"sweep_trouble"' in capsys.readouterr().out
