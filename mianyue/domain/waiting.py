"""Why a message still waits, in one word for whoever looks at the queue (R4, R6)."""

from datetime import datetime, timedelta
from typing import Literal

from mianyue.domain.bulk_mail import BulkStatus, sent_by_bulk
from mianyue.domain.company import Company, Moment, Rule
from mianyue.domain.errors import DayFull
from mianyue.domain.message import Kind, Message
from mianyue.domain.sendable import Sendable
from mianyue.domain.zones import zone

type WaitsFor = Literal["paused", "hold", "hour", "quiet_hours", "day_full", "mail_service", "turn"]

_MOMENT = timedelta(seconds=1)
_ROUTING = timedelta(seconds=10)
"""A hold counts from the move; the message is written some seconds later."""


def waits_for(found: Sendable, rule: Rule | None, company: Company, now: datetime) -> WaitsFor:
    """What a queued message waits for; `rule` has made its interview, None where it is gone.

    `paused`: its bulk action is. `hold`: HR can still take it back. `hour`: the rule's. `quiet_hours`: the candidate's,
    or a day off. `day_full`: they have had all the reminders of one day. `mail_service`: that took it not yet. `turn`:
    it is due, and goes out in a moment.
    """
    message = found.message
    if found.bulk and found.bulk.status is BulkStatus.PAUSED:
        return "paused"
    if message.due_at <= now:
        return "turn"
    if message.held_for == DayFull.code:
        return "day_full"
    if message.tries:
        return "mail_service"
    if _held(message, company):
        return "hold"
    if _by_hour(found, rule):
        return "hour"
    opens = company.window.opens(message.due_at - _MOMENT, found.interview.zone)
    return "quiet_hours" if opens == message.due_at else "mail_service"


def _held(message: Message, company: Company) -> bool:
    """What a bulk action has written has no hold of its own: the whole action was held before."""
    hold = timedelta(seconds=company.bulk_hold_seconds if message.batch else company.hold_seconds)
    return not sent_by_bulk(message) and message.due_at - message.created_at <= hold + _ROUTING


def _by_hour(found: Sendable, rule: Rule | None) -> bool:
    """On the hour by the candidate's clock: what the mail service has put off is not."""
    due = found.message.due_at.astimezone(zone(found.interview.zone))
    on_the_hour = (due.minute, due.second, due.microsecond) == (0, 0, 0)
    asks = found.message.kind is Kind.INVITATION and rule is not None and rule.moment is not Moment.NOW
    return asks and on_the_hour
