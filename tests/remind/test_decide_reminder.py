"""A due reminder writes one message or none, decided on the interview as it is at that moment (M1, M4)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from functions.remind.decide_reminder import Wake, decide_reminder
from mianyue.adapters.keys import application_item, entry_item, interview_item, reminder_item
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.errors import Conflict
from mianyue.domain.fresh_link import with_link_asked
from mianyue.domain.interview import Fact
from mianyue.domain.message import Message
from mianyue.domain.reminder import Reminder
from tests.builders import APPLICATION_ID, a_reminder, an_application, an_entry, an_event, an_interview

DUE = a_reminder().due_at
PATIENT = an_interview(unconfirmed_after_seconds=48 * 3600)
LATER = DUE + timedelta(hours=24)


@pytest.fixture
def stories(table: Table) -> StoryStore:
    table.write(put(application_item(an_application())), put(entry_item(an_entry())))
    table.write(put(interview_item(an_interview())), put(reminder_item(a_reminder())))
    return StoryStore(table)


def decided(stories: StoryStore, now=DUE, ordinal: int = 1, wake: Wake = print) -> str:
    return decide_reminder(stories, wake, application_id=APPLICATION_ID, entry=2, ordinal=ordinal, now=now)


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
    [
        Fact.CONFIRMED,
        Fact.NEW_TIME_ASKED,
        Fact.DECLINED,
        Fact.STARTED,
        Fact.CANCELLED,
        Fact.EXPIRED,
        Fact.BOUNCED,
        Fact.COMPLAINED,
        Fact.REMINDERS_STOPPED,
        Fact.REPLIED,
    ],
)
@pytest.mark.parametrize("seen", [False, True])
def test_no_reminder_of_either_kind_once_something_has_happened(stories: StoryStore, fact: Fact, seen: bool) -> None:
    if seen:
        happens(stories, Fact.OPENED)
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
    assert decided(stories, DUE - timedelta(seconds=61)) == "early"
    assert decided(stories, DUE - timedelta(seconds=60)) == "written"


def test_who_has_opened_nothing_does_not_wait_for_the_delay_of_the_other_kind(
    stories: StoryStore, table: Table
) -> None:
    table.write(put(interview_item(PATIENT)))
    assert decided(stories) == "written"


def test_an_interview_that_never_stands_still_is_a_conflict(stories: StoryStore, table: Table) -> None:
    class NeverStill(StoryStore):
        def decide(self, *_) -> None:
            raise Conflict("interview")

    with pytest.raises(Conflict, match=r"^reminder$"):
        decided(NeverStill(table))


def test_a_reminder_that_does_not_exist_is_passed_over(stories: StoryStore) -> None:
    assert decided(stories, ordinal=9) == "done_before"


@pytest.mark.parametrize("fact", [Fact.OPENED, Fact.CLICKED])
def test_who_has_noticed_the_mail_and_not_answered_is_asked_to_confirm(stories: StoryStore, fact: Fact) -> None:
    happens(stories, fact)
    assert [decided(stories), decided(stories)] == ["written", "done_before"]
    assert [message.kind for message in messages(stories)] == ["unconfirmed_reminder"]
    assert [each.kind for each in stories.story(APPLICATION_ID).reminders] == ["unconfirmed_reminder"]


def test_a_mail_opened_while_deciding_makes_it_the_other_reminder(stories: StoryStore, table: Table) -> None:
    class Slow(StoryStore):
        meanwhile: Callable[[], None] = staticmethod(lambda: happens(stories, Fact.OPENED))

        def decide(self, *args) -> None:
            self.meanwhile()
            Slow.meanwhile = staticmethod(lambda: None)
            super().decide(*args)

    assert decided(Slow(table)) == "written"
    assert [message.kind for message in messages(stories)] == ["unconfirmed_reminder"]


def test_what_was_planned_for_an_earlier_time_asks_about_no_later_one(stories: StoryStore, table: Table) -> None:
    for fact in (Fact.NEW_TIME_ASKED, Fact.NEW_TIME_PROPOSED):
        happens(stories, fact)
    assert decided(stories) == "answered_anew"
    table.write(put(reminder_item(a_reminder(ordinal=101))))
    assert decided(stories, ordinal=101) == "written"


def test_who_has_asked_for_a_new_link_meanwhile_is_given_the_whole_delay_anew(stories: StoryStore) -> None:
    asked_at = DUE - timedelta(hours=1)
    before = stories.interview(APPLICATION_ID, 2)
    stories.record(an_event("link_asked"), before, with_link_asked(before, asked_at))
    woken: list[Reminder] = []
    assert decided(stories, wake=woken.append) == "put_off"
    assert [each.due_at for each in woken] == [asked_at + timedelta(hours=24)]
    assert [decided(stories), decided(stories, woken[0].due_at)] == ["early", "written"]


class TestWhenTheOtherKindIsDueLater:
    @pytest.fixture(autouse=True)
    def patient(self, stories: StoryStore, table: Table) -> None:
        table.write(put(interview_item(PATIENT)))
        happens(stories, Fact.OPENED)

    def test_it_is_put_off_and_somebody_woken_then(self, stories: StoryStore) -> None:
        woken: list[Reminder] = []
        assert decided(stories, wake=woken.append) == "put_off"
        assert [(each.due_at, each.kind) for each in woken] == [(LATER, "unconfirmed_reminder")]
        assert list(stories.story(APPLICATION_ID).reminders) == woken
        assert messages(stories) == ()

    def test_it_goes_out_in_its_own_time(self, stories: StoryStore) -> None:
        assert [decided(stories), decided(stories), decided(stories, LATER)] == ["put_off", "early", "written"]

    def test_it_is_not_put_off_for_the_last_minute(self, stories: StoryStore) -> None:
        assert decided(stories, LATER - timedelta(seconds=60)) == "written"

    def test_an_answer_that_arrives_while_it_is_put_off_wins(self, stories: StoryStore, table: Table) -> None:
        class Slow(StoryStore):
            def put_off(self, *args) -> Reminder:
                if not stories.interview(APPLICATION_ID, 2).answered:
                    happens(stories, Fact.CONFIRMED)
                return super().put_off(*args)

        assert decided(Slow(table)) == "answered"

    def test_it_does_not_go_out_at_all_where_that_is_after_the_deadline(
        self, stories: StoryStore, table: Table
    ) -> None:
        soon = PATIENT.after(Fact.OPENED)._replace(deadline=LATER)
        table.write(put(interview_item(soon)))
        assert decided(stories) == "too_late"
        assert messages(stories) == ()
