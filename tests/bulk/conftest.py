"""The bulk function as API Gateway, Scheduler and Lambda call it, on a real table; all else is a stand-in."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.bulk import handler as entry_point
from functions.bulk.look import Window
from functions.bulk.parts import Parts
from functions.bulk.prepare import Counting
from functions.bulk.steer import Wheel
from functions.bulk.work import Worker
from functions.send.route_stage_entry import route_stage_entry
from mianyue.adapters.application_list import ApplicationList
from mianyue.adapters.audited_table import AuditedTable
from mianyue.adapters.bulk_store import BulkStore
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.histories import Histories
from mianyue.adapters.keys import application_item, entry_item
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.send_quota import SendQuota
from mianyue.adapters.staff_store import StaffStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import put
from mianyue.domain.application import Application, entry_of
from mianyue.domain.bulk import Tally
from mianyue.domain.errors import NotFound
from mianyue.domain.message import Message
from mianyue.domain.tracking import Story
from mianyue.settling import settle_sent
from tests.builders import NOW, a_company, a_position, a_rule, an_application
from tests.http_events import ORIGIN_SECRET, hr_event, said

ARN = "arn:aws:lambda:eu-central-1:000000000000:function:bulk"
HOLD = timedelta(minutes=5)
QUOTA = SendQuota(14.0, True, 50_000, 50_000)


@dataclass
class Lambda:
    """What Lambda tells a running function."""

    milliseconds: int = 600_000
    invoked_function_arn: str = ARN

    def get_remaining_time_in_millis(self) -> int:
        return self.milliseconds


@dataclass
class Outside:
    """Bucket, queue, schedules and self-invocation: what was asked of each."""

    objects: dict[str, bytes] = field(default_factory=dict)
    queued: list[str] = field(default_factory=list)
    scheduled: list[tuple[str, datetime, str]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def put(self, key: str, body: bytes, content_type: str) -> None:
        self.objects[key] = body

    def get(self, key: str) -> bytes:
        if key not in self.objects:
            raise NotFound("object")
        return self.objects[key]

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        self.queued.append(message.message_id)

    def bulk(self, bulk_id: str, starts_at: datetime, function_arn: str) -> None:
        self.scheduled.append((bulk_id, starts_at, function_arn))

    def carry_on(self, bulk_id: str) -> None:
        self.calls.append(bulk_id)


@dataclass
class Office:
    """The function from outside; `now` is the time on its clock."""

    table: AuditedTable
    outside: Outside = field(default_factory=Outside)
    now: datetime = NOW
    quota: SendQuota | None = QUOTA

    def __post_init__(self) -> None:
        self.stories, self.bulks = StoryStore(self.table), BulkStore(self.table)
        self.company, self.outbox = CompanyStore(self.table, lambda: 0.0), OutboxStore(self.table)

    def parts(self, stories: Any = None, bulks: Any = None) -> Parts:
        out, listing, clock = self.outside, ApplicationList(self.table), self.clock
        bulks = bulks or self.bulks
        return Parts(
            Counting(self.company, listing, Histories(self.table), out, lambda: self.quota, clock),
            Wheel(bulks, out, self.company, out, out, clock),
            Window(bulks, listing),
            Worker(bulks, stories or self.stories, self.company, self.outbox, out, out, out, clock),
            self.company,
            ORIGIN_SECRET,
            StaffStore(self.table),
            self.table,
        )

    def clock(self) -> datetime:
        return self.now

    def hr(self, method: str, path: str, body: object = None, **more: str) -> dict[str, Any]:
        return entry_point.handler(hr_event(method, f"/api/hr/bulks{path}", body, **more), Lambda())

    def preview(self, kind: str = "move", stage: str = "screened", **more: Any) -> dict[str, Any]:
        answer = self.hr("POST", "/preview", {"kind": kind, "stage": stage, **more})
        assert answer["statusCode"] == 200, answer["body"]
        return said(answer)

    def begin(self, kind: str = "move", stage: str = "screened", **more: Any) -> str:
        """Prepare and begin; the id."""
        preview = self.preview(kind, stage, **(more or {"everybody": {}}))
        answer = self.hr("POST", "", {"bulk_id": preview["bulk_id"]})
        assert answer["statusCode"] == 200, answer["body"]
        return preview["bulk_id"]

    def after_the_hold(self) -> None:
        self.now = self.now + HOLD

    def work(self, bulk_id: str, milliseconds: int = 600_000) -> dict[str, Any]:
        """One invocation in the background."""
        return entry_point.handler({"bulk_id": bulk_id}, Lambda(milliseconds))

    def step(self, bulk_id: str, step: str) -> dict[str, Any]:
        answer = self.hr("POST", f"/{bulk_id}/{step}")
        assert answer["statusCode"] == 200, answer["body"]
        return said(answer)

    def shown(self, bulk_id: str) -> dict[str, Any]:
        return said(self.hr("GET", f"/{bulk_id}"))

    def route_all(self) -> None:
        """What the stream sets going: every stage entry is looked at."""
        for application_id in self.ids():
            for entry in self.stories.story(application_id).entries:
                route_stage_entry(self.stories, self.company.setup(), application_id, entry.number, now=self.now)

    def has_had_the_invitation(self, number: int) -> None:
        """The invitation of person `number` has gone out."""
        story = self.story(number)
        (mail,), (interview,) = story.messages, story.interviews
        self.outbox.claim(mail.claimed(self.now, "invitation#default#zh-CN@1"), interview)
        settle_sent(self.outbox, mail.application_id, mail.entry, mail.message_id, provider_id="ses-1", at=self.now)

    def ids(self) -> list[str]:
        return [row.application.application_id for row in ApplicationList(self.table).page(limit=100).rows]

    def story(self, number: int) -> Story:
        return self.stories.story(f"{number:020x}")

    def tally(self, bulk_id: str) -> Tally:
        return self.bulks.tally(bulk_id)

    def stages(self) -> list[str]:
        """Where everybody stands, by number."""
        return [self.stories.application(each).stage for each in sorted(self.ids())]

    def lists(self, bulk_id: str) -> list[tuple[str, int]]:
        return [tuple(each) for each in json.loads(self.outside.objects[f"bulk/{bulk_id}.json"])["applications"]]

    def everything(self) -> list[dict[str, Any]]:
        """Every item of the table, for "nothing was written"."""
        return self.table._client.json("dynamodb", "DynamoDB_20120810.Scan", {"TableName": self.table._name})["Items"]


def person(number: int, **changes: Any) -> Application:
    """Candidate `number`, who has applied."""
    usual = {
        "application_id": f"{number:020x}",
        "candidate_id": f"candidate-{number}",
        "name": f"候选{number}",
        "email": f"person{number}@example.com",
        "stage": "applied",
        "entry": 1,
        "created_at": NOW - timedelta(days=1, seconds=number),
    }
    return an_application(**(usual | changes))


type Put = Callable[..., None]


@pytest.fixture
def office(table: AuditedTable, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A company that invites sales people at once when they are screened; mails may go out day and night."""
    company = a_company(quiet_from=0, quiet_until=0, bulk_hold_seconds=300)
    CompanyStore(table, lambda: 0.0).save(company, a_position(), a_position(position_id="clerk", family="general"))
    CompanyStore(table, lambda: 0.0).save(a_rule())
    made = Office(table)
    monkeypatch.setattr(entry_point, "parts", made.parts)
    return made


@pytest.fixture
def people(office: Office) -> Put:
    """Lets people have applied."""

    def put_people(*applications: Application) -> None:
        for application in applications:
            entry = entry_of(application, at=NOW - timedelta(days=1), by="hr-1")
            office.table.write(put(application_item(application)), put(entry_item(entry)))

    return put_people
