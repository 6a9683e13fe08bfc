"""The set-up and what a dry run has found, as HR sees them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from functions.portal_api import setup_answers as a
from functions.portal_api.dry_run import Invited, LeftOut, Part
from functions.portal_api.parts import Parts
from functions.portal_api.ports import Setup
from functions.portal_api.save_rule import CHANNELS, families, invitation_scopes
from mianyue.domain.company import Company, Position, Rule
from mianyue.http.answers import iso
from mianyue.http.roles import caller


def whole_setup(parts: Parts, event: Mapping[str, Any]) -> a.SetupShape:
    """The set-up as it stands now, for whoever has sent `event`."""
    return setup_shape(parts.setups.newest(), invitation_scopes(parts.templates), caller(event).roles)


def setup_shape(setup: Setup, template_scopes: Iterable[str], roles: Collection[str]) -> a.SetupShape:
    """All that HR has set up."""
    return {
        "company": _settings(setup.company),
        "stages": _stages(setup.company),
        "positions": [_position(each) for each in setup.positions],
        "rules": [_rule(each, setup.rules) for each in _in_order(setup)],
        "families": families(setup),
        "channels": list(CHANNELS),
        "template_scopes": sorted(template_scopes),
        "may_change": {"rules": "admin" in roles, "positions": True, "company": "admin" in roles},
    }


def dry_run_part(part: Part) -> a.DryRunPart:
    """One part of a dry run."""
    return {
        "looked_at": part.looked_at,
        "others": part.others,
        "written_to": [_invited(each) for each in part.invited],
        "left_out": [_left_out(each) for each in part.left_out],
        "cursor": part.cursor,
    }


def overruled_by(rule: Rule, rules: Iterable[Rule]) -> str | None:
    """The rule that always speaks in the place of `rule`, because it says the same of whom and weighs more."""
    same = [each for each in rules if each.enabled and _whom(each) == _whom(rule)]
    first = max(same, key=lambda each: each.weight, default=rule)
    return first.rule_id if rule.enabled and first.rule_id != rule.rule_id else None


def _whom(rule: Rule) -> tuple[str, ...]:
    family = "" if rule.position_id else rule.family
    return (rule.stage, rule.position_id, family, rule.candidate_type, rule.passed_stage)


def _in_order(setup: Setup) -> list[Rule]:
    """Stage by stage, and in each the one that speaks before the others first."""
    stages = {stage: place for place, stage in enumerate(setup.company.stages)}
    by_weight = sorted(setup.rules, key=lambda each: each.weight, reverse=True)
    return sorted(by_weight, key=lambda each: stages.get(each.stage, len(stages)))


def _settings(company: Company) -> a.SettingsShape:
    return {
        "rev": company.rev,
        "name": company.name,
        "language": company.language,
        "zone": company.zone,
        "hr_name": company.hr_name,
        "hr_email": company.hr_email,
        "hr_phone": company.hr_phone,
        "highlights": company.highlights,
        "platform_url": company.platform_url,
        "campus_reminder_seconds": company.campus_reminder_seconds,
        "experienced_reminder_seconds": company.experienced_reminder_seconds,
        "campus_confirm_seconds": company.campus_confirm_seconds,
        "experienced_confirm_seconds": company.experienced_confirm_seconds,
        "daily_reminders": company.daily_reminders,
        "hold_seconds": company.hold_seconds,
        "bulk_hold_seconds": company.bulk_hold_seconds,
        "new_time_hours": company.new_time_hours,
        "most_new_times": company.most_new_times,
        "quiet_from": company.quiet_from,
        "quiet_until": company.quiet_until,
        "sending_days": list(company.sending_days),
    }


def _stages(company: Company) -> list[a.StageShape]:
    return [
        {"stage": each, "name": company.stage_names.get(each, ""), "closing": each in company.closing_stages}
        for each in company.stages
    ]


def _position(position: Position) -> a.WholePosition:
    return {
        "rev": position.rev,
        "position_id": position.position_id,
        "name": position.name,
        "name_en": position.name_en,
        "family": position.family,
        "length_minutes": position.length_minutes,
        "format": position.format,
        "format_en": position.format_en,
        "platform_url": position.platform_url,
        "filled": position.filled,
    }


def _rule(rule: Rule, rules: Sequence[Rule]) -> a.WholeRule:
    return {
        "rev": rule.rev,
        "rule_id": rule.rule_id,
        "stage": rule.stage,
        "family": rule.family,
        "position_id": rule.position_id,
        "candidate_type": rule.candidate_type,
        "passed_stage": rule.passed_stage,
        "enabled": rule.enabled,
        "moment": rule.moment.value,
        "send_hour": rule.send_hour,
        "days_ahead": rule.days_ahead,
        "hour": rule.hour,
        "deadline_days": rule.deadline_days,
        "reminders": rule.reminders,
        "reminder_seconds": rule.reminder_seconds,
        "confirm_seconds": rule.confirm_seconds,
        "channels": list(rule.channels),
        "template_scope": rule.template_scope,
        "reentry": rule.reentry,
        "stands_in": list(rule.stands_in),
        "withdrawal_mail": rule.withdrawal_mail,
        "expiry_mail": rule.expiry_mail,
        "overruled_by": overruled_by(rule, rules),
    }


def _invited(found: Invited) -> a.DryRunLine:
    return {
        "application_id": found.application.application_id,
        "name": found.application.name,
        "position_id": found.position.position_id,
        "position_name": found.position.name,
        "zone": found.application.zone,
        "send_at": iso(found.send_at),
        "channel": found.channel,
        "template": found.template.scope if found.template else "",
        "template_language": found.template.language if found.template else "",
    }


def _left_out(found: LeftOut) -> a.LeftOut:
    return {
        "application_id": found.application.application_id,
        "name": found.application.name,
        "position_id": found.position.position_id,
        "position_name": found.position.name,
        "reason": cast(a.LeftOutReason, found.reason),
        "rule_id": found.rule_id,
    }
