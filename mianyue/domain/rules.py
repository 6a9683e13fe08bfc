"""What the rules make of a stage entry: who is invited, by which rule, when, and why somebody is not (R2, R3, R6)."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from mianyue.domain.application import Application, StageEntry
from mianyue.domain.company import Company, Moment, Position, Rule
from mianyue.domain.interview import Interview, Progress, Side
from mianyue.domain.sending_window import next_hour
from mianyue.domain.tracking import Story
from mianyue.domain.zones import working_day_at

_EVERY_DAY_OF_A_WEEK = 8

type BestHours = Callable[[str], int | None]
"""The hour of the day at which a family's candidates open their mail, None while too few have (I1)."""


def no_best_hours(_family: str) -> int | None:
    """Nobody has looked at opening times yet: `best_hour` sends at the rule's own hour."""
    return None


class Verdict(NamedTuple):
    """`rule` invites; without one, `reason` is `no_rule`, `position_filled`, `confirmed` or `invited_before`."""

    rule: Rule | None
    reason: str = ""


def verdict(rules: Iterable[Rule], story: Story, position: Position, entry: StageEntry) -> Verdict:
    """What the rules say of one stage entry, whatever has come of it.

    An edited rule, or a second one that matches, never makes a second invitation: what counts is whether this
    stage has invited the application before (R3). Who has said yes to an interview of it is never asked again.
    """
    rule = chosen(rules, story.application, position, entry.stage, passed_before(story, entry))
    if rule is None:
        return Verdict(None, "no_rule")
    if position.filled:
        return Verdict(None, "position_filled")
    earlier = list(invitations_before(story, entry))
    if any(each.coming and each.closed is None for each in earlier):
        return Verdict(None, "confirmed")
    if not rule.reentry and any(_stands_for(each, asked=_asked_for(story, entry)) for each in earlier):
        return Verdict(None, "invited_before")
    return Verdict(rule)


def _stands_for(interview: Interview, *, asked: bool) -> bool:
    """Whether an earlier interview is the one invitation of its stage.

    One that ended before any mail of it had left is none: the candidate knows of nothing. One that was called off is
    none where HR asks for another in so many words; coming back into the stage is no such word (R3).
    """
    if interview.closed is None:
        return True
    return interview.progress >= Progress.SENT and not (asked and interview.closed is Side.CANCELLED)


def _asked_for(story: Story, entry: StageEntry) -> bool:
    """HR has invited who stands there already: a bulk action's entry into the very stage it was made in (B3)."""
    before = next((each for each in story.entries if each.number == entry.number - 1), None)
    return entry.held and before is not None and before.stage == entry.stage


def chosen(
    rules: Iterable[Rule], application: Application, position: Position, stage: str, passed: frozenset[str]
) -> Rule | None:
    """The most specific rule that matches, or None: two matching rules never make two invitations."""
    matching = [rule for rule in rules if rule.matches(application, position, stage, passed)]
    return max(matching, key=lambda rule: rule.weight, default=None)


def passed_before(story: Story, entry: StageEntry) -> frozenset[str]:
    """Stages the application has been in before this entry."""
    return frozenset(each.stage for each in story.entries if each.number < entry.number)


def invitations_before(story: Story, entry: StageEntry) -> Iterable[Interview]:
    """Interviews of earlier entries into the same stage."""
    same = {each.number for each in story.entries if each.stage == entry.stage and each.number < entry.number}
    return (interview for interview in story.interviews if interview.number in same)


def send_at(
    rule: Rule,
    company: Company,
    position: Position,
    entry: StageEntry,
    *,
    zone: str,
    now: datetime,
    best_hours: BestHours = no_best_hours,
) -> datetime:
    """When the invitation of a stage entry goes out: after the hold, at the rule's moment, in the window (R4, R6)."""
    earliest = max(now, entry.entered_at + _hold(company, entry))
    if rule.moment is Moment.NOW:
        return company.window.opens(earliest, zone)
    best = best_hours(position.family) if rule.moment is Moment.BEST_HOUR else None
    return _at_hour(company, rule.send_hour if best is None else best, earliest, zone)


def _hold(company: Company, entry: StageEntry) -> timedelta:
    if entry.held:
        return timedelta(0)
    return timedelta(seconds=company.bulk_hold_seconds if entry.batch else company.hold_seconds)


def _at_hour(company: Company, hour: int, earliest: datetime, zone: str) -> datetime:
    """The next such hour on a sending day; where it lies in the quiet hours, their end."""
    at = next_hour(earliest, hour, zone)
    for _ in range(_EVERY_DAY_OF_A_WEEK):
        if company.window.opens(at, zone) == at:
            return at
        at = next_hour(at + timedelta(hours=1), hour, zone)
    return company.window.opens(next_hour(earliest, hour, zone), zone)


def invited(
    application: Application,
    entry: StageEntry,
    *,
    rule: Rule,
    company: Company,
    position: Position,
    now: datetime,
    at: datetime | None = None,
) -> Interview:
    """The interview that `rule` makes of a stage entry; its days are counted from `at`, when the invitation goes out.

    All that the rule decides is written into it: editing the rule changes nothing for who is invited already.
    """
    leaves_at = at or now
    starts_at = working_day_at(leaves_at, rule.days_ahead, rule.hour, application.zone)
    return Interview(
        application_id=application.application_id,
        number=entry.number,
        listed_at=application.created_at,
        rule_id=rule.rule_id,
        position_id=position.position_id,
        candidate_type=application.candidate_type,
        language=application.language,
        zone=application.zone,
        invited_at=now,
        starts_at=starts_at,
        deadline=max(starts_at, working_day_at(leaves_at, rule.deadline_days, 20, application.zone)),
        length_minutes=position.length_minutes,
        platform_url=position.platform_url or company.platform_url,
        unopened_after_seconds=rule.reminder_seconds or company.reminder_seconds(application.candidate_type),
        unconfirmed_after_seconds=rule.confirm_seconds or company.confirm_seconds(application.candidate_type),
        reminders=rule.reminders,
        stands_in=(entry.stage, *rule.stands_in),
        withdrawal_mail=rule.withdrawal_mail,
        expiry_mail=rule.expiry_mail,
        channels=rule.channels,
        template_scope=rule.template_scope,
        batch=entry.batch,
    )
