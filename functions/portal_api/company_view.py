"""The company as HR sees it: what has been set up."""

from functions.portal_api import hr_answers as a
from functions.portal_api.ports import Setup
from mianyue.domain.company import Position, Rule


def company_view(setup: Setup) -> a.CompanyShape:
    """The company and what HR has set up."""
    return {
        "name": setup.company.name,
        "language": setup.company.language,
        "zone": setup.company.zone,
        "stages": list(setup.company.stages),
        "stage_names": dict(setup.company.stage_names),
        "positions": [_position(each) for each in setup.positions],
        "rules": [_rule(each) for each in setup.rules],
    }


def _position(position: Position) -> a.PositionShape:
    return {
        "position_id": position.position_id,
        "name": position.name,
        "name_en": position.name_en,
        "family": position.family,
        "length_minutes": position.length_minutes,
    }


def _rule(rule: Rule) -> a.RuleShape:
    return {
        "rule_id": rule.rule_id,
        "stage": rule.stage,
        "family": rule.family,
        "position_id": rule.position_id,
        "candidate_type": rule.candidate_type,
        "enabled": rule.enabled,
        "days_ahead": rule.days_ahead,
        "hour": rule.hour,
        "deadline_days": rule.deadline_days,
        "reminder_seconds": rule.reminder_seconds,
    }
