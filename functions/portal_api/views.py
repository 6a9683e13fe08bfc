"""Applications, their stories and cases as HR sees them."""

from datetime import datetime
from typing import cast

from functions.portal_api import hr_answers as a
from functions.portal_api.ports import Line, Lines, Setup
from functions.portal_api.timeline import Happening, timeline
from mianyue.domain.application import Application
from mianyue.domain.errors import NotFound
from mianyue.domain.interview import Interview
from mianyue.domain.message import Message
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.question import Question, newest_first
from mianyue.domain.reminder import Reminder, ReminderStatus
from mianyue.domain.sending_window import SendingWindow
from mianyue.domain.tracking import ExceptionCase, Story
from mianyue.http.answers import Moment, iso


def page(lines: Lines, setup: Setup) -> a.ApplicationPage:
    """One page of the list."""
    return {"applications": [row(each, setup) for each in lines.rows], "cursor": lines.cursor}


def row(line: Line, setup: Setup) -> a.ApplicationRow:
    """One line of the list."""
    return _row(line.application, line.interview, setup)


def detail(story: Story, setup: Setup) -> a.ApplicationDetail:
    """Everything about one application."""
    application = story.application
    return {
        **_row(application, story.interview, setup),
        "language": application.language,
        "zone": application.zone,
        "note": application.note,
        "import_id": application.import_id,
        "messages": [_message(each) for each in story.messages],
        "reminders": _reminders(story, setup),
        "timeline": [_happening(each) for each in timeline(story)],
        "cases": [case(each, application, setup) for each in story.cases],
        "questions": [asked_question(each) for each in newest_first(story.questions)],
    }


def asked_question(question: Question) -> a.AskedQuestion:
    """One question of a candidate's as HR sees it."""
    return {
        "question_id": question.question_id,
        "entry": question.entry,
        "text": question.text,
        "language": question.language,
        "asked_at": iso(question.asked_at),
        "state": question.state.value,
        "answer": question.answer,
        "settled_at": _iso(question.settled_at),
        "faq_id": question.faq_id,
        "rev": question.rev,
    }


def case(found: ExceptionCase, application: Application, setup: Setup) -> a.Case:
    """A case, with what it is about in words."""
    return {
        "application_id": found.application_id,
        "case_id": found.case_id,
        "entry": found.entry,
        "kind": cast(a.CaseKind, found.kind),
        "at": iso(found.at),
        "message_id": found.message_id,
        "detail": dict(found.detail),
        "candidate_name": application.name,
        "position_name": position_name(setup, application.position_id),
        "zone": application.zone,
        "resolved_at": _iso(found.resolved_at),
        "resolution": found.resolution,
        "answers": [] if found.resolved_at else cast(list[a.Resolution], list(found.answers)),
    }


def mail(sent: OutgoingMail) -> a.MailShape:
    """A mail as it was sent."""
    return {
        "subject": sent.subject,
        "from": f"{sent.sender_name} <{sent.sender}>",
        "to": sent.to,
        "reply_to": sent.reply_to,
        "html": sent.html,
        "text": sent.text,
        "headers": dict(sent.headers),
        "attachments": [
            {"name": each.name, "content_type": each.content_type, "content": each.content} for each in sent.attachments
        ],
        "template": sent.template,
    }


def position_name(setup: Setup, position_id: str) -> str:
    """A position's name; its id where the position is gone."""
    try:
        return setup.position(position_id).name
    except NotFound:
        return position_id


def progress(interview: Interview) -> a.ProgressName:
    """How far an interview is, in one word."""
    return cast(a.ProgressName, interview.progress.name.lower())


def sides(interview: Interview) -> list[a.SideName]:
    """What stands beside that."""
    return cast(list[a.SideName], sorted(side.value for side in interview.sides))


def _row(application: Application, interview: Interview | None, setup: Setup) -> a.ApplicationRow:
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
        "created_at": iso(application.created_at),
        "interview": _interview(interview) if interview else None,
    }


def _interview(interview: Interview) -> a.InterviewSummary:
    return {
        "number": interview.number,
        "progress": progress(interview),
        "sides": sides(interview),
        "starts_at": iso(interview.starts_at),
        "deadline": iso(interview.deadline),
        "zone": interview.zone,
        "answered": interview.answered,
        "opens": {"all": interview.opens, "human": interview.human_opens},
        "clicks": {"all": interview.clicks, "human": interview.human_clicks},
    }


def _message(message: Message) -> a.MessageShape:
    return {
        "message_id": message.message_id,
        "entry": message.entry,
        "kind": message.kind,
        "channel": message.channel,
        "status": message.status,
        "reason": message.reason,
        "created_at": iso(message.created_at),
        "due_at": iso(message.due_at),
        "sent_at": _iso(message.sent_at),
        "template": message.template,
    }


def _reminders(story: Story, setup: Setup) -> list[a.ReminderShape]:
    """What waits is shown as things stand."""
    interviews = {each.number: each for each in story.interviews}
    beside = ((each, interviews[each.entry]) for each in story.reminders if each.entry in interviews)
    return [_reminder(each, interview, setup.company.window) for each, interview in beside]


def _reminder(planned: Reminder, interview: Interview, window: SendingWindow) -> a.ReminderShape:
    waits = planned.status is ReminderStatus.WAITING
    reminder = planned.goes_out(interview, window) if waits else planned
    return {
        "entry": reminder.entry,
        "kind": reminder.kind,
        "ordinal": reminder.ordinal,
        "number": reminder.number,
        "most": interview.reminders,
        "needless": waits and bool(planned.why_not(interview)),
        "due_at": iso(reminder.due_at),
        "status": reminder.status,
        "reason": reminder.reason,
    }


def _happening(happening: Happening) -> a.TimelineItem:
    return {
        "at": iso(happening.at),
        "kind": happening.kind,
        "name": happening.name,
        "source": happening.source,
        "message_id": happening.message_id or None,
        "detail": {name: value for name, value in happening.detail.items() if value},
        "verdict": cast(a.VerdictName, happening.verdict) or None,
        "why": happening.why or None,
    }


def _iso(moment: datetime | None) -> Moment | None:
    return iso(moment) if moment else None
