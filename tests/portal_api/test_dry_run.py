"""A dry run names exactly those whom routing would then invite, and says of everybody else why not (R6)."""

from copy import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.portal_api.dry_run import DryRun
from functions.send.route_stage_entry import route_stage_entry
from mianyue.adapters.application_list import ApplicationList
from mianyue.adapters.company_store import CompanyStore, Setup
from mianyue.adapters.keys import application_item, entry_item, template_item
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.application import Application, CandidateType, entry_of
from mianyue.domain.company import Moment, Rule
from mianyue.moving import Mover
from tests.builders import (
    APPLICATION_ID,
    a_company,
    a_position,
    a_rule,
    a_template,
    an_application,
    an_entry,
    an_interview,
    an_invitation,
)
from tests.http_events import refusal, said
from tests.portal_api.conftest import Portal
from tests.simulators.table import MemoryTable

DRY_RUN = "/api/hr/setup/dry-run"
STAGES = ("applied", "screened", "written_test_passed", "final_interview", "rejected")
INVITING = STAGES[:4]
POSITIONS = (
    a_position(),
    a_position(position_id="backend", name="后端", family="technical"),
    a_position(position_id="closed", name="前台", family="technical", filled=True),
)


class MemoryClient:
    """Takes what the table adapter asks of DynamoDB to a table in memory."""

    def __init__(self, table: MemoryTable) -> None:
        self._table = table

    def json(self, service: str, target: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._table.call(target.rpartition(".")[2], body)


class Texts:
    """One text for everybody."""

    def templates(self, kind: str = "") -> tuple:
        return (a_template(),)

    def best(self, *_: object, **__: object):
        return a_template()


def rules(rule_id: str) -> st.SearchStrategy[Rule]:
    said_of_whom = {
        "stage": st.sampled_from(INVITING[1:]),
        "family": st.sampled_from(["", "sales", "technical"]),
        "candidate_type": st.sampled_from(["", "campus"]),
        "passed_stage": st.sampled_from(["", "applied", "written_test_passed"]),
        "enabled": st.booleans(),
        "moment": st.sampled_from(Moment),
        "send_hour": st.integers(0, 23),
        "reentry": st.booleans(),
    }
    made = st.fixed_dictionaries(said_of_whom).map(lambda said: Rule(rule_id, **said))
    return made.filter(lambda rule: rule.stage != rule.passed_stage)


other_rules = st.lists(
    st.integers(0, 9).flatmap(lambda number: rules(f"invite-{number}")), max_size=3, unique_by=lambda rule: rule.rule_id
)
histories = st.lists(st.sampled_from(STAGES[1:]), max_size=4)
people = st.lists(
    st.tuples(
        st.sampled_from(["sales-rep", "backend", "closed"]),
        st.sampled_from(CandidateType),
        st.sampled_from(["ouyang@example.com", ""]),
        st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/St_Johns"]),
        histories,
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(
    rule=rules("rule-new"),
    others=other_rules,
    people=people,
    hour=st.integers(0, 23),
)
def test_a_dry_run_names_exactly_whom_routing_would_invite(
    rule: Rule, others: list[Rule], people: list[tuple], hour: int
) -> None:
    now = datetime(2026, 3, 27, hour, 30, tzinfo=UTC)  # the clocks change two nights later in Berlin
    table = Table(MemoryClient(MemoryTable("mianyue")), "mianyue", pause=lambda _: None)  # type: ignore[arg-type]
    stories = StoryStore(table)
    before = Setup(a_company(), POSITIONS, tuple(others))
    lived = [lives(table, before, number, person, now) for number, person in enumerate(people)]

    part = DryRun(rule, before, Texts(), stories, now).part(ApplicationList(table), "")
    named = {each.application.application_id: (each.send_at, each.channel) for each in part.invited}

    after = Setup(a_company(), POSITIONS, (*others, replace(rule, enabled=True)))
    assert named == routed_again(stories, after, [each for each in lived if each.stage == rule.stage], rule, now)
    standing = sum(each.stage == rule.stage for each in lived)
    assert len(part.invited) + len(part.left_out) + part.others == standing


def lives(table: Table, setup: Setup, number: int, person: tuple, now: datetime) -> Application:
    """An application with a past: moved from stage to stage, and invited by the rules of that time."""
    position_id, candidate_type, email, zone, history = person
    application = an_application(
        application_id=f"{number:020x}",
        position_id=position_id,
        candidate_type=candidate_type,
        email=email,
        zone=zone,
        stage="applied",
        entry=1,
    )
    stories, began = StoryStore(table), now - timedelta(days=9)
    table.write(put(application_item(application)), put(entry_item(entry_of(application, at=began, by="import:i"))))
    for days, stage in enumerate(history):
        at = began + timedelta(days=days + 1)
        standing = stories.application(application.application_id)
        moved = mover(stories, setup, at).move(application.application_id, standing.entry, stage)
        route_stage_entry(stories, setup, application.application_id, moved.entry, now=at)
    return stories.application(application.application_id)


def routed_again(
    stories: StoryStore, setup: Setup, standing: list[Application], rule: Rule, now: datetime
) -> dict[str, tuple[datetime, str]]:
    """Whom the rule invites when each enters its stage once more: when, and how."""
    found = {}
    for each in standing:
        entered = mover(stories, setup, now).enter_again(each.application_id, each.entry)
        route_stage_entry(stories, setup, each.application_id, entered.entry, now=now)
        story = stories.story(each.application_id)
        by_rule = {it.number for it in story.interviews if it.rule_id == rule.rule_id}
        for message in story.messages:
            if message.entry == entered.entry and message.entry in by_rule:
                found[each.application_id] = (message.due_at, message.channel)
    return found


def mover(stories: StoryStore, setup: Setup, at: datetime) -> Mover:
    return Mover(stories, setup.company.closing_stages, by="hr-1", now=at)


def tried(portal: Portal, rule_id: str = "", cursor: str = "", **changes: Any) -> Any:
    body = {"rule": {"stage": "screened", **changes}, "rule_id": rule_id, "cursor": cursor}
    return said(portal.hr("POST", DRY_RUN, body))


def why(portal: Portal, **changes: Any) -> list[tuple[str, str]]:
    return [(each["reason"], each["rule_id"]) for each in tried(portal, **changes)["left_out"]]


@pytest.fixture
def uninvited(portal: Portal) -> Portal:
    """One application that stands in a stage without a rule, and was never invited there."""
    portal.table.write(
        put(application_item(an_application(stage="ai_interview", entry=3))),
        put(entry_item(an_entry(number=3, stage="ai_interview"))),
    )
    return portal


def test_says_who_when_and_with_which_text(uninvited: Portal) -> None:
    part = tried(uninvited, stage="ai_interview", moment="hour", send_hour=15)
    assert part["written_to"] == [
        {
            "application_id": APPLICATION_ID,
            "name": "欧阳敏",
            "position_id": "sales-rep",
            "position_name": "销售代表",
            "zone": "Asia/Shanghai",
            "send_at": "2026-11-23T07:00:00Z",
            "channel": "mail",
            "template": "default",
            "template_language": "zh-CN",
        }
    ]
    assert (part["looked_at"], part["others"], part["left_out"], part["cursor"]) == (1, 0, [], None)


def test_writes_nothing(uninvited: Portal) -> None:
    before = uninvited.everything()
    tried(uninvited, stage="ai_interview")
    assert uninvited.everything() == before


def test_who_was_invited_in_this_stage_is_left_out(portal: Portal) -> None:
    assert why(portal, rule_id="sales-at-once", family="sales") == [("invited_before", "")]
    assert why(portal, rule_id="sales-at-once", family="sales", reentry=True) == []


def test_who_another_rule_speaks_for_is_left_out_and_the_rule_named(portal: Portal) -> None:
    portal.table.write(put(entry_item(an_entry(stage="applied"))))
    assert why(portal) == [("other_rule", "sales-at-once")]


def test_who_does_not_meet_the_condition_is_left_out(uninvited: Portal) -> None:
    assert why(uninvited, stage="ai_interview", passed_stage="offer") == [("condition_not_met", "")]


def test_who_cannot_be_reached_is_left_out(uninvited: Portal) -> None:
    uninvited.table.write(put(application_item(an_application(stage="ai_interview", entry=3, email=""))))
    assert why(uninvited, stage="ai_interview") == [("no_address", "")]


def test_nobody_is_named_for_a_position_that_is_filled(uninvited: Portal) -> None:
    CompanyStore(uninvited.table, lambda: 0.0).save(a_position(filled=True))
    assert why(uninvited, stage="ai_interview") == [("position_filled", "")]


@pytest.mark.parametrize("changes", [{"candidate_type": "campus"}, {"family": "technical"}])
def test_others_are_counted_and_not_named(uninvited: Portal, changes: dict[str, str]) -> None:
    part = tried(uninvited, stage="ai_interview", **changes)
    assert (part["others"], part["written_to"], part["left_out"]) == (1, [], [])


def test_somebody_whose_position_is_gone_is_counted_with_the_others(uninvited: Portal) -> None:
    uninvited.table.write(put(application_item(an_application(stage="ai_interview", entry=3, position_id="gone"))))
    assert tried(uninvited, stage="ai_interview")["others"] == 1


def test_somebody_who_has_moved_on_since_the_list_was_written_is_passed_over(
    uninvited: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = uninvited.story()
    moved = replace(story, application=an_application(stage="offer", entry=4))
    monkeypatch.setattr("mianyue.adapters.story_store.StoryStore.story", lambda *_: moved)
    part = tried(uninvited, stage="ai_interview")
    assert (part["others"], part["written_to"], part["left_out"]) == (0, [], [])


def test_where_there_is_no_text_at_all_the_line_says_so(uninvited: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    uninvited.table.write(put(template_item(a_template(deleted=True))))
    (line,) = tried(uninvited, stage="ai_interview")["written_to"]
    assert (line["template"], line["template_language"]) == ("", "")


def test_goes_on_where_a_part_has_ended(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.portal_api.dry_run.LOOKED_AT", 2)
    portal.apply(*(an_application(application_id=f"{n:020x}", stage="applied", entry=1) for n in range(4)))
    named: list[str] = []
    cursor, parts = "", 0
    while cursor is not None:
        part = tried(portal, stage="applied", cursor=cursor)
        assert part["looked_at"] <= 2
        named += [each["application_id"] for each in part["written_to"]]
        cursor, parts = part["cursor"], parts + 1
    assert (sorted(named), parts) == ([f"{n:020x}" for n in range(4)], 3)


def test_a_rule_that_could_not_be_saved_cannot_be_tried(portal: Portal) -> None:
    answer = portal.hr("POST", DRY_RUN, {"rule": {"stage": "heaven"}})
    assert refusal(answer) == (422, "unknown_stage")


def test_an_invitation_that_still_waits_counts_as_one(portal: Portal) -> None:
    assert an_invitation().entry == an_interview().number
    assert why(portal, rule_id="sales-at-once") == [("invited_before", "")]


def test_a_new_rule_is_tried_as_the_newest_of_its_kind(portal: Portal) -> None:
    store = CompanyStore(portal.table, lambda: 0.0)
    store.remove("sales-at-once", seen=1)
    store.save(a_rule(rule_id="invite-sales", stage="applied"))
    portal.apply(an_application(stage="applied", entry=1))
    assert why(portal, stage="applied", family="sales") == []
