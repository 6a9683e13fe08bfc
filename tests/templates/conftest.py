"""The template area as API Gateway calls it, on a real table; bucket, queue and Cognito are stand-ins."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from functions.templates import handler as entry_point
from functions.templates.ports import Desk
from functions.templates.wiring import Parts
from mianyue import starter
from mianyue.adapters.audited_table import AuditedTable
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.keys import application_item
from mianyue.adapters.staff_store import StaffStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import put
from mianyue.adapters.template_store import TemplateStore
from mianyue.adapters.trial_store import TrialStore
from tests.builders import NOW, a_company, a_position, a_rule, an_application
from tests.http_events import ORIGIN_SECRET, hr_event
from tests.templates.fakes import SENDER, SITE, FakeMails, FakePeople, FakeQueue

TOKEN = "token"


@dataclass
class Area:
    """The function from outside."""

    table: AuditedTable
    mails: FakeMails = field(default_factory=FakeMails)
    queue: FakeQueue = field(default_factory=FakeQueue)
    now: datetime = NOW

    def parts(self) -> Parts:
        desk = Desk(
            setups=CompanyStore(self.table, lambda: 0.0),
            templates=TemplateStore(self.table),
            stories=StoryStore(self.table),
            mails=self.mails,
            queue=self.queue,
            trials=TrialStore(self.table),
            people=FakePeople({TOKEN: "me@example.com"}),
            sender=SENDER,
            site_url=SITE,
            clock=lambda: self.now,
        )
        return Parts(desk, ORIGIN_SECRET, StaffStore(self.table), self.table)

    def hr(self, method: str, path: str, body: object = None, **more: str) -> dict[str, Any]:
        event = hr_event(method, f"/api/hr/templates{path}", body, **more)
        event["headers"]["authorization"] = f"Bearer {TOKEN}"
        return entry_point.handler(event, None)

    def everything(self) -> list[dict[str, Any]]:
        """Every item of the table, for "nothing was written"."""
        return self.table._client.json("dynamodb", "DynamoDB_20120810.Scan", {"TableName": self.table._name})["Items"]


@pytest.fixture
def area(table: AuditedTable, monkeypatch: pytest.MonkeyPatch) -> Area:
    """A company with one position and one rule, the starter texts, and one application."""
    store = CompanyStore(table, lambda: 0.0)
    store.save(a_company(), a_position(name_en="Sales Representative"), a_rule())
    store.save_missing(starter.templates())
    table.write(put(application_item(an_application())))
    made = Area(table)
    parts = made.parts()
    monkeypatch.setattr(entry_point, "parts", lambda: parts)
    return made
