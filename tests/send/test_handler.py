"""The send function as Lambda calls it: stream records and queue messages, through real stores and real mail."""

import json
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest

from functions.send import wiring
from functions.send.handler import handler
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.items import Item
from mianyue.adapters.keys import application_item, entry_item, event_item, interview_item, message_item, reminder_item
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table, put
from mianyue.domain.interview import Fact, Progress
from mianyue.domain.message import Status
from mianyue.domain.outgoing import OutgoingMail
from tests.builders import (
    APPLICATION_ID,
    a_company,
    a_position,
    a_reminder,
    a_rule,
    a_template,
    an_application,
    an_entry,
    an_event,
    an_interview,
)


@dataclass
class Aws:
    """The services around the function, on moto."""

    endpoint: str
    table: Table | None = None
    queue_url: str = ""
    region: str = "eu-central-1"

    @property
    def stories(self) -> StoryStore:
        assert self.table
        return StoryStore(self.table)

    def client(self, name: str) -> Any:
        return boto3.client(name, endpoint_url=self.endpoint, region_name=self.region)

    def queued(self) -> list[dict[str, Any]]:
        answer = self.client("sqs").receive_message(QueueUrl=self.queue_url, MaxNumberOfMessages=10)
        return [json.loads(message["Body"]) for message in answer.get("Messages", [])]


@pytest.fixture(scope="module")
def services(aws_endpoint: str) -> str:
    """What is made once: bucket, identity, schedule group, link keys."""
    aws = Aws(aws_endpoint)
    location = {"LocationConstraint": aws.region}
    aws.client("s3").create_bucket(Bucket="data", CreateBucketConfiguration=location)
    aws.client("sesv2").create_configuration_set(ConfigurationSetName="mianyue")
    aws.client("sesv2").create_email_identity(EmailIdentity="hr@example.com")
    aws.client("scheduler").create_schedule_group(Name="reminders")
    aws.client("secretsmanager").create_secret(Name="link-keys", SecretString=json.dumps({"active": "1", "1": "key"}))
    return aws_endpoint


@pytest.fixture
def aws(services: str, table: Table, table_name: str, monkeypatch: pytest.MonkeyPatch) -> Aws:
    aws = Aws(services, table)
    aws.queue_url = aws.client("sqs").create_queue(QueueName=f"send-{uuid.uuid4()}")["QueueUrl"]
    environment = {
        "AWS_ENDPOINT_URL": services,
        "TABLE_NAME": table_name,
        "SITE_URL": "https://jobs.example.com",
        "LINK_KEYS_SECRET": "link-keys",
        "DATA_BUCKET": "data",
        "SEND_QUEUE_URL": aws.queue_url,
        "SEND_QUEUE_ARN": "arn:aws:sqs:eu-central-1:123456789012:send",
        "AWAITED_QUEUE_URL": aws.queue_url,
        "AWAITED_QUEUE_ARN": "arn:aws:sqs:eu-central-1:123456789012:awaited",
        "REMIND_FUNCTION_ARN": "arn:aws:lambda:eu-central-1:123456789012:function:remind",
        "SCHEDULE_GROUP": "reminders",
        "SCHEDULER_ROLE_ARN": "arn:aws:iam::123456789012:role/scheduler",
        "SES_CONFIGURATION_SET": "mianyue",
        "SENDER_ADDRESS": "hr@example.com",
        "SENDERS": "2",
        "AWAITED_SENDERS": "2",
        "REPLY_DOMAIN": "",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    wiring.parts.cache_clear()
    CompanyStore(table, time.monotonic).save(a_company(), a_position(), a_rule(), a_template())
    table.write(put(application_item(an_application())), put(entry_item(an_entry())))
    return aws


def a_stream_record(image: Item, number: int = 1) -> dict[str, Any]:
    return {
        "eventSource": "aws:dynamodb",
        "eventName": "INSERT",
        "dynamodb": {"SequenceNumber": str(number), "NewImage": image},
    }


def a_queue_message(body: dict[str, Any], number: int = 1) -> dict[str, Any]:
    return {"eventSource": "aws:sqs", "messageId": f"sqs-{number}", "body": json.dumps(body)}


ALL_WELL: dict[str, list[Any]] = {"batchItemFailures": []}


def test_from_a_stage_entry_to_the_mail(aws: Aws, capsys: pytest.CaptureFixture[str]) -> None:
    assert handler({"Records": [a_stream_record(entry_item(an_entry()))]}, None) == ALL_WELL
    (message,) = aws.stories.story(APPLICATION_ID).messages
    assert handler({"Records": [a_stream_record(message_item(message))]}, None) == ALL_WELL
    (reference,) = aws.queued()
    assert handler({"Records": [a_queue_message(reference)]}, None) == ALL_WELL
    story = aws.stories.story(APPLICATION_ID)
    assert story.messages[0].status is Status.SENT
    assert story.messages[0].template == "invitation#default#zh-CN@1"
    assert story.interview is not None
    assert story.interview.progress is Progress.SENT
    kept = aws.client("s3").get_object(Bucket="data", Key=f"mail/{message.message_id}.json")
    mail = json.loads(kept["Body"].read())
    assert "欧阳敏" in mail["html"]
    assert "https://jobs.example.com/t/" in mail["html"]
    assert mail["tags"] == {"application": APPLICATION_ID, "entry": "2", "message": message.message_id}
    schedule = aws.client("scheduler").get_schedule(GroupName="reminders", Name=story.reminders[0].name)
    assert schedule["ActionAfterCompletion"] == "DELETE"
    assert schedule["ScheduleExpressionTimezone"] == "UTC"
    output = capsys.readouterr().out
    assert "欧阳敏" not in output
    assert "example.com" not in output


def test_an_answer_deletes_the_reminders_schedule_once(aws: Aws, table: Table) -> None:
    scheduler, reminder = aws.client("scheduler"), a_reminder(ordinal=3)
    table.write(put(interview_item(an_interview())))
    table.write(put(reminder_item(reminder)))
    wiring.parts().schedules.reminder(reminder)
    answer = an_event(Fact.CONFIRMED)
    aws.stories.record(answer, an_interview(), an_interview().after(Fact.CONFIRMED))
    for _ in range(2):
        assert handler({"Records": [a_stream_record(event_item(answer))]}, None) == ALL_WELL
    left = scheduler.list_schedules(GroupName="reminders")["Schedules"]
    assert reminder.name not in [each["Name"] for each in left]
    assert [each.reason for each in aws.stories.story(APPLICATION_ID).reminders] == ["answered"]


def test_a_rule_switched_on_a_moment_before_the_move_counts(aws: Aws, table: Table) -> None:
    store = CompanyStore(table, time.time)
    store.change(a_rule(enabled=False), seen=1)
    wiring.parts().company.setup()
    store.change(a_rule(), seen=2)
    entry = an_entry(entered_at=datetime.now(UTC))
    table.write(put(entry_item(entry)))
    assert handler({"Records": [a_stream_record(entry_item(entry))]}, None) == ALL_WELL
    assert len(aws.stories.story(APPLICATION_ID).messages) == 1


def test_a_stream_stops_at_the_first_bad_record_and_brings_it_again(aws: Aws) -> None:
    bad = {"eventSource": "aws:dynamodb", "dynamodb": {"SequenceNumber": "2", "NewImage": {"type": {"S": "message"}}}}
    records = [a_stream_record(entry_item(an_entry())), bad, a_stream_record(entry_item(an_entry(number=9)), 3)]
    assert handler({"Records": records}, None) == {"batchItemFailures": [{"itemIdentifier": "2"}]}
    assert len(aws.stories.story(APPLICATION_ID).messages) == 1


def test_the_sweeps_reference_to_a_lost_entry_is_routed(aws: Aws) -> None:
    reference = {"application_id": APPLICATION_ID, "entry": 2}
    assert handler({"Records": [a_queue_message(reference)]}, None) == ALL_WELL
    assert len(aws.stories.story(APPLICATION_ID).messages) == 1


def test_a_reference_that_nobody_knows_any_more_is_passed_over(aws: Aws, capsys: pytest.CaptureFixture[str]) -> None:
    reference = {"application_id": APPLICATION_ID, "entry": 2, "message_id": "m-erased"}
    assert handler({"Records": [a_queue_message(reference)]}, None) == ALL_WELL
    assert json.loads(capsys.readouterr().out)["outcome"] == "unknown"


def test_a_mail_to_oneself_leaves_and_nothing_remembers_it(aws: Aws, capsys: pytest.CaptureFixture[str]) -> None:
    assert aws.table
    mail = OutgoingMail("me@example.com", "星河", "hr@example.com", "", "【测试】面试", "<p>您好</p>", "您好", "t@0")
    body = json.dumps(mail.kept()).encode()
    aws.client("s3").put_object(Bucket="data", Key="trials/t1.json", Body=body)
    before = aws.stories.story(APPLICATION_ID)
    reference = {"trial_id": "t1", "until": "2999-01-01T00:00:00.000000Z", "attempt": 1}
    for outcome in ("sent", "done_before"):
        assert handler({"Records": [a_queue_message(reference)]}, None) == ALL_WELL
        assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {
            "event": "trial",
            "id": "t1",
            "outcome": outcome,
        }
    assert aws.stories.story(APPLICATION_ID) == before
    assert aws.queued() == []


def test_trouble_brings_the_message_again(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    aws.client("dynamodb").delete_item(TableName="mianyue", Key={"pk": {"S": "COMPANY"}, "sk": {"S": "SETTINGS"}})
    records = [a_queue_message({"application_id": APPLICATION_ID, "entry": 2})]
    assert handler({"Records": records}, None) == {"batchItemFailures": [{"itemIdentifier": "sqs-1"}]}
