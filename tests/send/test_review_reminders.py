"""A reminder that has become pointless keeps no schedule (M4)."""

import pytest

from functions.send.review_reminders import review_reminders
from mianyue.adapters.keys import application_item, entry_item, interview_item, reminder_item
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.errors import Conflict, NotFound
from mianyue.domain.interview import Fact
from mianyue.domain.reminder import Reminder, ReminderStatus
from tests.builders import APPLICATION_ID, NOW, a_reminder, an_application, an_entry, an_event, an_interview

AGAIN = a_reminder(ordinal=101)
OF_ANOTHER = a_reminder(entry=3)
GONE_OUT = a_reminder(ordinal=2, status=ReminderStatus.WRITTEN)


class Review:
    def __init__(self, table: Table) -> None:
        self.stories = StoryStore(table)
        self.made: list[Reminder] = []
        self.forgotten: list[Reminder] = []
        for item in (application_item(an_application()), entry_item(an_entry()), interview_item(an_interview())):
            table.write(put(item))
        for reminder in (a_reminder(), AGAIN, OF_ANOTHER, GONE_OUT):
            table.write(put(reminder_item(reminder)))

    def reminder(self, reminder: Reminder) -> None:
        self.made.append(reminder)

    def forget(self, reminder: Reminder) -> None:
        self.forgotten.append(reminder)

    def happens(self, fact: Fact) -> None:
        before = self.stories.interview(APPLICATION_ID, 2)
        self.stories.record(an_event(fact), before, before.after(fact))

    def after(self, *facts: Fact) -> str:
        for fact in facts:
            self.happens(fact)
        return review_reminders(self.stories, self, APPLICATION_ID, 2)

    @property
    def waiting(self) -> list[Reminder]:
        reminders = self.stories.reminders(APPLICATION_ID, 2)
        return [each for each in reminders if each.status is ReminderStatus.WAITING]


@pytest.fixture
def review(table: Table) -> Review:
    return Review(table)


@pytest.mark.parametrize(
    "fact",
    [
        Fact.CONFIRMED,
        Fact.NEW_TIME_ASKED,
        Fact.DECLINED,
        Fact.STARTED,
        Fact.FINISHED,
        Fact.EXPIRED,
        Fact.BOUNCED,
        Fact.COMPLAINED,
        Fact.REMINDERS_STOPPED,
        Fact.REPLIED,
    ],
)
def test_nobody_is_woken_for_who_is_not_to_be_reminded(review: Review, fact: Fact) -> None:
    assert review.after(fact)
    assert review.forgotten == [a_reminder(), AGAIN]
    assert (review.waiting, review.made) == ([], [])


def test_what_is_dropped_is_due_no_more(review: Review, table: Table) -> None:
    review.after(Fact.CONFIRMED)
    assert list(OutboxStore(table).due_before(a_reminder().due_at.replace(year=2027))) == [an_entry(), OF_ANOTHER]


@pytest.mark.parametrize("fact", [Fact.DELIVERED, Fact.OPENED, Fact.CLICKED])
def test_whoever_is_still_to_be_reminded_is_woken_for(review: Review, fact: Fact) -> None:
    assert review.after(fact) == "stand"
    assert review.made == review.waiting == [a_reminder(), AGAIN]
    assert review.forgotten == []


def test_what_a_move_has_cancelled_waits_in_the_table_without_a_schedule(review: Review) -> None:
    assert review.after(Fact.CANCELLED) == "cancelled"
    assert review.forgotten == review.waiting == [a_reminder(), AGAIN]


def test_what_is_brought_back_gets_its_schedule_back(review: Review) -> None:
    review.after(Fact.CANCELLED)
    assert review.after(Fact.RESTORED) == "stand"
    assert review.made == [a_reminder(), AGAIN]


def test_an_interview_that_changes_meanwhile_is_left_to_who_changes_it(review: Review) -> None:
    review.happens(Fact.CONFIRMED)
    decide = review.stories.decide

    def late(*args: object) -> None:
        if review.stories.interview(APPLICATION_ID, 2).answered:
            review.happens(Fact.DECLINED)
        decide(*args)  # type: ignore[arg-type]

    review.stories.decide = late  # type: ignore[method-assign]
    review.after()
    assert review.waiting
    assert review.waiting[0].due_at > NOW
    with pytest.raises(Conflict):
        decide(a_reminder(), an_interview(), None, "answered")


def test_nobody_is_woken_for_what_hr_has_cancelled(review: Review, table: Table) -> None:
    cancelled = a_reminder(status=ReminderStatus.DROPPED, reason="cancelled_by_hr")
    table.write(put(reminder_item(cancelled)))
    assert review.after() == "stand"
    assert (review.forgotten, review.made) == ([cancelled], [AGAIN])


def test_who_has_been_erased_has_no_reminders(review: Review) -> None:
    with pytest.raises(NotFound):
        review_reminders(review.stories, review, APPLICATION_ID, 9)
