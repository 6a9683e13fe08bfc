"""A stage entry makes at most one invitation, and only where a rule says so (R2, R3, R5)."""

from copy import replace

import pytest

from functions.send.route_stage_entry import route_stage_entry
from mianyue.adapters.application_list import ApplicationList
from mianyue.adapters.company_store import Setup
from mianyue.adapters.keys import application_item, entry_item, interview_item
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.application import Application, StageEntry
from mianyue.domain.interview import Side
from tests.builders import APPLICATION_ID, NOW, a_company, a_position, a_rule, an_application, an_entry, an_interview

SETUP = Setup(a_company(), (a_position(),), (a_rule(),))


def entered(table: Table, application: Application, entry: StageEntry) -> StoryStore:
    table.write(put(application_item(application)), put(entry_item(entry)))
    return StoryStore(table)


def routed(stories: StoryStore, number: int = 2, setup: Setup = SETUP) -> str:
    return route_stage_entry(stories, setup, APPLICATION_ID, number, now=NOW)


def test_an_entry_that_a_rule_speaks_for_is_invited(table: Table) -> None:
    stories = entered(table, an_application(), an_entry())
    assert routed(stories) == "invited"
    story = stories.story(APPLICATION_ID)
    assert story.interview is not None
    assert [message.kind for message in story.messages] == ["invitation"]
    assert story.entries[0].routed_at == NOW


def test_the_same_entry_again_makes_nothing_new(table: Table) -> None:
    stories = entered(table, an_application(), an_entry())
    assert [routed(stories), routed(stories)] == ["invited", "done_before"]
    assert len(stories.story(APPLICATION_ID).messages) == 1


def test_two_processes_at_once_make_one_invitation(table: Table) -> None:
    stories = entered(table, an_application(), an_entry())

    class Twice(StoryStore):
        def invite(self, *args) -> None:
            if not stories.story(APPLICATION_ID).interviews:
                assert route_stage_entry(stories, SETUP, APPLICATION_ID, 2, now=NOW) == "invited"
            super().invite(*args)

    assert route_stage_entry(Twice(table), SETUP, APPLICATION_ID, 2, now=NOW) == "done_before"
    assert len(stories.story(APPLICATION_ID).messages) == 1


def test_an_edited_rule_makes_no_second_invitation(table: Table) -> None:
    stories = entered(table, an_application(), an_entry())
    routed(stories)
    edited = Setup(a_company(), (a_position(),), (a_rule(rule_id="edited"), a_rule(rule_id="another", hour=9)))
    assert routed(stories, setup=edited) == "done_before"
    assert len(stories.story(APPLICATION_ID).messages) == 1


def test_without_a_rule_nothing_goes_out_and_nobody_looks_again(table: Table) -> None:
    stories = entered(table, an_application(stage="offer"), an_entry(stage="offer"))
    assert routed(stories) == "nothing"
    assert stories.story(APPLICATION_ID).entries[0].routed_at == NOW


def test_an_application_that_has_moved_on_is_not_invited(table: Table) -> None:
    stories = entered(table, an_application(entry=3, stage="offer"), an_entry())
    assert routed(stories) == "nothing"


def test_a_move_while_routing_makes_the_invitation_impossible(table: Table) -> None:
    stories = entered(table, an_application(), an_entry())

    class Slow(StoryStore):
        def invite(self, *args) -> None:
            table.write(put(application_item(an_application(entry=3, stage="rejected"))))
            super().invite(*args)

    route_stage_entry(Slow(table), SETUP, APPLICATION_ID, 2, now=NOW)
    assert stories.story(APPLICATION_ID).messages == ()
    assert routed(stories) == "nothing"


def test_re_entry_does_not_invite_again(table: Table) -> None:
    stories = entered(table, an_application(entry=4), an_entry(number=4))
    table.write(put(interview_item(an_interview())))
    assert routed(stories, number=4) == "nothing"


def test_without_an_address_hr_is_told(table: Table) -> None:
    stories = entered(table, an_application(email=""), an_entry())
    assert routed(stories) == "invited"
    assert stories.story(APPLICATION_ID).messages == ()
    assert [case.kind for case in ApplicationList(table).open_cases()] == ["no_address"]


@pytest.mark.parametrize("stage", ["rejected", "withdrawn", "hired"])
def test_a_closing_stage_cancels_the_interview(table: Table, stage: str) -> None:
    stories = entered(table, an_application(entry=3, stage=stage), an_entry(number=3, stage=stage))
    table.write(put(interview_item(an_interview())))
    assert routed(stories, number=3) == "nothing"
    interview = stories.interview(APPLICATION_ID, 2)
    assert interview.sides == frozenset({Side.CANCELLED})


def test_an_entry_that_does_not_exist_is_passed_over(table: Table) -> None:
    stories = entered(table, an_application(), replace(an_entry(), number=1))
    assert routed(stories, number=9) == "done_before"
