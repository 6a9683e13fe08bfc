"""Rules as HR saves them: every value one that can be, and nobody's change overwritten unseen (R2, H5)."""

from collections.abc import Collection
from typing import NamedTuple

from functions.portal_api.allowed_values import require, require_hour, require_known
from functions.portal_api.ports import Setup, Setups, Templates
from functions.portal_api.save_seen import saved_seen
from mianyue.domain.application import CandidateType
from mianyue.domain.company import FAMILIES, Company, Moment, Rule
from mianyue.domain.message import Kind

CHANNELS = ("mail",)
"""Ways to reach a candidate that are set up (C1)."""
MOST_DAYS_AHEAD, MOST_DEADLINE_DAYS = 30, 60
MOST_REMINDERS = 3
SHORTEST_DELAY, LONGEST_DELAY = 60, 14 * 24 * 3600


class RuleDesk(NamedTuple):
    """Saves rules."""

    setups: Setups
    templates: Templates

    def add(self, rule: Rule) -> None:
        """Save a new rule. Raises InvalidInput."""
        self._check(rule)
        self.setups.add(rule)

    def change(self, rule: Rule, seen: int) -> None:
        """Save a rule in place of its revision `seen`. Raises InvalidInput, Refused (`changed_meanwhile`)."""
        self._check(rule)
        saved_seen(lambda: self.setups.change(rule, seen))

    def remove(self, rule_id: str, seen: int) -> None:
        """Take a rule away. Raises Refused (`changed_meanwhile`)."""
        saved_seen(lambda: self.setups.remove(rule_id, seen))

    def _check(self, rule: Rule) -> None:
        check_rule(rule, self.setups.newest(), invitation_scopes(self.templates))


def invitation_scopes(templates: Templates) -> set[str]:
    """What there are texts of an invitation for."""
    return {each.scope for each in templates.templates(Kind.INVITATION)}


def check_rule(rule: Rule, setup: Setup, template_scopes: Collection[str]) -> None:
    """Raises InvalidInput for the first value that cannot be."""
    _check_stages(rule, setup.company)
    _check_whom(rule, setup)
    _check_times(rule)
    require(bool(rule.channels), "channels", "channel_missing")
    for channel in rule.channels:
        require_known("channels", channel, CHANNELS, "unknown_channel")
    require_known("template_scope", rule.template_scope, template_scopes, "unknown_template_scope")


def families(setup: Setup) -> list[str]:
    """The usual families, and those of the company's own positions."""
    return list(dict.fromkeys([*FAMILIES, *(each.family for each in setup.positions)]))


def _check_stages(rule: Rule, company: Company) -> None:
    require(rule.stage in company.stages, "stage", "unknown_stage", rule.stage)
    require(rule.stage not in company.closing_stages, "stage", "closing_stage_invites", rule.stage)
    require_known("passed_stage", rule.passed_stage, company.stages, "unknown_stage")
    require(rule.passed_stage != rule.stage, "passed_stage", "passed_stage_is_stage", rule.passed_stage)
    for stage in rule.stands_in:
        require(stage in company.stages, "stands_in", "unknown_stage", stage)
        require(stage not in company.closing_stages, "stands_in", "closing_stage_stands", stage)


def _check_whom(rule: Rule, setup: Setup) -> None:
    positions = [each.position_id for each in setup.positions]
    require_known("position_id", rule.position_id, positions, "unknown_position")
    if not rule.position_id:  # beside a position the family says nothing, and may have changed since
        require_known("family", rule.family, families(setup), "unknown_family")
    require_known("candidate_type", rule.candidate_type, list(CandidateType), "unknown_candidate_type")


def _check_times(rule: Rule) -> None:
    require_hour("hour", rule.hour)
    if rule.moment is not Moment.NOW:
        require_hour("send_hour", rule.send_hour)
    # Nought days would put the interview of whoever is invited in the evening into the past.
    require(1 <= rule.days_ahead <= MOST_DAYS_AHEAD, "days_ahead", "days_ahead_range", rule.days_ahead)
    require(1 <= rule.deadline_days <= MOST_DEADLINE_DAYS, "deadline_days", "deadline_range", rule.deadline_days)
    require(0 <= rule.reminders <= MOST_REMINDERS, "reminders", "reminders_range", rule.reminders)
    for field in ("reminder_seconds", "confirm_seconds"):
        delay = getattr(rule, field)
        require(delay == 0 or SHORTEST_DELAY <= delay <= LONGEST_DELAY, field, "delay_range", delay)
