"""Things to test with, each valid as it is; a test names only what it is about."""

from copy import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from mianyue.domain.application import Application, CandidateType, StageEntry
from mianyue.domain.bulk import Bulk, BulkKind
from mianyue.domain.company import Company, Position, Rule
from mianyue.domain.faq import FaqEntry
from mianyue.domain.interview import Interview
from mianyue.domain.message import Kind, Message, new_message
from mianyue.domain.question import Question
from mianyue.domain.reminder import Reminder, planned
from mianyue.domain.template import Template
from mianyue.domain.tracking import TrackingEvent

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a Monday, 10:00 in Shanghai
APPLICATION_ID = "0123456789abcdef0123"


def an_application(**changes: Any) -> Application:
    made = Application(
        application_id=APPLICATION_ID,
        candidate_id="candidate-1",
        position_id="sales-rep",
        name="欧阳敏",
        email="ouyang.min@example.com",
        phone="+8618519664073",
        candidate_type=CandidateType.EXPERIENCED,
        language="zh-CN",
        zone="Asia/Shanghai",
        stage="screened",
        entry=2,
        created_at=NOW - timedelta(days=1),
    )
    return replace(made, **changes)


def an_entry(**changes: Any) -> StageEntry:
    made = StageEntry(application_id=APPLICATION_ID, number=2, stage="screened", entered_at=NOW, entered_by="hr-1")
    return replace(made, **changes)


def an_interview(**changes: Any) -> Interview:
    made = Interview(
        application_id=APPLICATION_ID,
        number=2,
        listed_at=NOW - timedelta(days=1),
        rule_id="sales-at-once",
        position_id="sales-rep",
        candidate_type="experienced",
        language="zh-CN",
        zone="Asia/Shanghai",
        invited_at=NOW,
        starts_at=NOW + timedelta(days=2),
        deadline=NOW + timedelta(days=5),
        length_minutes=30,
        platform_url="https://interview.example.com/room",
        unopened_after_seconds=24 * 3600,
    )
    return replace(made, **changes)


def an_invitation(interview: Interview | None = None, **changes: Any) -> Message:
    return replace(new_message(interview or an_interview(), Kind.INVITATION, "invite", now=NOW), **changes)


def a_reminder(interview: Interview | None = None, **changes: Any) -> Reminder:
    made = planned(an_invitation(), interview or an_interview(), NOW)
    assert made is not None
    return replace(made, **changes)


def an_event(name: str = "delivered", **changes: Any) -> TrackingEvent:
    made = TrackingEvent(
        application_id=APPLICATION_ID, entry=2, event_id=f"event-{name}", name=name, at=NOW, source="ses"
    )
    return replace(made, **changes)


def a_question(**changes: Any) -> Question:
    made = Question(APPLICATION_ID, 2, "question-1", NOW, "面试可以用手机吗？", "zh-CN")
    return replace(made, **changes)


def a_faq_entry(faq_id: str = "faq-1", **changes: Any) -> FaqEntry:
    made = FaqEntry(faq_id, "default", "可以用手机参加吗？", "可以。", "Can I use my phone?", "Yes.")
    return replace(made, **changes)


def a_company(**changes: Any) -> Company:
    """A company whose mails go out at any hour, and at once."""
    made = Company(
        name="星河科技",
        hr_name="林晓",
        hr_email="hr@example.com",
        hr_phone="+86 21 5555 0100",
        highlights="弹性工作",
        hold_seconds=0,
        bulk_hold_seconds=0,
        quiet_from=0,
        quiet_until=0,
    )
    return replace(made, **changes)


def a_position(**changes: Any) -> Position:
    made = Position(
        position_id="sales-rep", name="销售代表", family="sales", platform_url="https://interview.example.com/room"
    )
    return replace(made, **changes)


def a_rule(**changes: Any) -> Rule:
    return replace(Rule(rule_id="sales-at-once", stage="screened", family="sales"), **changes)


def a_template(**changes: Any) -> Template:
    made = Template(
        kind="invitation",
        scope="default",
        language="zh-CN",
        subject="{{ company.name }}邀请您参加{{ position.name }}面试",
        preheader="请确认时间",
        body="<p>{{ candidate.name }}，您好</p>{{ blocks.details }}{{ blocks.button }}{{ blocks.contact }}",
    )
    return replace(made, **changes)


def a_bulk(**changes: Any) -> Bulk:
    made = Bulk(
        bulk_id="b" + "1" * 20,
        kind=BulkKind.MOVE,
        created_at=NOW,
        created_by="hr-1",
        starts_at=NOW + timedelta(minutes=5),
        total=3,
        stage="screened",
    )
    return replace(made, **changes)
