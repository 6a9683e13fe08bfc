"""The whole system around the deployed handlers: one company's stack in simulated time.

`World` puts the simulators together as infra/stack.py puts the real services together. The handlers are the ones
that Lambda calls; their clock and their wire are all that is replaced (`installed`).
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from math import inf
from random import Random
from types import SimpleNamespace
from typing import Any, ClassVar
from unittest import mock

from aws_lambda_powertools.event_handler.api_gateway import BaseRouter

from functions.bulk import handler as bulk_handler
from functions.portal_api import handler as portal_handler
from functions.portal_api.areas import AREAS
from functions.remind import handler as remind_handler
from functions.replies import handler as replies_handler
from functions.send import handler as send_handler
from functions.track import handler as track_handler
from mianyue.adapters import aws_client, clock, log
from mianyue.adapters.bulk_records import DUE as DUE_BULKS
from mianyue.adapters.items import Item
from mianyue.adapters.keys import DUE_LISTS
from mianyue.adapters.sigv4 import Request
from mianyue.adapters.table import Key, key_item
from mianyue.adapters.wire import Answer
from mianyue.domain.moments import parse_stamp
from tests.simulators.aws import Bucket, SimulatedAws, Trouble, operation, payload
from tests.simulators.hub import Hub
from tests.simulators.inbox import BUCKET as INBOX
from tests.simulators.inbox import Inbox, InboxFaults
from tests.simulators.lambda_functions import Environment, Event, SimulatedFunction
from tests.simulators.scheduler import Scheduler, SchedulerFaults
from tests.simulators.ses import Quota, Ses, SesFaults
from tests.simulators.sqs import Queue, QueueFaults, QueueSettings
from tests.simulators.stream_mapping import StreamFaults, StreamMapping
from tests.simulators.table import MemoryTable

TABLE = "mianyue"
DUE = (*DUE_LISTS, DUE_BULKS)
SEND_QUEUE = QueueSettings(batch_size=1, visibility=360, receipts=5, at_once=2)
AWAITED_QUEUE = QueueSettings(batch_size=1, visibility=360, receipts=5, at_once=2)
REPLY_QUEUE = QueueSettings(batch_size=1, visibility=360, receipts=5, at_once=2)
EVENT_QUEUE = QueueSettings(batch_size=10, visibility=180, receipts=5, at_once=10)
SECONDS = {"send": 60, "track": 30, "remind": 120, "portal_api": 29, "bulk": 900, "replies": 60}
SWEEP_SECONDS = 5 * 60
_SWEEPS = 2
ORIGIN_SECRET = "origin-secret"
LINK_KEYS = {"active": "2", "1": "a" * 64, "2": "b" * 64}
_REMIND, _BULK, _SEND_QUEUE, _AWAITED_QUEUE = "arn:remind", "arn:bulk", "arn:send-queue", "arn:awaited-queue"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_REGION": "eu-central-1",
    "AWS_ENDPOINT_URL": "",
    "TABLE_NAME": TABLE,
    "SITE_URL": "https://jobs.example.com",
    "LINK_KEYS_SECRET": "link-keys",
    "ORIGIN_SECRET": ORIGIN_SECRET,
    "DATA_BUCKET": "data",
    "SEND_QUEUE_URL": "https://sqs/send",
    "SEND_QUEUE_ARN": _SEND_QUEUE,
    "AWAITED_QUEUE_URL": "https://sqs/awaited",
    "USER_POOL_ID": "eu-central-1_EXAMPLE",
    "AWAITED_QUEUE_ARN": _AWAITED_QUEUE,
    "REMIND_FUNCTION_ARN": _REMIND,
    "SCHEDULE_GROUP": "group",
    "SCHEDULER_ROLE_ARN": "arn:role",
    "SES_CONFIGURATION_SET": "mianyue",
    "POISONED_BUCKET": "poisoned",
    "SENDER_ADDRESS": "hr@example.com",
    "SENDERS": str(SEND_QUEUE.at_once),
    "AWAITED_SENDERS": str(AWAITED_QUEUE.at_once),
    "REPLY_DOMAIN": "reply.example.com",
    "REPLY_BUCKET": INBOX,
    "BULK_FUNCTION_NAME": "bulk",
    "IMPORTS_FUNCTION_NAME": "imports",
    "AWS_LAMBDA_FUNCTION_NAME": "bulk",
}


@dataclass
class Weather:
    """Everything that can go wrong, and how often. A calm one is `Weather()`."""

    trouble: Trouble = field(default_factory=Trouble)
    stream: StreamFaults = field(default_factory=StreamFaults)
    send_queue: QueueFaults = field(default_factory=QueueFaults)
    awaited_queue: QueueFaults = field(default_factory=QueueFaults)
    event_queue: QueueFaults = field(default_factory=QueueFaults)
    reply_queue: QueueFaults = field(default_factory=QueueFaults)
    inbox: InboxFaults = field(default_factory=InboxFaults)
    scheduler: SchedulerFaults = field(default_factory=SchedulerFaults)
    ses: SesFaults = field(default_factory=SesFaults)
    skew: float = 0.0
    """Seconds by which a process's clock may be wrong, either way."""


class World:
    """One stack. `random` decides everything that is not decided by the code under test."""

    current: ClassVar["World"]

    def __init__(self, *, now: float, random: Random, weather: Weather, quota: Quota | None = None) -> None:
        World.current = self
        self.hub = Hub(now)
        self.random = random
        self.swept: list[float] = []
        """When a sweep has gone well."""
        self.log_lines: list[str] = []
        self.on_cancelled: list[Callable[[Key], None]] = []
        """Hear of each reminder whose cancelling was answered with yes."""
        self.on_reminder_due: list[Callable[[dict[str, Any]], None]] = []
        """Hear of each reminder that somebody is woken for."""
        self._requests = count()
        self._earliest_due: float | None = None
        self.poisoned: list[str] = []
        self.undone: list[str] = []
        self.data = Bucket()
        self.send, self.track, self.remind, self.portal, self.bulk, self.replies = (
            self._function(name, handler)
            for name, handler in (
                ("send", send_handler.handler),
                ("track", track_handler.handler),
                ("remind", remind_handler.handler),
                ("portal_api", portal_handler.handler),
                ("bulk", bulk_handler.handler),
                ("replies", replies_handler.handler),
            )
        )
        self.stream = StreamMapping(self.hub, self.send, self.poisoned.append, random=random, faults=weather.stream)
        self.on_write: list[Callable[[Key, Item | None, Item | None], None]] = []
        self.table = MemoryTable(TABLE, clock=lambda: self.hub.now, on_record=self.stream.take, on_write=self._written)
        self.send_queue = Queue(self.hub, self.send, SEND_QUEUE, random=random, faults=weather.send_queue)
        self.awaited_queue = Queue(self.hub, self.send, AWAITED_QUEUE, random=random, faults=weather.awaited_queue)
        self.event_queue = Queue(self.hub, self.track, EVENT_QUEUE, random=random, faults=weather.event_queue)
        self.reply_queue = Queue(self.hub, self.replies, REPLY_QUEUE, random=random, faults=weather.reply_queue)
        self.inbox = Inbox(
            self.hub, self.data.objects.__setitem__, self.reply_queue.send, random=random, faults=weather.inbox
        )
        self.scheduler = Scheduler(
            self.hub,
            {
                _REMIND: self._wake_remind,
                _BULK: self._wake_bulk,
                _SEND_QUEUE: self.send_queue.send,
                _AWAITED_QUEUE: self.awaited_queue.send,
            },
            random=random,
            faults=weather.scheduler,
        )
        self.ses = Ses(self.hub, self.event_queue.send, random=random, faults=weather.ses, quota=quota or Quota())
        services = {
            "dynamodb": lambda request: self.table.call(operation(request), payload(request)),
            "sqs": self._sqs,
            "email": self._email,
            "scheduler": self._schedule,
            "secretsmanager": lambda _: {"SecretString": json.dumps(LINK_KEYS)},
            "s3": self.data,
            "lambda": self._invoke,
        }
        self.aws = SimulatedAws(self.hub, services, random=random, trouble=weather.trouble)
        self.skew = weather.skew
        self.weather(weather)
        self.scheduler.every(SWEEP_SECONDS, self._sweep)

    def weather(self, weather: Weather) -> None:
        """From now on, this goes wrong."""
        self.aws.trouble = weather.trouble
        self.stream.faults = weather.stream
        self.send_queue.faults = weather.send_queue
        self.awaited_queue.faults = weather.awaited_queue
        self.event_queue.faults = weather.event_queue
        self.reply_queue.faults = weather.reply_queue
        self.inbox.faults = weather.inbox
        self.scheduler.faults = weather.scheduler
        self.ses.faults = weather.ses
        self.skew = weather.skew

    def item(self, key: Key) -> Item | None:
        """What stands in the table under `key`."""
        item: Item | None = self.table.call("GetItem", {"TableName": TABLE, "Key": key_item(key)}).get("Item")
        return item

    def listed(self, pk: str, *, index: bool = False, until: str = "", limit: int = 1000) -> list[Item]:
        """A partition of the table or of its index."""
        names = ("gsi1pk", "gsi1sk") if index else ("pk", "sk")
        condition, values = f"{names[0]} = :pk", {":pk": {"S": pk}}
        if until:
            condition, values = f"{condition} AND {names[1]} < :until", values | {":until": {"S": until}}
        request = {"TableName": TABLE, "KeyConditionExpression": condition, "ExpressionAttributeValues": values}
        request |= {"Limit": limit, **({"IndexName": "gsi1"} if index else {})}
        found: list[Item] = self.table.call("Query", request)["Items"]
        return found

    def swept_since(self, moment: float) -> bool:
        """Whether what was to be found then must have been: a sweep that does not run helps nobody, and one that does
        may still fail with the very item."""
        return sum(swept > moment for swept in self.swept) >= _SWEEPS

    def functions(self) -> tuple[SimulatedFunction, ...]:
        """All of them."""
        return self.send, self.track, self.remind, self.portal, self.bulk, self.replies

    def moment(self, seconds: float = 0.0) -> datetime:
        """The true time, so many seconds from now."""
        return datetime.fromtimestamp(self.hub.now + seconds, UTC)

    def something_due(self, moment: float) -> bool:
        """Whether a sweep at `moment` would find anything."""
        if self._earliest_due is None:
            firsts = [item for each in DUE for item in self.listed(each, index=True, limit=1)]
            moments = (parse_stamp(item["gsi1sk"]["S"]).timestamp() for item in firsts)
            self._earliest_due = min(moments, default=inf)
        return self._earliest_due < moment

    def request(self, event: Event, then: Callable[[dict[str, Any]], None] = lambda _: None) -> None:
        """A request to the HTTP API; `then` gets its answer, if there is one."""
        event["requestContext"]["requestId"] = f"request-{next(self._requests)}"
        function = self.bulk if event["rawPath"].startswith("/api/hr/bulks") else self.portal
        function.invoke(event, lambda outcome: then(outcome.answer) if outcome.ok else None)

    def hr_was_told(self, reminder: Key) -> None:
        """HR has been told that a reminder is cancelled."""
        for listener in self.on_cancelled:
            listener(reminder)

    def _function(self, name: str, handler: Callable[[Event, Any], Any]) -> SimulatedFunction:
        def skew() -> float:
            return self.random.uniform(-self.skew, self.skew)

        framework = {"put_away": _put_away_powertools} if name in ("portal_api", "bulk") else {}
        return SimulatedFunction(
            self.hub, name, handler, seconds=SECONDS[name], skew=skew, random=self.random, **framework
        )

    def _written(self, key: Key, before: Item | None, after: Item | None) -> None:
        if any(image and image.get("gsi1pk", {}).get("S") in DUE for image in (before, after)):
            self._earliest_due = None
        for listener in self.on_write:
            listener(key, before, after)

    def _sqs(self, request: Request) -> dict[str, Any]:
        asked = payload(request)
        queues = {"send": self.send_queue, "awaited": self.awaited_queue}
        queues[asked["QueueUrl"].rpartition("/")[2]].send(asked["MessageBody"], asked["DelaySeconds"])
        return {"MessageId": "m"}

    def _email(self, request: Request) -> dict[str, Any]:
        return self.ses.account() if request.method == "GET" else self.ses.send(payload(request))

    def _schedule(self, request: Request) -> dict[str, Any]:
        name = request.path.rpartition("/")[2]
        if request.method == "DELETE":
            return self.scheduler.delete(name)
        ask = self.scheduler.update if request.method == "PUT" else self.scheduler.create
        return ask(name, payload(request))

    def _wake_remind(self, input_: str) -> None:
        reminder = json.loads(input_)
        self.remind.invoke_later(reminder, self._undone("remind"))
        for listener in self.on_reminder_due:
            listener(reminder)

    def _wake_bulk(self, input_: str) -> None:
        self.bulk.invoke_later(json.loads(input_), self._undone("bulk"))

    def _invoke(self, request: Request) -> bytes:
        """Lambda's own API: only the bulk function is ever invoked by another, or by itself."""
        assert request.path.endswith("/functions/bulk/invocations"), request.path
        self._wake_bulk(request.body.decode())
        return b""

    def _sweep(self) -> None:
        """A sweep that would find nothing is not started: it would only read an empty list."""
        if self.something_due(self.hub.now + self.skew):
            self.remind.invoke_later(
                {"sweep": True}, self._undone("remind"), done=lambda: self.swept.append(self.hub.now)
            )

    def _undone(self, name: str) -> Callable[[Event], None]:
        def keep(event: Event) -> None:
            context = {"functionArn": f"arn:{name}:$LATEST", "condition": "RetriesExhausted"}
            self.undone.append(json.dumps({"requestContext": context, "requestPayload": event}))

        return keep


def _put_away_powertools() -> Callable[[], None]:
    """Powertools keeps the request it works on in a class and in its app: a process of its own never notices."""
    request = getattr(BaseRouter, "current_event", None), getattr(BaseRouter, "lambda_context", None)
    contexts = [(app.context, dict(app.context)) for app in (*map(portal_handler.app, AREAS), bulk_handler.app())]

    def take_up_again() -> None:
        BaseRouter.current_event, BaseRouter.lambda_context = request  # type: ignore[assignment]
        for context, kept in contexts:
            context.clear()
            context.update(kept)

    return take_up_again


class _Wire:
    def __init__(self, *_: object) -> None:
        return

    def exchange(self, request: Request, headers: object, *, secure: bool = True) -> Answer:
        return World.current.aws.exchange(request)


def _environment() -> Environment | None:
    task = Hub.task()
    return task.owner if task and isinstance(task.owner, Environment) else None


def _seconds() -> float:
    environment = _environment()
    return World.current.hub.now + (environment.skew if environment else 0.0)


def _sleep(seconds: float) -> None:
    if Hub.task():
        World.current.hub.wait(seconds)


def _write(line: str) -> None:
    World.current.log_lines.append(line)


@contextmanager
def installed() -> Iterator[None]:
    """Within this context the handlers live in the current world: its wire, its time, its environments."""
    time = SimpleNamespace(time=_seconds, monotonic=lambda: World.current.hub.now, sleep=_sleep)
    stdout = SimpleNamespace(write=_write)
    with ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, ENVIRONMENT))
        stack.enter_context(mock.patch.object(aws_client, "Wire", _Wire))
        stack.enter_context(mock.patch.object(clock, "time", time))
        stack.enter_context(mock.patch.object(log, "sys", SimpleNamespace(stdout=stdout)))
        for handler, name in (
            (send_handler, "parts"),
            (track_handler, "parts"),
            (remind_handler, "parts"),
            (bulk_handler, "parts"),
            (portal_handler, "parts"),
            (replies_handler, "parts"),
        ):
            stack.enter_context(mock.patch.object(handler, name, _in_each_environment(getattr(handler, name))))
        yield


def _in_each_environment(cached: Callable[[], Any]) -> Callable[[], Any]:
    """A wiring that is made once in each process, as `cached` is in a real one."""
    make = cached.__wrapped__  # type: ignore[attr-defined]

    def wired() -> Any:
        environment = _environment()
        return environment.wired(make) if environment else make()

    return wired
