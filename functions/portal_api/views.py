"""Domain objects as HR's part of the API shows them."""

from collections.abc import Sequence

from functions.portal_api import schemas as s
from functions.portal_api.ports import Line, Lines, Setup
from functions.portal_api.timeline import Happening, timeline
from mianyue.domain.application import Application
from mianyue.domain.company import Position, Rule
from mianyue.domain.errors import NotFound
from mianyue.domain.interview import Interview
from mianyue.domain.message import Message
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.reminder import Reminder
from mianyue.domain.template import Template
from mianyue.domain.tracking import ExceptionCase, Story


def company(setup: Setup, templates: Sequence[Template]) -> s.CompanyShape:
    """The company and what HR has set up."""
    return s.CompanyShape(
        name=setup.company.name,
        language=setup.company.language,
        zone=setup.company.zone,
        stages=list(setup.company.stages),
        positions=[_position(each) for each in setup.positions],
        rules=[_rule(each) for each in setup.rules],
        templates=[_template(each) for each in templates],
    )


def page(lines: Lines, setup: Setup) -> s.ApplicationPage:
    """One page of the list."""
    return s.ApplicationPage(applications=[row(each, setup) for each in lines.rows], cursor=lines.cursor)


def row(line: Line, setup: Setup) -> s.ApplicationRow:
    """One line of the list."""
    return s.ApplicationRow.model_validate(_row(line.application, line.interview, setup))


def detail(story: Story, setup: Setup) -> s.ApplicationDetail:
    """Everything about one application."""
    application = story.application
    return s.ApplicationDetail.model_validate(
        _row(application, story.interview, setup)
        | {
            "language": application.language,
            "zone": application.zone,
            "note": application.note,
            "import_id": application.import_id,
            "messages": [_message(each) for each in story.messages],
            "reminders": [_reminder(each) for each in story.reminders],
            "timeline": [_happening(each) for each in timeline(story)],
            "cases": [case(each, application, setup) for each in story.cases],
        }
    )


def case(found: ExceptionCase, application: Application, setup: Setup) -> s.Case:
    """A case, with what it is about in words."""
    return s.Case.model_validate(
        {
            "application_id": found.application_id,
            "case_id": found.case_id,
            "entry": found.entry,
            "kind": found.kind,
            "at": found.at,
            "message_id": found.message_id,
            "detail": found.detail,
            "candidate_name": application.name,
            "position_name": position_name(setup, application.position_id),
            "resolved_at": found.resolved_at,
            "resolution": found.resolution,
            "answers": [] if found.resolved_at else list(found.answers),
        }
    )


def mail(sent: OutgoingMail) -> s.MailShape:
    """A mail as it was sent."""
    return s.MailShape.model_validate(
        {
            "subject": sent.subject,
            "from": f"{sent.sender_name} <{sent.sender}>",
            "to": sent.to,
            "reply_to": sent.reply_to,
            "html": sent.html,
            "text": sent.text,
            "headers": {},
            "template": sent.template,
        }
    )


def position_name(setup: Setup, position_id: str) -> str:
    """A position's name; its id where the position is gone."""
    try:
        return setup.position(position_id).name
    except NotFound:
        return position_id


def _row(application: Application, interview: Interview | None, setup: Setup) -> dict[str, object]:
    return {
        "application_id": application.application_id,
        "name": application.name,
        "email": application.email,
        "phone": application.phone,
        "position_id": application.position_id,
        "position_name": position_name(setup, application.position_id),
        "candidate_type": application.candidate_type.value,
        "stage": application.stage,
        "entry": application.entry,
        "created_at": application.created_at,
        "interview": _interview(interview) if interview else None,
    }


def _interview(interview: Interview) -> s.InterviewSummary:
    return s.InterviewSummary.model_validate(
        {
            "number": interview.number,
            "progress": interview.progress.name.lower(),
            "sides": sorted(side.value for side in interview.sides),
            "starts_at": interview.starts_at,
            "deadline": interview.deadline,
            "zone": interview.zone,
            "answered": interview.answered,
        }
    )


def _position(position: Position) -> s.PositionShape:
    return s.PositionShape(
        position_id=position.position_id,
        name=position.name,
        name_en=position.name_en,
        family=position.family,
        length_minutes=position.length_minutes,
    )


def _rule(rule: Rule) -> s.RuleShape:
    return s.RuleShape(**{name: getattr(rule, name) for name in s.RuleShape.model_fields})


def _template(template: Template) -> s.TemplateShape:
    return s.TemplateShape(**{name: getattr(template, name) for name in s.TemplateShape.model_fields})


def _message(message: Message) -> s.MessageShape:
    return s.MessageShape(**{name: getattr(message, name) for name in s.MessageShape.model_fields})


def _reminder(reminder: Reminder) -> s.ReminderShape:
    return s.ReminderShape(**{name: getattr(reminder, name) for name in s.ReminderShape.model_fields})


def _happening(happening: Happening) -> s.TimelineItem:
    return s.TimelineItem.model_validate(
        {
            "at": happening.at,
            "kind": happening.kind,
            "name": happening.name,
            "source": happening.source,
            "message_id": happening.message_id or None,
            "detail": {name: value for name, value in happening.detail.items() if value},
        }
    )
