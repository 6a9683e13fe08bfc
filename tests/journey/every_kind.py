"""One candidate for each kind of mail there is, brought as far as it takes for that mail to arrive."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from local.laptop import REGION
from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.keys import message_item
from mianyue.adapters.sigv4 import Credentials
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import ABSENT, Table, put
from mianyue.adapters.wire import Wire
from mianyue.domain.interview import Fact, Interview
from mianyue.domain.message import Kind, new_message
from mianyue.domain.tracking import TrackingEvent
from mianyue.recording import record_fact
from tests.journey.hr import Candidate, Hr
from tests.journey.laptop import RunningLaptop

POSITION = "巡展讲解员"
"""A position of its own, whose rule reminds nobody by itself: what comes later would change what is compared."""


@dataclass(frozen=True)
class Invited:
    """Somebody who has just been invited, and the hands that bring them further."""

    laptop: RunningLaptop
    hr: Hr
    table: Table
    email: str
    link: str

    @property
    def candidate(self) -> Candidate:
        """They, with the page open."""
        candidate = Candidate(self.laptop, self.link)
        candidate.arrive()
        return candidate

    @property
    def row(self) -> Any:
        """Their line in HR's list."""
        return self.hr.of(self.email)

    @property
    def interview(self) -> Interview:
        """Their interview."""
        return StoryStore(self.table).interview(self.row["application_id"], self.row["entry"])

    def write(self, kind: Kind, **facts: str) -> None:
        """Put a message into the outbox, as whoever wants one sent does."""
        message = new_message(self.interview, kind, "1", now=datetime.now(UTC), facts=facts)
        self.table.write(put(message_item(message), ABSENT))

    def answer_wish(self, how: str, **body: str) -> None:
        """They ask for another time, and HR answers."""
        wish = _later(self.interview.starts_at, hours=1)
        self.candidate.act("new-time", {"wishes": [wish], "note": ""})
        application_id = self.row["application_id"]
        (case,) = self.hr.detail(application_id)["cases"]
        self.hr.call("POST", f"/applications/{application_id}/cases/{case['case_id']}/{how}", {"note": "", **body})


def _later(moment: datetime, **time: int) -> str:
    return (moment + timedelta(**time)).isoformat()


def _nothing(_: Invited) -> None:
    """To be invited is enough."""


def _is_reminded_unopened(invited: Invited) -> None:
    invited.write(Kind.UNOPENED_REMINDER)


def _is_asked_to_confirm(invited: Invited) -> None:
    invited.laptop.open_mail(invited.laptop.mails(invited.email)[0]["id"])
    invited.hr.wait_for_progress(invited.row["application_id"], "opened")
    invited.write(Kind.UNCONFIRMED_REMINDER)


def _confirms(invited: Invited) -> None:
    invited.candidate.act("confirm")


def _gets_the_time(invited: Invited) -> None:
    invited.answer_wish("accept", starts_at=_later(invited.interview.starts_at, hours=1))


def _gets_another_time(invited: Invited) -> None:
    invited.answer_wish("propose", starts_at=_later(invited.interview.starts_at, days=1))


def _keeps_the_time(invited: Invited) -> None:
    invited.answer_wish("refuse")


def _is_answered(invited: Invited) -> None:
    invited.write(Kind.ANSWER, question="可以用手机参加吗？", answer="可以。")


def _is_rejected(invited: Invited) -> None:
    invited.hr.move("rejected", invited.row)


def _lets_the_time_pass(invited: Invited) -> None:
    """As the sweep writes it when the deadline has passed."""
    interview, now = invited.interview, datetime.now(UTC)
    event = TrackingEvent(interview.application_id, interview.number, "passed", Fact.EXPIRED, now, "system")
    mail = new_message(interview, Kind.EXPIRY, event.event_id, now=now)
    record_fact(StoryStore(invited.table), Fact.EXPIRED, event, messages=[mail])


def _asks_for_a_link(invited: Invited) -> None:
    token = invited.link.rpartition("/")[2]
    assert invited.laptop.request("POST", "/api/candidate/fresh-link", {"token": token}).status == 200


PROVOKED: dict[Kind, Callable[[Invited], None]] = {
    Kind.INVITATION: _nothing,
    Kind.UNOPENED_REMINDER: _is_reminded_unopened,
    Kind.UNCONFIRMED_REMINDER: _is_asked_to_confirm,
    Kind.CONFIRMATION: _confirms,
    Kind.NEW_TIME_ACCEPTED: _gets_the_time,
    Kind.NEW_TIME_PROPOSED: _gets_another_time,
    Kind.NEW_TIME_REFUSED: _keeps_the_time,
    Kind.ANSWER: _is_answered,
    Kind.WITHDRAWAL: _is_rejected,
    Kind.EXPIRY: _lets_the_time_pass,
    Kind.FRESH_LINK: _asks_for_a_link,
}
"""How each kind of mail comes about."""


def address(kind: Kind) -> str:
    """Whoever gets this kind of mail."""
    return f"{kind.replace('_', '-')}@every-kind.example.com"


def bring_out_every_kind(laptop: RunningLaptop) -> dict[Kind, list[dict[str, Any]]]:
    """Everybody's mails, once the one of their kind is there."""
    hr = Hr(laptop)
    lines = [f"看客,{address(kind)},{POSITION}" for kind in PROVOKED]
    hr.import_file("kinds.csv", "\n".join(["姓名,邮箱,应聘岗位", *lines]).encode())
    (position,) = [each for each in hr.call("GET", "/setup")["positions"] if each["name"] == POSITION]
    rule = {"stage": "screened", "position_id": position["position_id"], "enabled": True, "reminders": 0}
    hr.call("POST", "/setup/rules", {"rule": rule | {"withdrawal_mail": True, "expiry_mail": True}})
    hr.move("screened", *[hr.of(address(kind)) for kind in PROVOKED])
    with _table(laptop) as table:
        for kind, provoke in PROVOKED.items():
            (mail,) = laptop.wait_for_mails(address(kind))
            invited = Invited(laptop, hr, table, address(kind), laptop.link(mail["id"]))
            hr.wait_for_progress(invited.row["application_id"], "delivered")
            provoke(invited)
    return {kind: laptop.wait_for(lambda kind=kind: _arrived(laptop, hr, kind), seconds=120) for kind in PROVOKED}


def _arrived(laptop: RunningLaptop, hr: Hr, kind: Kind) -> list[dict[str, Any]] | None:
    """Everything somebody has been sent, once what is theirs is among it and no mail is on its way."""
    messages = hr.detail(hr.of(address(kind))["application_id"])["messages"]
    sent = {each["kind"]: each["status"] == "sent" for each in messages}
    mails = laptop.mails(address(kind))
    return mails if sent.get(kind) and all(sent.values()) and len(mails) == len(messages) else None


@contextmanager
def _table(laptop: RunningLaptop) -> Iterator[Table]:
    """The running stack's table, as the functions use it."""
    wire, credentials = Wire(), Credentials("test", "test")
    client = AwsClient(wire, region=REGION, credentials=lambda: credentials, endpoint=laptop.laptop.engine_url)
    yield Table(client, laptop.outputs["TableName"])
    wire.close()
