"""A stage entry → the most specific rule → an interview with its invitation, put if absent (R2, R3)."""

from collections.abc import Iterable
from copy import replace
from datetime import datetime
from typing import Protocol

from mianyue.domain.application import StageEntry
from mianyue.domain.company import CLOSING_STAGES, Company, Position, Rule, chosen, invited
from mianyue.domain.errors import Conflict
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview
from mianyue.domain.message import Kind, Message, new_message
from mianyue.domain.tracking import ExceptionCase, Story, TrackingEvent
from mianyue.recording import Stories as RecordingStories
from mianyue.recording import record_fact


class Stories(RecordingStories, Protocol):
    """What routing needs of the table."""

    def story(self, application_id: str) -> Story:
        """The whole story. Raises NotFound."""

    def routed(self, entry: StageEntry) -> None:
        """The entry has been looked at and asks for nothing. Raises Conflict."""

    def invite(
        self, entry: StageEntry, interview: Interview, messages: Iterable[Message], cases: Iterable[ExceptionCase]
    ) -> None:
        """Make the interview and its invitation, once. Raises Conflict."""


class Setup(Protocol):
    """What routing needs of the company's set-up."""

    @property
    def company(self) -> Company:
        """The company."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule."""

    def position(self, position_id: str) -> Position:
        """A position. Raises NotFound."""


def route_stage_entry(stories: Stories, setup: Setup, application_id: str, number: int, *, now: datetime) -> str:
    """Route one stage entry; what came of it: `invited`, `nothing` or `done_before`.

    Safe to repeat: the entry is routed by the same write that makes the interview.
    """
    story = stories.story(application_id)
    entry = next((each for each in story.entries if each.number == number), None)
    if entry is None or entry.routed_at:
        return "done_before"
    _close_left_interviews(stories, story, entry)
    try:
        return _route(stories, setup, story, replace(entry, routed_at=now), now)
    except Conflict:  # the same record again, at the same time, in another process
        return "done_before"


def _route(stories: Stories, setup: Setup, story: Story, entry: StageEntry, now: datetime) -> str:
    position = setup.position(story.application.position_id)
    rule = chosen(setup.rules, story.application, position, entry.stage)
    if rule is None or _superseded(story, entry) or _invited_before(story, rule):
        stories.routed(entry)
        return "nothing"
    interview = invited(story.application, entry, rule=rule, company=setup.company, position=position, now=now)
    if story.application.email:
        stories.invite(entry, interview, [new_message(interview, Kind.INVITATION, "invite", now=now)], [])
    else:
        stories.invite(entry, interview, [], [_no_address(interview, now)])
    return "invited"


def _superseded(story: Story, entry: StageEntry) -> bool:
    return story.application.entry != entry.number


def _invited_before(story: Story, rule: Rule) -> bool:
    """Re-entry into a stage does not invite again (R3)."""
    return any(interview.rule_id == rule.rule_id for interview in story.interviews)


def _close_left_interviews(stories: Stories, story: Story, entry: StageEntry) -> None:
    """Hired, rejected or withdrawn: what is not yet sent will not be, and links explain themselves (R5)."""
    if entry.stage not in CLOSING_STAGES:
        return
    for interview in story.interviews:
        if interview.closed is None:
            record_fact(stories, Fact.CANCELLED, _cancelled(interview, entry))


def _cancelled(interview: Interview, entry: StageEntry) -> TrackingEvent:
    return TrackingEvent(
        application_id=interview.application_id,
        entry=interview.number,
        event_id=derived(interview.application_id, interview.number, "cancelled", entry.number),
        name=Fact.CANCELLED,
        at=entry.entered_at,
        source="system",
        detail={"stage": entry.stage},
    )


def _no_address(interview: Interview, now: datetime) -> ExceptionCase:
    return ExceptionCase(
        application_id=interview.application_id,
        entry=interview.number,
        case_id=derived(interview.application_id, interview.number, "no_address"),
        kind="no_address",
        at=now,
    )
