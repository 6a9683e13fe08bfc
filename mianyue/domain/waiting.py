"""Why a message still waits, in one word for whoever looks at the queue (R4, R6)."""

from datetime import datetime, timedelta
from typing import Literal

from mianyue.domain.company import Company, Moment, Rule
from mianyue.domain.message import Kind, Message

type WaitsFor = Literal["hold", "hour", "quiet_hours", "mail_service", "turn"]

_MOMENT = timedelta(seconds=1)
_ROUTING = timedelta(seconds=10)
"""A hold counts from the move; the message is written some seconds later."""


def waits_for(message: Message, rule: Rule | None, company: Company, zone: str, now: datetime) -> WaitsFor:
    """What a queued message waits for; `rule` has made its interview, None where it is gone.

    `hold`: HR can still take it back. `hour`: the rule's. `quiet_hours`: the candidate's, or a day off.
    `mail_service`: that took it not yet. `turn`: it is due, and goes out in a moment.
    """
    if message.due_at <= now:
        return "turn"
    if message.tries:
        return "mail_service"
    if message.due_at - message.created_at <= _hold(message, company) + _ROUTING:
        return "hold"
    if _by_hour(message, rule):
        return "hour"
    opens = company.window.opens(message.due_at - _MOMENT, zone)
    return "quiet_hours" if opens == message.due_at else "hour"


def _hold(message: Message, company: Company) -> timedelta:
    return timedelta(seconds=company.bulk_hold_seconds if message.batch else company.hold_seconds)


def _by_hour(message: Message, rule: Rule | None) -> bool:
    return message.kind is Kind.INVITATION and rule is not None and rule.moment is not Moment.NOW
