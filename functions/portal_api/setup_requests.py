"""What the set-up's area is asked to do. Whether a value can be is checked by the use cases, whose sentences help."""

from typing import Annotated, Literal

from pydantic import Field

from mianyue.http.models import Shape

Seen = Annotated[int, Field(ge=1)]
"""The revision that the editor shows: a colleague's change since then is not overwritten."""


class RuleFields(Shape):
    """All that a rule says (R2). Empty conditions match everybody."""

    stage: str
    family: str = ""
    position_id: str = ""
    candidate_type: str = ""
    passed_stage: str = ""
    enabled: bool = False
    moment: Literal["now", "hour", "best_hour"] = "now"
    send_hour: int = 9
    days_ahead: int = 2
    hour: int = 14
    deadline_days: int = 5
    reminders: int = 2
    reminder_seconds: int = 0
    confirm_seconds: int = 0
    channels: tuple[str, ...] = ("mail",)
    template_scope: str = ""
    reentry: bool = False
    stands_in: tuple[str, ...] = ()
    withdrawal_mail: bool = True
    expiry_mail: bool = False


class NewRule(Shape):
    """A rule to add."""

    rule: RuleFields


class ChangedRule(Shape):
    """A rule as it is to be from now on."""

    rule: RuleFields
    seen: Seen


class DryRunRequest(Shape):
    """A rule as it is being edited; without `rule_id` it is a new one. `cursor` goes on where a part ended."""

    rule: RuleFields
    rule_id: Annotated[str, Field(max_length=80)] = ""
    cursor: Annotated[str, Field(max_length=400)] = ""


class SeenOnly(Shape):
    """Which revision the caller has seen."""

    seen: Seen


class PositionFields(Shape):
    """All that a position says but whether it is filled."""

    name: str
    name_en: str = ""
    family: str
    length_minutes: int = 30
    format: str = ""
    format_en: str = ""
    platform_url: str = ""


class NewPosition(Shape):
    """A position to add."""

    position: PositionFields


class ChangedPosition(Shape):
    """A position as it is to be from now on."""

    position: PositionFields
    seen: Seen


class FilledRequest(Shape):
    """Whether the position is filled."""

    filled: bool
    seen: Seen


class StageFields(Shape):
    """One stage. Without `stage` it is a new one; `name` is what people call it, '' for the usual name."""

    stage: Annotated[str, Field(max_length=60)] = ""
    name: str = ""
    closing: bool = False


class StagesRequest(Shape):
    """Every stage in its order; one that is left out is removed."""

    stages: Annotated[list[StageFields], Field(max_length=100)]
    seen: Seen


class CompanyFields(Shape):
    """The company's settings, all but its stages."""

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
    sending_days: tuple[int, ...]


class CompanyRequest(Shape):
    """The settings as they are to be from now on."""

    company: CompanyFields
    seen: Seen
