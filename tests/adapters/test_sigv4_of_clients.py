"""The calls we make, as botocore's own clients make them: we would spell and sign each as they do."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl, unquote, urlsplit

import botocore.session
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config

from mianyue.adapters.sigv4 import Credentials, Request, signed_headers

NOW = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
REGION = "ap-northeast-1"
CREDENTIALS = Credentials("ASIA", "secret", "token+/==")
ARN = "arn:aws:lambda:ap-northeast-1:123456789012:function:mianyue-imports"
KEY = {"pk": {"S": "应用#1"}, "sk": {"S": "面试#0001"}}
MAIL = {"Simple": {"Subject": {"Data": "面试邀请"}, "Body": {"Text": {"Data": "您好"}}}}
SCHEDULE = {
    "FlexibleTimeWindow": {"Mode": "OFF"},
    "ScheduleExpression": "at(2027-01-01T00:00:00)",
    "Target": {"Arn": ARN, "RoleArn": "arn:aws:iam::123456789012:role/r"},
}
CONFIG = Config(
    parameter_validation=True,
    retries={"total_max_attempts": 1},
    request_checksum_calculation="when_required",  # else S3's clients send a trailer in place of a signed body
    s3={"payload_signing_enabled": True, "addressing_style": "virtual"},
)
CALLS = {
    "an item": ("dynamodb", "get_item", {"TableName": "t", "Key": KEY}),
    "a transaction": (
        "dynamodb",
        "transact_write_items",
        {"TransactItems": [{"Delete": {"TableName": "t", "Key": KEY}}]},
    ),
    "a message": ("sqs", "send_message", {"QueueUrl": "https://sqs/1/面", "MessageBody": "{}", "DelaySeconds": 900}),
    "a secret": ("secretsmanager", "get_secret_value", {"SecretId": "arn:aws:secretsmanager:x:1:secret:a/b+c"}),
    "a schedule": ("scheduler", "create_schedule", {"Name": "reminder-m1.2_3", "GroupName": "g", **SCHEDULE}),
    "no schedule": ("scheduler", "delete_schedule", {"Name": "a", "GroupName": "g", "ClientToken": "c"}),
    "a function by name": ("lambda", "invoke", {"FunctionName": "f", "InvocationType": "Event", "Payload": b"{}"}),
    "a function by ARN": ("lambda", "invoke", {"FunctionName": ARN, "Qualifier": "$LATEST", "Payload": b""}),
    "an object to keep": (
        "s3",
        "put_object",
        {"Bucket": "mianyue-data", "Key": "mail/姓 名+1.json", "Body": b"\0\xff"},
    ),
    "an object to read": ("s3", "get_object", {"Bucket": "mianyue-data", "Key": "a//b/./../c=*~%20(1)"}),
    "objects": ("s3", "list_objects_v2", {"Bucket": "mianyue-data", "Prefix": "a b/ü+"}),
    "a mail": ("sesv2", "send_email", {"FromEmailAddress": "a@example.com", "Content": MAIL}),
    "the account": ("sesv2", "get_account", {}),
    "a suppressed address": ("sesv2", "delete_suppressed_destination", {"EmailAddress": "a+b@例.example"}),
}
SIGNING_NAMES = {"sesv2": "ses"}


@pytest.fixture(scope="module")
def session() -> Iterator[botocore.session.Session]:
    session = botocore.session.Session()
    session.set_credentials(CREDENTIALS.access_key, CREDENTIALS.secret_key, CREDENTIALS.token)
    with mock.patch("botocore.auth.get_current_datetime", return_value=NOW.replace(tzinfo=None)):
        yield session


@pytest.mark.parametrize("call", CALLS)
def test_a_call_is_spelled_and_signed_as_botocores_client_does(session: botocore.session.Session, call: str) -> None:
    service, operation, arguments = CALLS[call]
    theirs = captured(session, service, operation, arguments)
    headers = {name: text(value) for name, value in theirs.headers.items()}
    signed = headers["Authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
    request = taken_apart(theirs, {name: value for name, value in headers.items() if name.lower() in signed})
    ours = signed_headers(
        request, service=SIGNING_NAMES.get(service, service), region=REGION, credentials=CREDENTIALS, now=NOW
    )
    assert in_order(f"https://{request.host}{request.target}") == in_order(theirs.url)
    assert ours["authorization"] == headers["Authorization"]


def captured(
    session: botocore.session.Session, service: str, operation: str, arguments: dict[str, Any]
) -> AWSPreparedRequest:
    """What the client would have sent."""
    seen: list[AWSPreparedRequest] = []

    def keep(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        seen.append(request)
        return AWSResponse(request.url, 200, {}, mock.Mock(stream=lambda *_: iter([b""]), read=lambda *_: b""))

    client = session.create_client(service, region_name=REGION, config=CONFIG)
    client.meta.events.register("before-send", keep)
    call: Callable[..., Any] = getattr(client, operation)
    call(**arguments)
    return seen[0]


def taken_apart(theirs: AWSPreparedRequest, headers: dict[str, str]) -> Request:
    url = urlsplit(theirs.url)
    query = tuple(parse_qsl(url.query, keep_blank_values=True))
    body = getattr(theirs.body, "getvalue", lambda: theirs.body)() or b""
    sent = body.encode() if isinstance(body, str) else body
    return Request(theirs.method, url.netloc, unquote(url.path), headers, sent, query)


def in_order(url: str) -> tuple[str, list[str]]:
    """The order of a query means nothing; its spelling does."""
    path, _, query = url.partition("?")
    return path, sorted(query.split("&"))


def text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
