"""A stage entry makes at most one invitation, and only where a rule says so (R2, R3, R4, R5)."""

from copy import replace
from datetime import timedelta

from functions.send.route_stage_entry import route_stage_entry
from mianyue.adapters.application_list import ApplicationList
from mianyue.adapters.company_store import Setup
from mianyue.adapters.keys import application_item, entry_item, interview_item
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.application import Application, StageEntry
from mianyue.domain.interview import Fact, Progress
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

SETUP = Setup(a_company(), (a_position(),), (a_rule(),))


def entered(table: Table, application: Application, entry: StageEntry) -> StoryStore:
    table.write(put(application_item(application)), put(entry_item(entry)))
    return StoryStore(table)


def entered_again(table: Table) -> StoryStore:
    """Invited as entry 2, moved away, and back again as entry 4."""
    stories = entered(table, an_application(entry=4), an_entry(number=4))
    table.write(put(entry_item(an_entry(routed_at=NOW))), put(interview_item(an_interview())))
    return stories


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

    assert route_stage_entry(Slow(table), SETUP, APPLICATION_ID, 2, now=NOW) == "nothing"
    assert stories.story(APPLICATION_ID).messages == ()


def test_re_entry_does_not_invite_again(table: Table) -> None:
    stories = entered_again(table)
    assert routed(stories, number=4) == "nothing"


def test_re_entry_does_not_invite_again_by_another_rule_either(table: Table) -> None:
    stories = entered_again(table)
    other = Setup(a_company(), (a_position(),), (a_rule(rule_id="written-later"),))
    assert routed(stories, number=4, setup=other) == "nothing"


def test_re_entry_invites_again_where_the_rule_says_so_and_ends_the_earlier_interview(table: Table) -> None:
    stories = entered_again(table)
    again = Setup(a_company(), (a_position(),), (a_rule(reentry=True),))
    assert routed(stories, number=4, setup=again) == "invited"
    story = stories.story(APPLICATION_ID)
    assert [(each.number, sorted(each.sides)) for each in story.interviews] == [(2, ["cancelled"]), (4, [])]
    assert [message.kind for message in story.messages] == ["invitation"]


def test_an_answer_that_comes_while_it_is_replaced_is_not_overwritten(table: Table) -> None:
    stories = entered_again(table)
    again = Setup(a_company(), (a_position(),), (a_rule(reentry=True),))

    class Slow(StoryStore):
        def invite(self, *args) -> None:
            if stories.interview(APPLICATION_ID, 2).progress is Progress.QUEUED:
                record_fact(stories, Fact.CONFIRMED, an_event("confirmed", source="candidate"))
            super().invite(*args)

    assert route_stage_entry(Slow(table), again, APPLICATION_ID, 4, now=NOW) == "nothing"
    confirmed = stories.interview(APPLICATION_ID, 2)
    assert (confirmed.progress, confirmed.closed) == (Progress.CONFIRMED, None)


def test_a_filled_position_invites_nobody(table: Table) -> None:
    stories = entered(table, an_application(), an_entry())
    assert routed(stories, setup=Setup(a_company(), (a_position(filled=True),), (a_rule(),))) == "nothing"


def test_an_invitation_waits_for_the_hold_in_which_hr_can_take_it_back(table: Table) -> None:
    stories = entered(table, an_application(), an_entry())
    routed(stories, setup=Setup(a_company(hold_seconds=120), (a_position(),), (a_rule(),)))
    (message,) = stories.story(APPLICATION_ID).messages
    assert message.due_at == NOW + timedelta(minutes=2)


def test_all_that_the_rule_decides_is_written_into_the_interview(table: Table) -> None:
    rule = a_rule(
        stands_in=("ai_interview",), withdrawal_mail=False, expiry_mail=True, template_scope="set:campus", hour=10
    )
    stories = entered(table, an_application(), an_entry(batch="import-1"))
    routed(stories, setup=Setup(a_company(), (a_position(),), (rule,)))
    story = stories.story(APPLICATION_ID)
    interview = story.interview
    assert interview is not None
    assert interview.stands_in == ("screened", "ai_interview")
    assert (interview.withdrawal_mail, interview.expiry_mail) == (False, True)
    assert (interview.template_scope, interview.batch) == ("set:campus", "import-1")
    assert story.messages[0].batch == "import-1"


def test_without_an_address_hr_is_told(table: Table) -> None:
    stories = entered(table, an_application(email=""), an_entry())
    assert routed(stories) == "invited"
    assert stories.story(APPLICATION_ID).messages == ()
    assert [case.kind for case in ApplicationList(table).open_cases()] == ["no_address"]


def test_an_entry_that_does_not_exist_is_passed_over(table: Table) -> None:
    stories = entered(table, an_application(), replace(an_entry(), number=1))
    assert routed(stories, number=9) == "done_before"
