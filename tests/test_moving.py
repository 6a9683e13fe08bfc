"""A move and all it ends are one write; whoever moves sees what somebody else has done first (R1, R5)."""

from datetime import timedelta

import pytest

from functions.send.route_stage_entry import route_stage_entry
from mianyue.adapters.company_store import Setup
from mianyue.adapters.keys import application_item, entry_item, interview_item
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.company import CLOSING_STAGES
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import Kind
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
        def enter(self, *args) -> None:
            if stories.interview(APPLICATION_ID, 2).progress is Progress.SENT:
                record_fact(stories, Fact.CONFIRMED, an_event("confirmed", source="candidate"))
            super().enter(*args)

    assert a_mover(Slow(table)).move(APPLICATION_ID, 2, "offer").outcome == "moved"
    interview = stories.interview(APPLICATION_ID, 2)
    assert (interview.progress, interview.closed) == (Progress.CONFIRMED, Side.CANCELLED)


def test_an_interview_that_comes_of_the_entry_just_being_left_ends_with_it(table: Table) -> None:
    table.write(put(application_item(an_application())), put(entry_item(an_entry())))
    stories = StoryStore(table)
    setup = Setup(a_company(), (a_position(),), (a_rule(),))

    class Slow(StoryStore):
        def enter(self, *args) -> None:
            route_stage_entry(stories, setup, APPLICATION_ID, 2, now=NOW)
            super().enter(*args)

    assert a_mover(Slow(table)).move(APPLICATION_ID, 2, "offer").outcome == "moved"
    assert stories.interview(APPLICATION_ID, 2).closed is Side.CANCELLED


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
