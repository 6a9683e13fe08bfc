"""From what an editor has sent to what the domain knows."""

import secrets
from datetime import datetime

from functions.portal_api import setup_requests as r
from functions.portal_api.save_stages import Stage
from mianyue.domain.company import Moment, Position, Rule


def rule_of(fields: r.RuleFields, rule_id: str) -> Rule:
    """The rule that was sent."""
    sent = fields.model_dump() | {"moment": Moment(fields.moment)}
    return Rule(rule_id=rule_id, **sent)


def new_rule_id(now: datetime) -> str:
    """An id for a new rule: of two rules that say the same of whom, the newer one speaks."""
    return f"rule-{now:%Y%m%d%H%M%S%f}-{secrets.token_hex(2)}"


def position_of(fields: r.PositionFields, position_id: str = "") -> Position:
    """The position that was sent."""
    return Position(position_id=position_id, **fields.model_dump())


def stages_of(body: r.StagesRequest) -> list[Stage]:
    """The pipeline that was sent."""
    return [Stage(each.stage, each.name, each.closing) for each in body.stages]
