"""One invited candidate, whose mails come in, around the handler that Lambda calls."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.replies import handler as edge
from functions.replies.hand_on import HandingOn
from functions.replies.wiring import Parts
from mianyue.adapters import clock
from mianyue.adapters.keys import application_item, entry_item, reminder_item
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.reply_addresses import ReplyAddresses
from mianyue.adapters.reply_store import ReplyStore
from mianyue.adapters.table import Table, put
from mianyue.domain.company import Company
from mianyue.domain.errors import NotFound
from mianyue.domain.interview import Interview
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.tracking import Story
from mianyue.domain.trial import Trial
from tests.builders import (
    APPLICATION_ID,
    NOW,
    a_company,
    a_reminder,
    an_application,
    an_entry,
    an_interview,
    an_invitation,
)
from tests.replies.ses import BUCKET, DOMAIN, a_notification, a_record
from tests.simulators.memory_client import memory_table

SIGNER = LinkSigner(lambda: {"active": "1", "1": "key"})
ADDRESSES = ReplyAddresses(SIGNER, DOMAIN)


class Office:
    """HR's side: the set-up, and the mails that are to be sent to HR."""

    def __init__(self) -> None:
        self.company: Company = a_company(hr_email="hr@office.example.com")
        self.kept: dict[str, OutgoingMail] = {}
        self.queued: list[Trial] = []

    def setup(self) -> "Office":
        return self

    def keep(self, message_id: str, outgoing: OutgoingMail) -> None:
        self.kept[message_id] = outgoing

    def trial(self, trial: Trial) -> None:
        self.queued.append(trial)


class Inbox:
    """The bucket of what comes in."""

    def __init__(self) -> None:
        self.mails: dict[str, bytes] = {}
        self.asked: list[str] = []

    def get(self, key: str) -> bytes:
        self.asked.append(key)
        if key not in self.mails:
            raise NotFound("object")
        return self.mails[key]


class Post:
    """Brings mails to the handler, and looks at what came of them."""

    def __init__(self, table: Table) -> None:
        self.table, self.stories = table, ReplyStore(table)
        self.office, self.inbox = Office(), Inbox()
        handing_on = HandingOn(
            self.office, self.office, self.office, "post@example.com", DOMAIN, "https://jobs.example"
        )
        self.parts = Parts(self.stories, ADDRESSES, self.inbox, handing_on, BUCKET)  # type: ignore[arg-type]

    def brings(self, raw: bytes, *recipients: str, key: str = "inbound/mail-1", **told: str) -> list[dict[str, str]]:
        """SES has taken a mail in; what the queue is to bring again."""
        self.inbox.mails[key] = raw
        return self.tells(a_notification(*(recipients or (self.address,)), key=key, **told))

    def tells(self, *told: dict[str, Any] | str) -> list[dict[str, str]]:
        """The queue brings notifications; what it is to bring again."""
        records = [a_record(each, number) for number, each in enumerate(told)]
        failures: list[dict[str, str]] = edge.handler({"Records": records}, None)["batchItemFailures"]
        return failures

    @property
    def address(self) -> str:
        """Where answers to the interview's mails go."""
        return ADDRESSES.of(self.interview)

    @property
    def story(self) -> Story:
        return self.stories.story(APPLICATION_ID)

    @property
    def interview(self) -> Interview:
        return self.stories.interview(APPLICATION_ID, 2)

    def happened(self) -> list[str]:
        """The names of the events, in order."""
        return [event.name for event in self.story.events]


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    table = memory_table()
    table.write(put(application_item(an_application())), put(entry_item(an_entry())))
    made = Post(table)
    made.stories.invite(an_entry(routed_at=NOW), an_interview(), [an_invitation()], [])
    table.write(put(reminder_item(a_reminder())))
    monkeypatch.setattr(edge, "parts", lambda: made.parts)
    monkeypatch.setattr(clock, "now", now)
    return made


def now() -> datetime:
    """A day after the invitation."""
    return NOW + timedelta(days=1)


def a_mail(
    text: str = "我周四可以", *, sender: str = "ouyang.min@example.com", subject: str = "Re: AI", **more: str
) -> bytes:
    """A plain mail; `more` are headers, `_` for `-`."""
    headers = {"From": sender, "Subject": subject, "Message-ID": "<1@example.com>"}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()
