"""Who was moved by mistake and is moved back in time goes on as if nothing had been (R4, R5)."""

from copy import replace
from datetime import timedelta
from typing import Any

import pytest

from mianyue.domain.bringing_back import BroughtBack, brought_back, undone
from mianyue.domain.calling_off import called_off, ended_by
from mianyue.domain.company import CLOSING_STAGES
from mianyue.domain.deadline import Deadline
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import Kind, Message, Status, new_message
from mianyue.domain.reminder import ReminderStatus
from mianyue.domain.tracking import Story, TrackingEvent
from tests.builders import APPLICATION_ID, NOW, a_reminder, an_application, an_entry, an_interview, an_invitation

WITHIN = timedelta(minutes=2)
BACK_AT = NOW + timedelta(minutes=1)
INVITED_AT = an_entry(number=2, entered_at=NOW - timedelta(days=1))
MISTAKE = an_entry(number=3, stage="rejected")
BACK = an_entry(number=4, entered_at=BACK_AT)


def invited(**changes: Any) -> Interview:
    return an_interview(**{"progress": Progress.SENT, "withdrawal_mail": True, "stands_in": ("screened",)} | changes)


def rejected(interview: Interview | None = None, *messages: Message, **more: Any) -> Story:
    """The story of somebody who was rejected by mistake: what that has ended, and told."""
    before = interview or invited()
    (ending,) = ended_by(MISTAKE, [before], CLOSING_STAGES, hold=WITHIN)
    made = Story(
        application=an_application(),
        entries=(INVITED_AT, MISTAKE),
        interviews=(ending.after,),
        messages=(*messages, *ending.messages),
        events=(ending.event,),
    )
    return replace(made, **more)


def back(story: Story, **entry: Any) -> tuple[BroughtBack, ...]:
    return brought_back(story, replace(BACK, **entry), CLOSING_STAGES, within=WITHIN)


def with_mail(story: Story, **changes: Any) -> Story:
    """The mail that was to tell of the end has come further."""
    *others, untold = story.messages
    return replace(story, messages=(*others, replace(untold, **changes)))


def test_an_interview_goes_on_where_it_was() -> None:
    story = rejected()
    (found,) = back(story)
    (ended,) = story.interviews
    assert found.before is ended
    assert found.after == replace(
        invited(), rev=ended.rev + 1, calendar_sequence=1, turn=ended.turn + 1, last_word="restored"
    )
    assert found.deadline == Deadline(APPLICATION_ID, 2, invited().deadline)
    assert (found.untold, found.unsent, found.reminders) == (story.messages[0], None, ())


def test_its_event_names_the_stage_and_is_itself_by_the_entry() -> None:
    (found,) = back(rejected())
    assert found.event == TrackingEvent(
        application_id=APPLICATION_ID,
        entry=2,
        event_id=derived(APPLICATION_ID, 2, "restored", "4"),
        name=Fact.RESTORED,
        at=BACK_AT,
        source="system",
        detail={"stage": "screened"},
    )


@pytest.mark.parametrize(("late", "number"), [(timedelta(microseconds=1), 1), (timedelta(0), 0)])
def test_it_comes_back_in_time_alone(late: timedelta, number: int) -> None:
    assert len(back(rejected(), entered_at=NOW + WITHIN - late)) == number


def test_it_comes_back_from_the_stage_just_left_alone() -> None:
    assert back(rejected(), number=5) == ()
    assert back(rejected(), stage="offer") == ()
    assert back(rejected(invited(stands_in=())), stage="hired") == ()


def test_an_interview_that_stands_is_not_brought_back() -> None:
    assert back(rejected(interviews=(invited(),))) == ()


def test_what_has_expired_meanwhile_is_not_brought_back() -> None:
    (ended,) = rejected().interviews
    assert back(rejected(interviews=(replace(ended, sides=frozenset({Side.EXPIRED})),))) == ()


def test_what_another_move_or_an_invitation_has_ended_stays_so() -> None:
    story = rejected()
    earlier = called_off(invited(), "2", source="system", at=NOW, stage="rejected")
    assert back(replace(story, events=(earlier.event,))) == ()
    replaced = called_off(invited(), "3", source="system", at=NOW)
    assert back(replace(story, events=(replaced.event,))) == ()
    of_another = called_off(invited(number=1), "3", source="system", at=NOW, stage="rejected")
    assert back(replace(story, events=(of_another.event,))) == ()
    assert len(back(replace(story, events=(earlier.event, *story.events)))) == 1


def test_an_invitation_of_the_stage_just_left_that_stands_on_holds() -> None:
    story = rejected()
    ours = invited(number=3)
    assert back(replace(story, interviews=(*story.interviews, ours))) == ()
    for other in (replace(ours, number=1), ours.after(Fact.CANCELLED), replace(ours, stands_in=("rejected",))):
        assert len(back(replace(story, interviews=(*story.interviews, other)))) == 1


@pytest.mark.parametrize(
    ("mail", "number"),
    [
        ({"status": Status.QUEUED}, 1),
        ({"status": Status.DROPPED}, 1),
        ({"status": Status.SENDING}, 0),
        ({"status": Status.SENT}, 0),
        ({"status": Status.FAILED}, 0),
        ({"status": Status.QUEUED, "tries": 1}, 0),
        ({"status": Status.DROPPED, "tries": 1}, 0),
    ],
)
def test_who_may_have_been_told_of_the_end_is_not_told_otherwise(mail: dict, number: int) -> None:
    assert len(back(with_mail(rejected(), **mail))) == number


def test_an_end_that_was_to_be_told_by_a_mail_nobody_finds_stays() -> None:
    assert back(rejected(messages=())) == ()


def test_an_end_that_nobody_was_to_be_told_of_is_gone_back_on() -> None:
    (found,) = back(rejected(invited(withdrawal_mail=False)))
    assert found.untold is None
    assert not found.after.withdrawn


def test_a_mail_that_hr_has_taken_back_is_left_as_it_is() -> None:
    (found,) = back(with_mail(rejected(), status=Status.DROPPED))
    assert found.untold is None
    assert not found.after.withdrawn


@pytest.mark.parametrize(
    ("status", "progress", "number"),
    [
        (Status.QUEUED, Progress.QUEUED, 1),
        (Status.SENDING, Progress.QUEUED, 1),
        (Status.DROPPED, Progress.QUEUED, 0),
        (Status.DROPPED, Progress.SENT, 1),
    ],
)
def test_an_invitation_has_been_sent_or_still_will_be(status: Status, progress: Progress, number: int) -> None:
    found = back(rejected(invited(progress=progress), an_invitation(status=status)))
    assert len(found) == number
    assert [each.unsent for each in found if each.unsent] == ([an_invitation()] if status is Status.QUEUED else [])


def test_its_invitation_is_its_own() -> None:
    others = [
        new_message(invited(), Kind.UNOPENED_REMINDER, "1", now=NOW),
        an_invitation(invited(number=1)),
    ]
    (found,) = back(rejected(invited(), *others))
    assert found.unsent is None


def test_all_come_back_or_none() -> None:
    one, other = rejected(), rejected(invited(number=1))
    both = Story(
        application=one.application,
        entries=one.entries,
        interviews=one.interviews + other.interviews,
        messages=one.messages + other.messages,
        events=one.events + other.events,
    )
    assert [each.after.number for each in back(both)] == [2, 1]
    assert back(with_mail(both, status=Status.SENT)) == ()


def test_reminders_that_came_due_meanwhile_wait_again() -> None:
    due = a_reminder(status=ReminderStatus.DROPPED, reason="cancelled")
    others = (
        replace(due, reason="cancelled_by_hr"),
        replace(due, entry=1),
        a_reminder(ordinal=9),
    )
    (found,) = back(rejected(reminders=(due, *others)))
    assert found.reminders == (replace(due, status=ReminderStatus.WAITING, reason=""),)


def is_undone(story: Story, **entry: Any) -> bool:
    """Whether the entry is no new arrival, as the move that brings back finds it."""
    arrival = replace(BACK, **entry)
    return undone(replace(story, entries=(*story.entries, arrival)), arrival, back(story, **entry))


def test_back_where_the_invitation_came_from_is_no_new_arrival() -> None:
    assert is_undone(rejected())


def test_back_in_another_stage_is_one() -> None:
    assert not is_undone(rejected(invited(stands_in=())), stage="ai_interview")


def test_back_from_somewhere_else_is_one() -> None:
    came_from = replace(INVITED_AT, stage="offer", number=2)
    invited_before = replace(INVITED_AT, number=1)
    story = rejected(invited(number=1), entries=(invited_before, came_from, MISTAKE))
    assert len(back(story)) == 1
    assert not is_undone(story)


def test_back_without_an_invitation_of_that_stage_is_one() -> None:
    invited_before = replace(INVITED_AT, stage="applied", number=1)
    story = rejected(invited(number=1), entries=(invited_before, INVITED_AT, MISTAKE))
    assert len(back(story)) == 1
    assert not is_undone(story)
    assert not is_undone(with_mail(rejected(), status=Status.SENT))
