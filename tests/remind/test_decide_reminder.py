"""A due reminder writes one message or none, decided on the interview as it is at that moment (M1, M4)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from functions.remind.decide_reminder import decide_reminder
from mianyue.adapters.keys import application_item, entry_item, interview_item, reminder_item
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.interview import Fact
from mianyue.domain.message import Message
from tests.builders import APPLICATION_ID, a_reminder, an_application, an_entry, an_event, an_interview

DUE = a_reminder().due_at


@pytest.fixture
def stories(table: Table) -> StoryStore:
    table.write(put(application_item(an_application())), put(entry_item(an_entry())))
    table.write(put(interview_item(an_interview())), put(reminder_item(a_reminder())))
    return StoryStore(table)


def decided(stories: StoryStore, now=DUE, ordinal: int = 1) -> str:
    return decide_reminder(
        stories, application_id=APPLICATION_ID, entry=2, kind="unopened_reminder", ordinal=ordinal, now=now
    )


def messages(stories: StoryStore) -> tuple[Message, ...]:
    return stories.story(APPLICATION_ID).messages


def happens(stories: StoryStore, fact: Fact) -> None:
    before = stories.interview(APPLICATION_ID, 2)
    stories.record(an_event(fact), before, before.after(fact))


def test_silence_is_followed_up_once(stories: StoryStore) -> None:
    assert [decided(stories), decided(stories)] == ["written", "done_before"]
    assert [message.kind for message in messages(stories)] == ["unopened_reminder"]


@pytest.mark.parametrize(
    "fact",
    [Fact.OPENED, Fact.CLICKED, Fact.CONFIRMED, Fact.NEW_TIME_ASKED, Fact.DECLINED, Fact.CANCELLED, Fact.BOUNCED],
)
def test_no_reminder_once_something_has_happened(stories: StoryStore, fact: Fact) -> None:
    happens(stories, fact)
    assert decided(stories) != "written"
    assert messages(stories) == ()
    assert stories.story(APPLICATION_ID).reminders[0].reason


def test_an_answer_that_arrives_while_deciding_wins(stories: StoryStore, table: Table) -> None:
    class Slow(StoryStore):
        meanwhile: Callable[[], None] = staticmethod(lambda: happens(stories, Fact.CONFIRMED))

        def decide(self, *args) -> None:
            self.meanwhile()
            Slow.meanwhile = staticmethod(lambda: None)
            super().decide(*args)

    assert decided(Slow(table)) == "answered"
    assert messages(stories) == ()


def test_a_schedule_that_fires_early_decides_nothing(stories: StoryStore) -> None:
    assert decided(stories, DUE - timedelta(minutes=2)) == "early"
    assert decided(stories, DUE - timedelta(seconds=30)) == "written"


def test_a_reminder_that_does_not_exist_is_passed_over(stories: StoryStore) -> None:
    assert decided(stories, ordinal=9) == "done_before"
