"""What the set-up's area answers."""

from typing import Literal

from mianyue.http.answers import Answer, Moment

LeftOutReason = Literal[
    "other_rule",
    "no_rule",
    "invited_before",
    "confirmed",
    "position_filled",
    "condition_not_met",
    "no_address",
]


class StageShape(Answer):
    """One stage of the pipeline; `name` is '' where it has its usual name. `closing`: it ends an application."""

    stage: str
    name: str
    closing: bool


class SettingsShape(Answer):
    """The company's settings, all but its stages."""

    rev: int
    name: str
    language: str
    zone: str
    hr_name: str
    hr_email: str
    hr_phone: str
    highlights: str
    platform_url: str
    campus_reminder_seconds: int
    experienced_reminder_seconds: int
    campus_confirm_seconds: int
    experienced_confirm_seconds: int
    daily_reminders: int
    hold_seconds: int
    bulk_hold_seconds: int
    new_time_hours: int
    most_new_times: int
    quiet_from: int
    quiet_until: int
    sending_days: list[int]


class WholePosition(Answer):
    """Everything about a position."""

    rev: int
    position_id: str
    name: str
    name_en: str
    family: str
    length_minutes: int
    format: str
    format_en: str
    platform_url: str
    filled: bool


class WholeRule(Answer):
    """Everything about a rule. `overruled_by` is the rule that speaks in its place for the very same people."""

    rev: int
    rule_id: str
    stage: str
    family: str
    position_id: str
    candidate_type: str
    passed_stage: str
    enabled: bool
    moment: Literal["now", "hour", "best_hour"]
    send_hour: int
    days_ahead: int
    hour: int
    deadline_days: int
    reminders: int
    reminder_seconds: int
    confirm_seconds: int
    channels: list[str]
    template_scope: str
    reentry: bool
    stands_in: list[str]
    withdrawal_mail: bool
    expiry_mail: bool
    overruled_by: str | None


class Permissions(Answer):
    """What the caller may change."""

    rules: bool
    positions: bool
    company: bool


class SetupShape(Answer):
    """All that HR has set up, and what may be chosen from. Rules come the most specific first, stage by stage."""

    company: SettingsShape
    stages: list[StageShape]
    positions: list[WholePosition]
    rules: list[WholeRule]
    families: list[str]
    channels: list[str]
    template_scopes: list[str]
    may_change: Permissions


class DryRunLine(Answer):
    """Somebody the rule would write to: when, in their zone, with which text."""

    application_id: str
    name: str
    position_id: str
    position_name: str
    zone: str
    send_at: Moment
    channel: str
    template: str
    template_language: str


class LeftOut(Answer):
    """Somebody who stands in the stage and would not be written to. `rule_id`: the rule that speaks instead."""

    application_id: str
    name: str
    position_id: str
    position_name: str
    reason: LeftOutReason
    rule_id: str


class DryRunPart(Answer):
    """One part of a dry run: `looked_at` applications, of whom some stand in the stage.

    `others` of those are of another position, family or type. `cursor` asks for the next part, null at the end.
    """

    looked_at: int
    others: int
    written_to: list[DryRunLine]
    left_out: list[LeftOut]
    cursor: str | None
