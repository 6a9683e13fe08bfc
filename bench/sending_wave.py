"""A wave of invitations, all due at once, and what the senders need around them: table, archive, queue, schedules.

The senders are the deployed ones with their channel, their client and their pace; SES and time are played.
"""

import heapq
from collections.abc import Sequence
from copy import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from bench.ses_stand_in import SesStandIn, StandInWire
from bench.simulated_time import SimulatedTime
from functions.send.send_message import Sender
from functions.send.write_mail import Mail
from mianyue.adapters import clock
from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.mail_channel import MailChannel
from mianyue.adapters.send_quota import ask_quota
from mianyue.adapters.sending_rate import SendingRate
from mianyue.adapters.sigv4 import Credentials
from mianyue.domain.application import Application, CandidateType
from mianyue.domain.errors import Conflict
from mianyue.domain.interview import Interview
from mianyue.domain.message import Kind, Message, Status, new_message
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.reminder import Reminder
from mianyue.domain.reminder_day import Place
from mianyue.domain.sendable import Sendable
from mianyue.domain.tracking import ExceptionCase

_CALL_SECONDS = 0.001
"""One call of DynamoDB, S3, SQS or Scheduler, as on a loopback."""
_SES_SECONDS = 0.002
_VISIBILITY_SECONDS = 360.0
_START = datetime(2026, 11, 23, 2, tzinfo=UTC)
_AT_WORK = (Status.QUEUED, Status.SENDING)


class Wave:
    """So many messages, sent by `senders` processes through one SES account. Every latency varies by a half."""

    def __init__(self, ses: SesStandIn, *, mails: int, senders: int = 2, seed: int = 1) -> None:
        self.ses = ses
        self.time = SimulatedTime(_START.timestamp())
        self.found = {each.message.message_id: each for each in map(_sendable, range(mails))}
        self.ended_at = 0.0
        self._senders = senders
        self._random = Random(seed)  # noqa: S311 - latencies, no secret
        self._left = mails
        self._numbers = count()
        self._waiting = [(self.time.now, next(self._numbers), name) for name in self.found]

    def send_all(self) -> None:
        """Let the senders work until nothing is queued or being sent."""
        with self.time.installed():
            self.time.run(*[self._process] * self._senders)
        self.ended_at = self.time.now

    def statuses(self) -> set[Status]:
        """How the messages stand."""
        return {each.message.status for each in self.found.values()}

    # What stands around a sender.

    def sendable(self, _application_id: str, _entry: int, message_id: str) -> Sendable:
        """A message with its interview and application."""
        self._call()
        return self.found[message_id]

    def cause(self, _message: Message) -> None:
        """No bulk action has caused these."""

    def claim(self, message: Message, _interview: Interview, _places: Sequence[Place], _address: str) -> None:
        """Queued → sending. Raises Conflict."""
        self._change(message, Status.QUEUED)

    def release(self, message: Message, due_at: datetime) -> Message:
        """Sending → queued. Raises Conflict."""
        released = replace(message, status=Status.QUEUED, due_at=due_at, claimed_at=None)
        self._change(released, Status.SENDING)
        return released

    def hold(self, message: Message, due_at: datetime, why: str = "") -> Message:
        """Queued → queued with a new due time. Raises Conflict."""
        held = replace(message, due_at=due_at, held_for=why)
        self._change(held, Status.QUEUED)
        return held

    def drop(self, message: Message, _interview: Interview, reason: str, *, again: datetime | None = None) -> None:
        """Queued → dropped; of a wave of invitations, nothing is to be decided `again`. Raises Conflict."""
        del again
        self._change(replace(message, status=Status.DROPPED, reason=reason), Status.QUEUED)

    def cancel(self, message: Message, reason: str, **_: object) -> None:
        """Queued → dropped, because somebody wants it so. Raises Conflict."""
        self._change(replace(message, status=Status.DROPPED, reason=reason), Status.QUEUED)

    def fail(self, message: Message, reason: str, _case: ExceptionCase) -> None:
        """Queued or sending → failed. Raises Conflict."""
        self._change(replace(message, status=Status.FAILED, reason=reason), message.status)

    def settle(
        self, message: Message, sent: Message, *, reminder: Reminder | None = None, **_: object
    ) -> Reminder | None:
        """Sending → sent; the reminder that waits now. Raises Conflict."""
        self._change(sent, message.status)
        return reminder

    def keep(self, _message_id: str, _outgoing: object) -> None:
        """The archive."""
        self._call()

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        """The queue: a new message of it."""
        self._call()
        self._put(message.message_id, delay_seconds)

    def reminder(self, _reminder: Reminder) -> None:
        """A schedule."""
        self._call()

    def _process(self) -> None:
        """One execution environment: takes one message at a time, as Lambda hands them to it."""
        sender = self._sender()
        while (name := self._taken()) is not None:
            message = self.found[name].message
            try:
                sender.send(message.application_id, message.entry, name, now=clock.now())
            except Conflict:
                self._put(name, _VISIBILITY_SECONDS)

    def opens(self, _found: Sendable, now: datetime) -> datetime:
        """Mails go out at any hour."""
        return now

    def places(self, _found: Sendable, _now: datetime) -> tuple[Place, ...]:
        """A day has no end to its reminders."""
        return ()

    def next_day(self, _found: Sendable, now: datetime) -> datetime:
        """Nobody is put off to it."""
        return now

    def position_filled(self, _found: Sendable) -> bool:
        """Everybody is still wanted."""
        return False

    def _sender(self) -> Sender:
        wire = StandInWire(self.ses, lambda: self._seconds(_SES_SECONDS))
        client = AwsClient(wire, region="eu-central-1", credentials=lambda: Credentials("of", "nobody"))
        pace = SendingRate(lambda: ask_quota(client), self._senders)
        channel = MailChannel(client, pace, configuration_set="mianyue")
        return Sender(
            outbox=self,
            channels={"mail": Mail(_mail, channel)},
            awaited={},
            policy=self,
            archive=self,
            queue=self,
            schedules=self,
            chance=self._random.random,
        )

    def _taken(self) -> str | None:
        """The next message that is visible, once one is; None when all is done."""
        while self._left:
            if self._waiting and self._waiting[0][0] <= self.time.now:
                return heapq.heappop(self._waiting)[2]
            self.time.sleep(self._waiting[0][0] - self.time.now if self._waiting else _CALL_SECONDS)
        return None

    def _put(self, name: str, delay: float) -> None:
        heapq.heappush(self._waiting, (self.time.now + delay, next(self._numbers), name))

    def _change(self, message: Message, expected: Status) -> None:
        self._call()
        found = self.found[message.message_id]
        if found.message.status is not expected:
            raise Conflict("message")
        self.found[message.message_id] = Sendable(found.application, found.interview, message)
        self._left -= message.status not in _AT_WORK

    def _call(self) -> None:
        self.time.sleep(self._seconds(_CALL_SECONDS))

    def _seconds(self, usual: float) -> float:
        return usual * self._random.uniform(0.5, 1.5)


def _sendable(number: int) -> Sendable:
    application = Application(
        application_id=f"{number:020x}",
        candidate_id=f"candidate-{number}",
        position_id="sales-rep",
        name="欧阳敏",
        email=f"candidate-{number}@example.com",
        phone="+8618519664073",
        candidate_type=CandidateType.EXPERIENCED,
        language="zh-CN",
        zone="Asia/Shanghai",
        stage="screened",
        entry=1,
        created_at=_START,
    )
    interview = Interview(
        application_id=application.application_id,
        number=1,
        listed_at=_START,
        rule_id="sales-at-once",
        position_id="sales-rep",
        candidate_type="experienced",
        language="zh-CN",
        zone="Asia/Shanghai",
        invited_at=_START,
        starts_at=_START + timedelta(days=5),
        deadline=_START + timedelta(days=9),
        length_minutes=30,
        platform_url="https://interview.example.com/room",
        unopened_after_seconds=24 * 3600,
    )
    return Sendable(application, interview, new_message(interview, Kind.INVITATION, "invite", now=_START))


def _mail(found: Sendable) -> OutgoingMail:
    """Writing is measured elsewhere: what counts here is when a mail goes out."""
    return OutgoingMail(
        to=found.application.email,
        sender_name="星河科技",
        sender="hr@example.com",
        reply_to="",
        subject="面试邀请",
        html="<p>您好</p>",
        text="您好",
        template="invitation#default#zh-CN@1",
        tags={"message": found.message.message_id},
    )
