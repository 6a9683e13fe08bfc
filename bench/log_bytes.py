"""What one invitation writes to the logs, from its stage entry to the candidate's session.

The deployed handlers live it through on moto: routed, queued, sent; Send, Delivery and Open of SES; the link
followed; the session opened. Counted are the bytes they write to standard output, line ends included, which Lambda
passes on as they are. Not counted: Lambda's own lines, of which there are none for what goes well
(`system_log_level_v2` in infra/parts/function.py), and the API's access log, two lines of about 140 bytes.
"""

import json
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from copy import replace
from io import StringIO
from itertools import chain
from typing import Any
from unittest import mock

import boto3
from moto.server import ThreadedMotoServer

from bench.cold.events import link_hit, mail_due
from bench.cold.process import ENVIRONMENT
from bench.measuring import Row
from functions.portal_api import wiring as portal_wiring
from functions.portal_api.handler import handler as portal_api
from functions.send import wiring as send_wiring
from functions.send.handler import handler as send
from functions.track import wiring as track_wiring
from functions.track.handler import handler as track
from mianyue import starter
from mianyue.adapters import clock, keys
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.items import Item
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import INDEXES, Table, put
from mianyue.domain.application import Application, CandidateType, StageEntry
from mianyue.domain.message import Message
from mianyue.domain.moments import stamp

_GOAL = 600
_APPLICATION_ID = "0123456789abcdef0123"
_QUEUE = "arn:aws:sqs:eu-central-1:123456789012:events"
_EVENTS: dict[str, dict[str, Any]] = {"Send": {}, "Delivery": {}, "Open": {"userAgent": "Mozilla/5.0 (iPhone)"}}


def log_rows() -> list[Row]:
    """Row 12: bytes of one invitation's whole life."""
    return [Row(12, "log: bytes of an invitation, stage entry to session", sum(map(_bytes, written_lines())), _GOAL)]


def written_lines() -> list[str]:
    """The lines that the functions write for one invitation."""
    written = StringIO()
    with _aws(), redirect_stdout(written):
        entry = _stage_entry()
        message = _sent(entry)
        _tracked(message)
    return written.getvalue().splitlines()


def _bytes(line: str) -> int:
    return len(line.encode()) + 1


def _sent(entry: StageEntry) -> Message:
    """The send function's part: the entry is routed, its message is queued and sent."""
    _well(send(_streamed(keys.entry_item(entry)), None))
    (message,) = StoryStore(_table()).story(_APPLICATION_ID).messages
    _well(send(_streamed(keys.message_item(message)), None))
    _well(send(mail_due(message), None))
    return message


def _tracked(message: Message) -> None:
    """What comes back: SES's events, the link, the session."""
    for kind, details in _EVENTS.items():
        record = {"messageId": kind, "eventSourceARN": _QUEUE, "body": _told(kind, details, message)}
        _well(track({"Records": [record]}, None))
    kept = boto3.client("s3").get_object(Bucket=ENVIRONMENT["DATA_BUCKET"], Key=f"mail/{message.message_id}.json")
    (token,) = set(re.findall(r"/t/([\w-]+)", json.loads(kept["Body"].read())["html"]))
    _well(track(link_hit(token), None), 302)
    _well(portal_api(_session(token), None), 200)


def _well(answer: dict[str, Any], status: int | None = None) -> None:
    if answer.get("statusCode") != status or answer.get("batchItemFailures"):
        raise AssertionError(f"the function has failed: {answer}")


def _streamed(image: Item) -> dict[str, Any]:
    return {"Records": [{"eventSource": "aws:dynamodb", "dynamodb": {"SequenceNumber": "1", "NewImage": image}}]}


def _told(kind: str, details: dict[str, Any], message: Message) -> str:
    now = stamp(clock.now())
    tags = {"application": message.application_id, "entry": str(message.entry), "message": message.message_id}
    tags |= {"ses:configuration-set": ENVIRONMENT["SES_CONFIGURATION_SET"]}
    mail = {"timestamp": now, "messageId": "0100ses", "tags": {name: [value] for name, value in tags.items()}}
    return json.dumps({"eventType": kind, "mail": mail, kind.lower(): {"timestamp": now, **details}})


def _session(token: str) -> dict[str, Any]:
    event = link_hit(token)
    event["rawPath"] = event["requestContext"]["http"]["path"] = "/api/candidate/session"
    event["requestContext"]["http"]["method"] = "POST"
    event["headers"]["content-type"] = "application/json"
    return event | {"routeKey": "ANY /api/candidate/{proxy+}", "body": json.dumps({"token": token})}


def _table() -> Table:
    return Table(environment_client(), ENVIRONMENT["TABLE_NAME"])


def _stage_entry() -> StageEntry:
    """A candidate whom a rule of the starter invites."""
    rule = starter.default_rules()[0]
    position = next(
        each for each in starter.positions("https://interview.example.com/") if rule.family in ("", each.family)
    )
    table, now = _table(), clock.now()
    company = CompanyStore(table, clock.monotonic)
    # Nothing holds it back, so that it goes out at this very moment, whatever the hour.
    at_once = replace(starter.company(), hold_seconds=0, quiet_from=0, quiet_until=0)
    company.save(at_once, position, *starter.default_rules(), *starter.templates())
    application = Application(
        application_id=_APPLICATION_ID,
        candidate_id="candidate-1",
        position_id=position.position_id,
        name="欧阳敏",
        email="ouyang.min@example.com",
        phone="+8618519664073",
        candidate_type=CandidateType.EXPERIENCED,
        language="zh-CN",
        zone="Asia/Shanghai",
        stage=rule.stage,
        entry=1,
        created_at=now,
    )
    entry = StageEntry(_APPLICATION_ID, 1, rule.stage, now, "hr-1")
    table.write(put(keys.application_item(application)), put(keys.entry_item(entry)))
    return entry


@contextmanager
def _aws() -> Iterator[None]:
    """An empty stack on moto, and the functions' environment; their parts are made anew for it."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it writes a line for each request
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        with mock.patch.dict(os.environ, {**ENVIRONMENT, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}):
            os.environ["SEND_QUEUE_URL"] = os.environ["AWAITED_QUEUE_URL"] = _stack()
            for cached in (send_wiring.parts, track_wiring.parts, portal_wiring.parts, portal_wiring.settings):
                cached.cache_clear()
            yield
    finally:
        server.stop()


def _stack() -> str:
    """Table, bucket, keys, sender, schedules, and the queue, whose address it is."""
    key = {"pk": "HASH", "sk": "RANGE"}
    indexes = {name: {f"{name}pk": "HASH", f"{name}sk": "RANGE"} for name in INDEXES}
    boto3.client("dynamodb").create_table(
        TableName=ENVIRONMENT["TABLE_NAME"],
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": "S"} for name in (*key, *chain(*indexes.values()))
        ],
        KeySchema=_keys(key),
        GlobalSecondaryIndexes=[
            {"IndexName": name, "KeySchema": _keys(index), "Projection": {"ProjectionType": "ALL"}}
            for name, index in indexes.items()
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    boto3.client("s3").create_bucket(
        Bucket=ENVIRONMENT["DATA_BUCKET"],
        CreateBucketConfiguration={"LocationConstraint": "eu-central-1"},
    )
    secret = json.dumps({"active": "1", "1": "k" * 64})
    boto3.client("secretsmanager").create_secret(Name=ENVIRONMENT["LINK_KEYS_SECRET"], SecretString=secret)
    mails = boto3.client("sesv2")
    mails.create_configuration_set(ConfigurationSetName=ENVIRONMENT["SES_CONFIGURATION_SET"])
    mails.create_email_identity(EmailIdentity=ENVIRONMENT["SENDER_ADDRESS"])
    boto3.client("scheduler").create_schedule_group(Name=ENVIRONMENT["SCHEDULE_GROUP"])
    return str(boto3.client("sqs").create_queue(QueueName="send")["QueueUrl"])


def _keys(attributes: dict[str, str]) -> Any:
    return [{"AttributeName": name, "KeyType": kind} for name, kind in attributes.items()]
