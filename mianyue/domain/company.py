"""The company and what HR has set up: pipeline, positions, rules (R1, R2)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from mianyue.domain.answering import NewTimes
from mianyue.domain.application import Application, CandidateType
from mianyue.domain.sending_window import SendingWindow

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
CLOSING_STAGES = ("hired", "rejected", "withdrawn")
FAMILIES = ("sales", "technical", "operations", "customer_service", "intern", "general")
_NO_NAMES: Mapping[str, str] = MappingProxyType({})


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
    closing_stages: tuple[str, ...] = CLOSING_STAGES
    """Stages that end an application: its open interviews are cancelled (R5)."""
    campus_reminder_seconds: int = 12 * 3600
    experienced_reminder_seconds: int = 24 * 3600
    campus_confirm_seconds: int = 12 * 3600
    experienced_confirm_seconds: int = 24 * 3600
    daily_reminders: int = 1
    """How many reminders one candidate gets in a day, over all positions; 0: as many as fall due (M5)."""
    hold_seconds: int = 120
    """How long HR can still take an invitation back (R4)."""
    bulk_hold_seconds: int = 300
    """How long HR can still take a whole bulk action back (R4, B3)."""
    quiet_from: int = 21
    quiet_until: int = 8
    """Hours of the candidate's day between which nothing goes out by itself; both the same: no such hours (R6)."""
    sending_days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    """Days of the candidate's week on which something goes out by itself; 0 is Monday (R6)."""
    new_time_hours: int = 0
    """How many hours before the interview a candidate can last ask for another time; 0: until the deadline (P2)."""
    most_new_times: int = 3
    """How often a candidate can ask for another time; 0: not at all (P2)."""
    stage_names: Mapping[str, str] = _NO_NAMES
    """What HR calls a stage where that is neither its key nor, for the usual ones, the usual name (R1)."""
    by_department: bool = False
    """HR staff see only what belongs to their departments' positions; admins see all (O4)."""
    rev: int = 1
    """Rises with every change, so that nobody overwrites what they have not seen (H5); positions and rules alike."""

    @property
    def window(self) -> SendingWindow:
        """When mails that nobody waits for may go out."""
        return SendingWindow(self.quiet_from, self.quiet_until, self.sending_days)

    @property
    def new_times(self) -> NewTimes:
        """When and how often a candidate can ask for another time."""
        return NewTimes(self.new_time_hours, self.most_new_times)

    def reminder_seconds(self, candidate_type: CandidateType) -> int:
        """Delay of the unopened reminder for a candidate type (M3)."""
        if candidate_type is CandidateType.CAMPUS:
            return self.campus_reminder_seconds
        return self.experienced_reminder_seconds

    def confirm_seconds(self, candidate_type: CandidateType) -> int:
        """Delay of the unconfirmed reminder for a candidate type (M3)."""
        if candidate_type is CandidateType.CAMPUS:
            return self.campus_confirm_seconds
        return self.experienced_confirm_seconds


class Position(NamedTuple):
    """A job somebody applies for. `length_minutes` and `platform_url` describe its AI interview."""

    position_id: str
    name: str
    family: str
    name_en: str = ""
    length_minutes: int = 30
    platform_url: str = ""
    format: str = ""
    format_en: str = ""
    """How the interview takes place, in a few words; '' for the usual words (T2)."""
    filled: bool = False
    """Nobody is invited any more, and who was invited is told so (R5)."""
    department: str = ""
    """Id of the department it belongs to (O4)."""
    rev: int = 1


class Department(NamedTuple):
    """A part of the company that recruits for itself (O4)."""

    department_id: str
    name: str
    rev: int = 1


class Moment(StrEnum):
    """When an invitation goes out (R2)."""

    NOW = "now"
    HOUR = "hour"
    BEST_HOUR = "best_hour"


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
    confirm_seconds: int = 0
    """Delay of the unconfirmed reminder (M2); 0: the company's default for the candidate type (M3)."""
    reminders: int = 2
    """How many reminders a candidate gets at most, of both kinds together (M3)."""
    passed_stage: str = ""
    """Only who has been in this stage before, '' for everybody: `written_test_passed` (R2)."""
    channels: tuple[str, ...] = ("mail",)
    """Ways to reach the candidate, in order (C2)."""
    template_scope: str = ""
    """Whose texts to use before all others, as in `Template.scope`; '' leaves it to the position (R2, T1)."""
    moment: Moment = Moment.NOW
    send_hour: int = 9
    """Hour of the candidate's day to send at: with `hour`, and with `best_hour` while there is none yet (I1)."""
    reentry: bool = False
    """Whether coming back into the stage invites again (R3)."""
    stands_in: tuple[str, ...] = ()
    """Further stages in which the invitation still stands; entering any other one cancels it (R5)."""
    withdrawal_mail: bool = True
    expiry_mail: bool = False
    rev: int = 1

    def matches(self, application: Application, position: Position, stage: str, passed: frozenset[str]) -> bool:
        """Whether this rule speaks for an application that has entered `stage` and has been in those of `passed`."""
        return (
            self.enabled
            and self.stage == stage
            and (not self.passed_stage or self.passed_stage in passed)
            and self._speaks_for(position)
            and self.candidate_type in ("", application.candidate_type)
        )

    def _speaks_for(self, position: Position) -> bool:
        """A rule of one position speaks for it whatever family it belongs to by now."""
        if self.position_id:
            return self.position_id == position.position_id
        return self.family in ("", position.family)

    @property
    def weight(self) -> tuple[bool, bool, bool, bool, str]:
        """How specific the rule is: position, family, candidate type, condition, in this order; then a stable one."""
        return (
            bool(self.position_id),
            bool(self.family),
            bool(self.candidate_type),
            bool(self.passed_stage),
            self.rule_id,
        )
