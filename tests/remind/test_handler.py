"""The remind function as Lambda calls it: by a schedule, and by the sweep."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from functions.remind import handler as edge
from functions.remind.sweep import Sweep
from mianyue.adapters.keys import application_item, entry_item, interview_item, reminder_item
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.application import StageEntry
from mianyue.domain.message import Message
from tests.builders import APPLICATION_ID, a_reminder, an_application, an_entry, an_interview

EVENT = {"application_id": APPLICATION_ID, "entry": 2, "kind": "unopened_reminder", "ordinal": 1}


class Queue:
    def message(self, message: Message, delay_seconds: int = 0) -> None:
        raise AssertionError("the remind function never sends")

    def entry(self, entry: StageEntry) -> None:
        self.last = entry.number


@pytest.fixture
def stories(table: Table, monkeypatch: pytest.MonkeyPatch) -> StoryStore:
    past = datetime.now(UTC) - timedelta(hours=1)
    table.write(put(application_item(an_application())), put(entry_item(an_entry(entered_at=past))))
    table.write(put(interview_item(an_interview(deadline=past + timedelta(days=5)))))
    table.write(put(reminder_item(a_reminder(due_at=past))))
    stories = StoryStore(table)
    monkeypatch.setattr(edge, "_parts", lambda: (stories, Sweep(stories, OutboxStore(table), Queue(), edge._trouble)))
    return stories


class Lambda:
    """The context that Lambda hands over."""

    def __init__(self, milliseconds: int = 60_000) -> None:
        self.milliseconds = milliseconds

    def get_remaining_time_in_millis(self) -> int:
        return self.milliseconds


def test_a_schedule_names_the_reminder_it_wakes_for(stories: StoryStore, capsys: pytest.CaptureFixture[str]) -> None:
    edge.handler(EVENT, None)
    assert [message.kind for message in stories.story(APPLICATION_ID).messages] == ["unopened_reminder"]
    assert json.loads(capsys.readouterr().out)["outcome"] == "written"


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
