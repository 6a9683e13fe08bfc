"""The company and what HR has set up: pipeline, positions, rules (R1, R2)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from mianyue.domain.application import Application, CandidateType, StageEntry
from mianyue.domain.interview import Interview
from mianyue.domain.zones import working_day_at

DEFAULT_STAGES = (
    "applied",
    "screened",
    "written_test_passed",
    "ai_interview",
    "final_interview",
    "offer",
    "hired",
    "rejected",
    "withdrawn",
)
CLOSING_STAGES = frozenset({"hired", "rejected", "withdrawn"})
FAMILIES = ("sales", "technical", "operations", "customer_service", "intern", "general")


class Company(NamedTuple):
    """Settings of the one company a deployment serves."""

    name: str
    language: str = "zh-CN"
    zone: str = "Asia/Shanghai"
    hr_name: str = ""
    hr_email: str = ""
    hr_phone: str = ""
    highlights: str = ""
    platform_url: str = ""
    """Where AI interviews take place, for positions that name no place of their own."""
    stages: tuple[str, ...] = DEFAULT_STAGES
    campus_reminder_seconds: int = 12 * 3600
    experienced_reminder_seconds: int = 24 * 3600

    def reminder_seconds(self, candidate_type: CandidateType) -> int:
        """Delay of the unopened reminder for a candidate type (M3)."""
        if candidate_type is CandidateType.CAMPUS:
            return self.campus_reminder_seconds
        return self.experienced_reminder_seconds


class Position(NamedTuple):
    """A job somebody applies for. `length_minutes` and `platform_url` describe its AI interview."""

    position_id: str
    name: str
    family: str
    name_en: str = ""
    length_minutes: int = 30
    platform_url: str = ""


class Rule(NamedTuple):
    """When an application enters `stage`, invite it (R2). Empty conditions match everybody."""

    rule_id: str
    stage: str
    family: str = ""
    position_id: str = ""
    candidate_type: str = ""
    enabled: bool = True
    days_ahead: int = 2
    """Working days from the invitation to the interview."""
    hour: int = 14
    """Hour of the interview in the candidate's zone."""
    deadline_days: int = 5
    reminder_seconds: int = 0
    """Delay of the unopened reminder (M1); 0: the company's default for the candidate type (M3)."""

    def matches(self, application: Application, position: Position, stage: str) -> bool:
        """Whether this rule speaks for an application that has entered `stage`."""
        return (
            self.enabled
            and self.stage == stage
            and self.family in ("", position.family)
            and self.position_id in ("", position.position_id)
            and self.candidate_type in ("", application.candidate_type)
        )

    @property
    def weight(self) -> tuple[bool, bool, bool, str]:
        """How specific the rule is: position before family before candidate type, then a stable order."""
        return (bool(self.position_id), bool(self.family), bool(self.candidate_type), self.rule_id)


def chosen(rules: Iterable[Rule], application: Application, position: Position, stage: str) -> Rule | None:
    """The most specific rule that matches, or None: two matching rules never make two invitations."""
    matching = [rule for rule in rules if rule.matches(application, position, stage)]
    return max(matching, key=lambda rule: rule.weight, default=None)


def invited(
    application: Application,
    entry: StageEntry,
    *,
    rule: Rule,
    company: Company,
    position: Position,
    now: datetime,
) -> Interview:
    """The interview that `rule` makes of a stage entry."""
    starts_at = working_day_at(now, rule.days_ahead, rule.hour, application.zone)
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
        deadline=max(starts_at, working_day_at(now, rule.deadline_days, 20, application.zone)),
        length_minutes=position.length_minutes,
        platform_url=position.platform_url or company.platform_url,
        unopened_after_seconds=rule.reminder_seconds or company.reminder_seconds(application.candidate_type),
    )
