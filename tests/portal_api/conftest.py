"""The portal's API on a real table: only the send queue and the kept mails are stand-ins."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from functions.portal_api import handler as entry_point
from functions.portal_api.parts import Parts
from mianyue.adapters.application_list import ApplicationList
from mianyue.adapters.audit_log import AuditLog
from mianyue.adapters.audited_table import AuditedTable
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.faq_store import FaqStore
from mianyue.adapters.interview_calendar import InterviewCalendar
from mianyue.adapters.keys import application_item, entry_item
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.links import Links
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.question_store import QuestionStore
from mianyue.adapters.reminder_store import ReminderStore
from mianyue.adapters.staff_store import StaffStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.suppression_store import SuppressionStore
from mianyue.adapters.table import put
from mianyue.adapters.template_store import TemplateStore
from mianyue.domain.application import Application
from mianyue.domain.errors import NotFound
from mianyue.domain.interview import Interview
from mianyue.domain.message import Message
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.tracking import Story
from tests.builders import (
    APPLICATION_ID,
    NOW,
    a_company,
    a_position,
    a_rule,
    a_template,
    an_application,
    an_entry,
    an_interview,
    an_invitation,
)
from tests.http_events import ORIGIN_SECRET, candidate_event, hr_event
from tests.portal_api.declared import checked
from tests.portal_api.fake_pool import FakePool

SITE = "https://jobs.example.com"


@dataclass
class FakeMails:
    kept: dict[str, OutgoingMail] = field(default_factory=dict)

    def mail(self, message_id: str) -> OutgoingMail:
        if message_id not in self.kept:
            raise NotFound("mail")
        return self.kept[message_id]


@dataclass
class FakeQueue:
    messages: list[Message] = field(default_factory=list)

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        self.messages.append(message)


@dataclass
class Portal:
    """The API as people call it, and a look behind it."""

    table: AuditedTable
    stories: StoryStore
    outbox: OutboxStore
    links: Links
    mails: FakeMails = field(default_factory=FakeMails)
    queue: FakeQueue = field(default_factory=FakeQueue)
    pool: FakePool = field(default_factory=FakePool)
    now: datetime = NOW
    seconds: Iterator[float] = field(default_factory=lambda: count(0.0, 60.0))
    """Each look at the set-up is a minute after the last: what was changed is seen."""

    def parts(self) -> Parts:
        setups = CompanyStore(self.table, lambda: next(self.seconds))
        listing = ApplicationList(self.table)
        return Parts(
            setups,
            TemplateStore(self.table),
            listing,
            InterviewCalendar(self.table),
            self.stories,
            self.outbox,
            ReminderStore(self.table),
            SuppressionStore(self.table),
            QuestionStore(self.table),
            FaqStore(self.table),
            self.queue,
            self.mails,
            self.links,
            lambda: self.now,
            StaffStore(self.table),
            self.table,
            self.pool,
            StaffStore(self.table),
            AuditLog(self.table),
        )

    def hr(self, method: str, path: str, body: object = None, **more: str) -> dict[str, Any]:
        return checked(method, path, entry_point.handler(hr_event(method, path, body, **more), None))

    def candidate(
        self, method: str, path: str, body: object = None, *, session: str = "", agent: str | None = None
    ) -> dict[str, Any]:
        event = candidate_event(method, path, body, session=session)
        if agent is not None:
            event["headers"]["user-agent"] = agent
        return checked(method, path, entry_point.handler(event, None))

    def token(self, interview: Interview | None = None) -> str:
        return self.links.tracking(interview or an_interview()).rsplit("/", 1)[-1]

    def session(self, interview: Interview | None = None) -> str:
        return self.links.session(interview or an_interview(), self.now)

    def story(self, application_id: str = APPLICATION_ID) -> Story:
        return self.stories.story(application_id)

    def interview(self) -> Interview:
        return self.stories.interview(APPLICATION_ID, 2)

    def apply(self, *applications: Application) -> None:
        for each in applications:
            self.table.write(put(application_item(each)))

    def everything(self) -> list[dict[str, Any]]:
        """Every item of the table, for "nothing was written"."""
        return self.table._client.json("dynamodb", "DynamoDB_20120810.Scan", {"TableName": self.table._name})["Items"]


@pytest.fixture
def portal(table: AuditedTable, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """A company with one position and one rule; one application, invited to an interview on 25 November."""
    CompanyStore(table, lambda: 0.0).save(a_company(), a_position(), a_rule(), a_template())
    table.write(put(application_item(an_application())), put(entry_item(an_entry())))
    links = Links(LinkSigner(lambda: {"active": "1", "1": "k" * 64}), SITE)
    made = Portal(table, StoryStore(table), OutboxStore(table), links)
    made.stories.invite(an_entry(routed_at=NOW), an_interview(), [an_invitation()], [])
    parts = made.parts()
    monkeypatch.setattr(entry_point, "parts", lambda: parts)
    monkeypatch.setattr(entry_point, "settings", lambda: type("S", (), {"origin_secret": ORIGIN_SECRET}))
    return made
