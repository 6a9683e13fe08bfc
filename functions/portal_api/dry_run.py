"""Whom a rule would write to if it were on, before it is switched on (R6): reads, and writes nothing.

Each application that stands in the rule's stage is taken to enter it once more, now, and the rules are asked the very
question that `send` asks them. A part looks at so many applications and no more; the next one goes on behind them.
"""

from copy import replace
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from functions.portal_api.ports import Listing, Setup, Stories, Templates
from functions.portal_api.save_rule import check_rule, invitation_scopes
from mianyue.domain.application import Application, StageEntry
from mianyue.domain.company import Company, Position, Rule
from mianyue.domain.errors import NotFound
from mianyue.domain.message import Kind
from mianyue.domain.rules import send_at, verdict
from mianyue.domain.template import Template
from mianyue.domain.tracking import Story

LOOKED_AT = 250
"""Applications of one part; of those that stand in the stage the whole story is read."""


class Invited(NamedTuple):
    """Somebody the rule would write to."""

    application: Application
    position: Position
    send_at: datetime
    channel: str
    template: Template | None


class LeftOut(NamedTuple):
    """Somebody it would not write to; `rule_id` is the rule that speaks in its place."""

    application: Application
    position: Position
    reason: str
    rule_id: str = ""


@dataclass
class Part:
    """One part of a dry run. `others` stand in the stage and are of another position, family or type."""

    looked_at: int = 0
    others: int = 0
    invited: list[Invited] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    cursor: str | None = None


class DryRun:
    """Tries one rule, as it is being edited, among the others as they are."""

    def __init__(self, rule: Rule, setup: Setup, templates: Templates, stories: Stories, now: datetime) -> None:
        """Raises InvalidInput for a rule that could not be saved."""
        check_rule(rule, setup, invitation_scopes(templates))
        self._setup = setup
        self._stories = stories
        self._now = now
        self._rule = replace(rule, enabled=True)
        self._rules = (*(each for each in self._setup.rules if each.rule_id != rule.rule_id), self._rule)
        self._texts = _Texts(self._rule, setup.company, templates)

    def part(self, listing: Listing, cursor: str) -> Part:
        """What holds for the applications behind `cursor`. Raises InvalidInput for a broken one."""
        page = listing.page(limit=LOOKED_AT, cursor=cursor, wanted=lambda _: True)
        part = Part(looked_at=len(page.rows), cursor=page.cursor)
        for row in page.rows:
            if row.application.stage == self._rule.stage:
                self._try(row.application, part)
        return part

    def _try(self, application: Application, part: Part) -> None:
        position = self._position(application)
        if position is None or not self._speaks_for(application, position):
            part.others += 1
            return
        story = self._stories.story(application.application_id)
        if story.application.stage != self._rule.stage:  # moved on since the list was written
            return
        found = self._outcome(story, position)
        if isinstance(found, Invited):
            part.invited.append(found)
        else:
            part.left_out.append(found)

    def _outcome(self, story: Story, position: Position) -> Invited | LeftOut:
        application = story.application
        entry = _entering(application, self._now)
        said = verdict(self._rules, story, position, entry)
        if said.rule is None:
            reason = "condition_not_met" if said.reason == "no_rule" else said.reason
            return LeftOut(application, position, reason)
        if said.rule.rule_id != self._rule.rule_id:
            return LeftOut(application, position, "other_rule", said.rule.rule_id)
        if not application.email:
            return LeftOut(application, position, "no_address")
        at = send_at(said.rule, self._setup.company, position, entry, zone=application.zone, now=self._now)
        return Invited(application, position, at, said.rule.channels[0], self._texts.of(position, application.language))

    def _position(self, application: Application) -> Position | None:
        try:
            return self._setup.position(application.position_id)
        except NotFound:
            return None

    def _speaks_for(self, application: Application, position: Position) -> bool:
        """Whether the rule is meant for somebody, its condition aside."""
        meant = replace(self._rule, passed_stage="")
        return meant.matches(application, position, self._rule.stage, frozenset())


class _Texts:
    """The texts of the rule's invitations, each looked for once."""

    def __init__(self, rule: Rule, company: Company, templates: Templates) -> None:
        self._scope = rule.template_scope
        self._language = company.language
        self._templates = templates
        self._found: dict[tuple[str, str], Template | None] = {}

    def of(self, position: Position, language: str) -> Template | None:
        """The invitation's text for a position in a language; None where there is none at all."""
        key = (position.position_id, language)
        if key not in self._found:
            self._found[key] = self._best(position, language)
        return self._found[key]

    def _best(self, position: Position, language: str) -> Template | None:
        try:
            return self._templates.best(Kind.INVITATION, position, language, self._language, template_scope=self._scope)
        except NotFound:
            return None


def _entering(application: Application, now: datetime) -> StageEntry:
    return StageEntry(
        application_id=application.application_id,
        number=application.entry + 1,
        stage=application.stage,
        entered_at=now,
        entered_by="",
    )
