"""A stage entry → the most specific rule → an interview with its invitation, put if absent (R2, R3, R4)."""

from collections.abc import Iterable
from copy import replace
from datetime import datetime
from typing import Protocol

from mianyue.domain.application import StageEntry
from mianyue.domain.calling_off import CalledOff, called_off
from mianyue.domain.company import Company, Position, Rule
from mianyue.domain.errors import Conflict
from mianyue.domain.ids import derived
from mianyue.domain.interview import Interview
from mianyue.domain.message import INVITES, Kind, Message, new_message
from mianyue.domain.rules import invitations_before, invited, send_at, verdict
from mianyue.domain.tracking import ExceptionCase, Story
from mianyue.recording import TRIES


class Stories(Protocol):
    """What routing needs of the table."""

    def story(self, application_id: str) -> Story:
        """The whole story. Raises NotFound."""

    def routed(self, entry: StageEntry) -> None:
        """The entry has been looked at and asks for nothing. Raises Conflict."""

    def invite(
        self,
        entry: StageEntry,
        interview: Interview,
        messages: Iterable[Message],
        cases: Iterable[ExceptionCase],
        ended: Iterable[CalledOff],
    ) -> None:
        """Make the interview and its invitation, once, and end those it replaces. Raises Conflict."""


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
    for _ in range(TRIES):
        story = stories.story(application_id)
        entry = next((each for each in story.entries if each.number == number), None)
        if entry is None or entry.routed_at:
            return "done_before"
        try:
            return _route(stories, setup, story, replace(entry, routed_at=now), now)
        except Conflict:  # routed or moved on meanwhile, or an interview it replaces has changed: look again
            continue
    raise Conflict("stage entry")


def _route(stories: Stories, setup: Setup, story: Story, entry: StageEntry, now: datetime) -> str:
    position = setup.position(story.application.position_id)
    rule = verdict(setup.rules, story, position, entry).rule
    if rule is None or _superseded(story, entry):
        stories.routed(entry)
        return "nothing"
    zone = story.application.zone
    leaves_at = send_at(rule, setup.company, position, entry, zone=zone, now=now)
    interview = invited(
        story.application, entry, rule=rule, company=setup.company, position=position, now=now, at=leaves_at
    )
    if story.application.email:
        message = new_message(interview, Kind.INVITATION, INVITES, now=now, due_at=leaves_at)
        stories.invite(entry, interview, [message], [], _replaced(story, entry))
    else:
        stories.invite(entry, interview, [], [_no_address(interview, now)], _replaced(story, entry))
    return "invited"


def _superseded(story: Story, entry: StageEntry) -> bool:
    return story.application.entry != entry.number


def _replaced(story: Story, entry: StageEntry) -> list[CalledOff]:
    """Invited again into the same stage: the earlier invitation ends without a word, for the new one says it all."""
    standing = [interview for interview in invitations_before(story, entry) if interview.closed is None]
    silent = [replace(each, withdrawal_mail=False) for each in standing]
    return [called_off(each, str(entry.number), source="system", at=entry.entered_at) for each in silent]


def _no_address(interview: Interview, now: datetime) -> ExceptionCase:
    return ExceptionCase(
        application_id=interview.application_id,
        entry=interview.number,
        case_id=derived(interview.application_id, interview.number, "no_address"),
        kind="no_address",
        at=now,
    )
