"""A move and all it ends are one write; whoever moves sees what somebody else has done first (R1, R5)."""

from copy import replace
from datetime import timedelta

import pytest

from functions.send.route_stage_entry import route_stage_entry
from mianyue.adapters.company_store import Setup
from mianyue.adapters.keys import application_item, entry_item, interview_item, message_item, reminder_item
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.company import CLOSING_STAGES
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import Kind, Status, new_message
from mianyue.domain.reminder import Reminder, ReminderStatus
from mianyue.domain.tracking import Story
from mianyue.moving import Moved, Mover
from mianyue.recording import record_fact
from tests.builders import (
    APPLICATION_ID,
    NOW,
    a_company,
    a_position,
    a_rule,
    an_application,
    an_entry,
    an_event,
    an_interview,
)

STANDS = ("screened", "ai_interview")


def invited(table: Table, **interview: object) -> StoryStore:
    """Somebody who stands in `screened`, and was invited there."""
    table.write(
        put(application_item(an_application())),
        put(entry_item(an_entry(routed_at=NOW))),
        put(interview_item(an_interview(stands_in=STANDS, withdrawal_mail=True, **interview))),
    )
    return StoryStore(table)


def a_mover(stories: StoryStore, **more: object) -> Mover:
    return Mover(stories, CLOSING_STAGES, by="hr-1", now=NOW, **more)  # type: ignore[arg-type]


def moved(stories: StoryStore, stage: str) -> Interview:
    assert a_mover(stories).move(APPLICATION_ID, 2, stage) == Moved(APPLICATION_ID, "moved", 3)
    return stories.interview(APPLICATION_ID, 2)


@pytest.mark.parametrize("stage", ["applied", "offer", *CLOSING_STAGES])
def test_leaving_the_stages_it_stands_in_ends_the_interview(table: Table, stage: str) -> None:
    assert moved(invited(table), stage).closed is Side.CANCELLED


def test_a_stage_it_stands_in_leaves_it_open(table: Table) -> None:
    assert moved(invited(table), "ai_interview").closed is None


def test_a_finished_interview_stays_finished(table: Table) -> None:
    assert moved(invited(table, progress=Progress.FINISHED), "rejected").sides == frozenset()


def test_who_has_been_written_to_is_told(table: Table) -> None:
    stories = invited(table, progress=Progress.OPENED)
    moved(stories, "rejected")
    assert [message.kind for message in stories.story(APPLICATION_ID).messages] == [Kind.WITHDRAWAL]


@pytest.mark.parametrize(
    "interview",
    [
        {"progress": Progress.QUEUED},
        {"progress": Progress.SENT, "sides": frozenset({Side.BOUNCED})},
        {"progress": Progress.OPENED, "sides": frozenset({Side.DECLINED})},
    ],
    ids=["not yet written to", "unreachable", "has declined"],
)
def test_who_need_not_be_told_is_not(table: Table, interview: dict) -> None:
    stories = invited(table, **interview)
    moved(stories, "rejected")
    assert stories.story(APPLICATION_ID).messages == ()


def test_a_rule_can_leave_it_unsaid(table: Table) -> None:
    stories = invited(table, progress=Progress.OPENED)
    table.write(put(interview_item(an_interview(stands_in=STANDS, withdrawal_mail=False, progress=Progress.OPENED))))
    moved(stories, "rejected")
    assert stories.story(APPLICATION_ID).messages == ()


def test_who_comes_is_told_whatever_the_rule_says(table: Table) -> None:
    stories = invited(table)
    table.write(put(interview_item(an_interview(stands_in=STANDS, withdrawal_mail=False, progress=Progress.CONFIRMED))))
    moved(stories, "rejected")
    assert [message.kind for message in stories.story(APPLICATION_ID).messages] == [Kind.WITHDRAWAL]


def test_what_a_move_tells_waits_for_the_hold(table: Table) -> None:
    stories = invited(table, progress=Progress.SENT)
    a_mover(stories, hold=timedelta(minutes=2)).move(APPLICATION_ID, 2, "rejected")
    (message,) = stories.story(APPLICATION_ID).messages
    assert message.due_at == NOW + timedelta(minutes=2)


def test_the_same_request_again_changes_nothing(table: Table) -> None:
    stories = invited(table)
    moved(stories, "offer")
    assert a_mover(stories).move(APPLICATION_ID, 2, "offer") == Moved(APPLICATION_ID, "unchanged", 3)


def test_somebody_else_was_first(table: Table) -> None:
    stories = invited(table)
    moved(stories, "offer")
    assert a_mover(stories).move(APPLICATION_ID, 2, "hired") == Moved(APPLICATION_ID, "conflict", 3)


def test_an_answer_between_the_look_and_the_write_is_kept(table: Table) -> None:
    stories = invited(table, progress=Progress.SENT)

    class Slow(StoryStore):
        def enter(self, *args, **more) -> None:
            if stories.interview(APPLICATION_ID, 2).progress is Progress.SENT:
                record_fact(stories, Fact.CONFIRMED, an_event("confirmed", source="candidate"))
            super().enter(*args, **more)

    assert a_mover(Slow(table)).move(APPLICATION_ID, 2, "offer").outcome == "moved"
    interview = stories.interview(APPLICATION_ID, 2)
    assert (interview.progress, interview.closed) == (Progress.CONFIRMED, Side.CANCELLED)


def test_an_interview_that_comes_of_the_entry_just_being_left_ends_with_it(table: Table) -> None:
    table.write(put(application_item(an_application())), put(entry_item(an_entry())))
    stories = StoryStore(table)
    setup = Setup(a_company(), (a_position(),), (a_rule(),))

    class Slow(StoryStore):
        def enter(self, *args, **more) -> None:
            route_stage_entry(stories, setup, APPLICATION_ID, 2, now=NOW)
            super().enter(*args, **more)

    assert a_mover(Slow(table)).move(APPLICATION_ID, 2, "offer").outcome == "moved"
    assert stories.interview(APPLICATION_ID, 2).closed is Side.CANCELLED


HOLD = timedelta(minutes=2)


def there_and_back(
    stories: StoryStore, *, after: timedelta = timedelta(minutes=1), back: str = "screened"
) -> Interview:
    """Rejected by mistake, and moved back; the interview then."""
    assert a_mover(stories, hold=HOLD).move(APPLICATION_ID, 2, "rejected").outcome == "moved"
    mover = a_mover(stories, hold=HOLD)._replace(now=NOW + after)
    assert mover.move(APPLICATION_ID, 3, back) == Moved(APPLICATION_ID, "moved", 4)
    return stories.interview(APPLICATION_ID, 2)


def test_a_move_gone_back_on_in_time_has_ended_nothing(table: Table) -> None:
    stories = invited(table, progress=Progress.CONFIRMED)
    interview = there_and_back(stories)
    assert (interview.closed, interview.withdrawn, interview.progress) == (None, False, Progress.CONFIRMED)
    story = stories.story(APPLICATION_ID)
    assert [(each.kind, each.status, each.reason) for each in story.messages] == [
        (Kind.WITHDRAWAL, Status.DROPPED, "brought_back")
    ]
    assert {each.name for each in story.events} == {"cancelled", "restored"}


def test_who_is_back_where_they_were_invited_is_no_new_arrival(table: Table) -> None:
    stories = invited(table, progress=Progress.SENT)
    there_and_back(stories)
    setup = Setup(a_company(), (a_position(),), (a_rule(reentry=True),))
    assert route_stage_entry(stories, setup, APPLICATION_ID, 4, now=NOW) == "done_before"


def test_the_stage_that_was_meant_asks_its_own_rules(table: Table) -> None:
    stories = invited(table, progress=Progress.SENT)
    assert there_and_back(stories, back="ai_interview").closed is None
    (entry,) = (each for each in stories.story(APPLICATION_ID).entries if each.number == 4)
    assert entry.routed_at is None


def test_a_stage_in_which_it_does_not_stand_brings_nothing_back(table: Table) -> None:
    assert there_and_back(invited(table, progress=Progress.SENT), back="offer").closed is Side.CANCELLED


def test_once_the_hold_is_over_a_move_stays_made(table: Table) -> None:
    assert there_and_back(invited(table, progress=Progress.SENT), after=HOLD).closed is Side.CANCELLED


@pytest.mark.parametrize("status", [Status.SENDING, Status.SENT, Status.DOUBTFUL])
def test_of_what_a_candidate_may_have_been_told_nothing_is_taken_back(table: Table, status: Status) -> None:
    stories = invited(table, progress=Progress.SENT)

    class Told(StoryStore):
        def story(self, application_id: str) -> Story:
            for message in (story := super().story(application_id)).messages:
                table.write(put(message_item(replace(message, status=status, tries=1))))
            return story

    a_mover(stories, hold=HOLD).move(APPLICATION_ID, 2, "rejected")
    a_mover(Told(table), hold=HOLD).move(APPLICATION_ID, 3, "screened")
    assert stories.interview(APPLICATION_ID, 2).closed is Side.CANCELLED
    assert [each.status for each in stories.story(APPLICATION_ID).messages] == [status]


def test_an_invitation_that_still_waits_goes_out_after_all(table: Table) -> None:
    stories = invited(table)
    invitation = new_message(stories.interview(APPLICATION_ID, 2), Kind.INVITATION, "invite", now=NOW)
    table.write(put(message_item(invitation)))
    assert there_and_back(stories).closed is None
    assert [each.status for each in stories.story(APPLICATION_ID).messages] == [Status.QUEUED]


def test_an_invitation_that_was_dropped_meanwhile_is_for_the_rules_to_make_anew(table: Table) -> None:
    stories = invited(table)
    invitation = new_message(stories.interview(APPLICATION_ID, 2), Kind.INVITATION, "invite", now=NOW)
    table.write(put(message_item(invitation)))

    class Dropped(StoryStore):
        def enter(self, *args, **more) -> None:
            table.write(put(message_item(replace(invitation, status=Status.DROPPED))))
            super().enter(*args, **more)

    a_mover(stories, hold=HOLD).move(APPLICATION_ID, 2, "rejected")
    a_mover(Dropped(table), hold=HOLD).move(APPLICATION_ID, 3, "screened")
    assert stories.interview(APPLICATION_ID, 2).closed is Side.CANCELLED


def test_a_reminder_that_came_due_meanwhile_waits_again(table: Table) -> None:
    stories = invited(table, progress=Progress.SENT)
    reminder = Reminder(APPLICATION_ID, 2, 1, NOW, NOW)
    table.write(put(reminder_item(replace(reminder, status=ReminderStatus.DROPPED, reason="cancelled"))))
    there_and_back(stories)
    assert stories.story(APPLICATION_ID).reminders == (reminder,)


def test_what_a_new_invitation_has_replaced_stays_so(table: Table) -> None:
    stories = invited(table, progress=Progress.SENT)
    setup = Setup(a_company(), (a_position(),), (a_rule(reentry=True),))
    for seen, stage in ((2, "ai_interview"), (3, "screened")):
        a_mover(stories, hold=HOLD).move(APPLICATION_ID, seen, stage)
    assert route_stage_entry(stories, setup, APPLICATION_ID, 4, now=NOW) == "invited"
    a_mover(stories, hold=HOLD).move(APPLICATION_ID, 4, "ai_interview")
    assert all(each.closed is Side.CANCELLED for each in stories.story(APPLICATION_ID).interviews)


def test_who_is_invited_by_the_mistaken_stage_and_stays_so_has_that_invitation_alone(table: Table) -> None:
    stories = invited(table, progress=Progress.SENT)
    setup = Setup(a_company(), (a_position(),), (a_rule(stage="offer", stands_in=("ai_interview",)),))
    a_mover(stories, hold=HOLD).move(APPLICATION_ID, 2, "offer")
    assert route_stage_entry(stories, setup, APPLICATION_ID, 3, now=NOW) == "invited"
    a_mover(stories, hold=HOLD).move(APPLICATION_ID, 3, "ai_interview")
    assert [each.number for each in stories.story(APPLICATION_ID).interviews if each.closed is None] == [3]


def test_who_is_rejected_after_all_is_told_once(table: Table) -> None:
    stories = invited(table, progress=Progress.SENT)
    there_and_back(stories)
    assert a_mover(stories, hold=HOLD).move(APPLICATION_ID, 4, "rejected").outcome == "moved"
    messages = stories.story(APPLICATION_ID).messages
    assert sorted(each.status for each in messages) == [Status.DROPPED, Status.QUEUED]
    assert stories.interview(APPLICATION_ID, 2).calendar_sequence == 2


def test_a_bulk_action_that_comes_by_again_finds_its_own_entry(table: Table) -> None:
    stories = invited(table)
    mover = a_mover(stories, batch="bulk-1", held=True)
    assert [mover.enter_again(APPLICATION_ID, 2) for _ in range(2)] == [Moved(APPLICATION_ID, "moved", 3)] * 2
    story = stories.story(APPLICATION_ID)
    assert [(each.number, each.stage, each.batch, each.held) for each in story.entries] == [
        (2, "screened", "", False),
        (3, "screened", "bulk-1", True),
    ]
    assert stories.interview(APPLICATION_ID, 2).closed is None
