"""The steps of sending one mail, clients made once: keep it, hand it to SES, record it, plan the reminder."""

import json
import os
from datetime import UTC, datetime, timedelta
from email.utils import formataddr

import boto3
from botocore.config import Config

from bench.cold.usual import table
from bench.cold.usual.mail import Mail, render, values_for
from bench.cold.usual.table import Item
from bench.cold.usual.tokens import signed

s3 = boto3.client("s3")
scheduler = boto3.client("scheduler")
ses = boto3.client("sesv2", config=Config(retries={"total_max_attempts": 1}))
"""Never asks twice: SES has no idempotency token."""


def find(application_id: str, entry: int, message_id: str) -> list[Item | None]:
    """Application, interview and message."""
    pk = f"APP#{application_id}"
    return table.together((pk, "APP"), (pk, f"INTERVIEW#{entry:06d}"), (pk, f"MSG#{message_id}"))


def written(application: Item, interview: Item, message: Item) -> tuple[Mail, str]:
    """The mail of a message, and the template it was made of."""
    company, positions = table.setup()
    position = positions[interview["position_id"]]
    template = table.template(message["kind"], position, interview["language"], company["language"])
    expires = datetime.fromisoformat(interview["deadline"]) + timedelta(days=30)
    number = int(interview["number"])
    token = signed(table.link_keys(), interview["application_id"], number, int(expires.timestamp()))
    values = values_for(application, interview, company, position, f"{os.environ['SITE_URL']}/t/{token}")
    return render(template, values), f"{template['sk']}@{template['version']}"


def keep(message: Item, mail: Mail) -> None:
    """The mail as sent."""
    body = json.dumps(mail._asdict(), ensure_ascii=False).encode()
    key = f"mail/{message['message_id']}.json"
    s3.put_object(Bucket=os.environ["DATA_BUCKET"], Key=key, Body=body, ContentType="application/json")


def hand_over(application: Item, message: Item, mail: Mail) -> str:
    """One request to SES; its id."""
    company, _ = table.setup()
    ids = {"application": message["application_id"], "entry": str(message["entry"]), "message": message["message_id"]}
    answer = ses.send_email(
        FromEmailAddress=formataddr((company["name"], os.environ["SENDER_ADDRESS"])),
        Destination={"ToAddresses": [application["email"]]},
        ReplyToAddresses=[company["hr_email"]],
        Content={
            "Simple": {
                "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
                "Body": {
                    "Html": {"Data": mail.html, "Charset": "UTF-8"},
                    "Text": {"Data": mail.text, "Charset": "UTF-8"},
                },
            }
        },
        ConfigurationSetName=os.environ["SES_CONFIGURATION_SET"],
        EmailTags=[{"Name": name, "Value": value} for name, value in ids.items()],
    )
    return str(answer["MessageId"])


def record(message: Item, interview: Item, provider_id: str, *, expected: str) -> datetime:
    """Message sent, event told, interview forward, reminder waiting: one transaction. When the reminder is due."""
    now = datetime.now(UTC)
    due_at = now + timedelta(seconds=int(interview["unopened_after_seconds"]))
    pk, entry = message["pk"], int(message["entry"])
    ids = {"application_id": message["application_id"], "entry": entry}
    sent = {**message, "status": "sent", "sent_at": stamp(now), "provider_id": provider_id}
    event = {**ids, "pk": pk, "sk": f"EVENT#{stamp(now)}#{message['message_id']}", "type": "event", "name": "sent"}
    after = {**interview, "progress": max(2, interview["progress"]), "rev": interview["rev"] + 1}
    reminder = {**ids, "pk": pk, "sk": f"REMINDER#{entry:06d}#unopened_reminder#1", "due_at": stamp(due_at)}
    reminder |= {"type": "reminder", "status": "waiting", "gsi1pk": "DUE", "gsi1sk": stamp(due_at)}
    table.write(
        table.put(sent, "#status = :expected", expected=expected),
        table.put(event | {"at": stamp(now), "message_id": message["message_id"]}, "attribute_not_exists(pk)"),
        table.put(after, "rev = :rev", rev=interview["rev"]),
        table.put(reminder, "attribute_not_exists(pk)"),
    )
    return due_at


def plan(message: Item, due_at: datetime) -> None:
    """A one-time schedule for the reminder."""
    ids = {"application_id": message["application_id"], "entry": int(message["entry"]), "ordinal": 1}
    scheduler.create_schedule(
        Name=f"reminder-{message['application_id']}-{message['entry']}-unopened-1",
        GroupName=os.environ["SCHEDULE_GROUP"],
        ScheduleExpression=f"at({due_at:%Y-%m-%dT%H:%M:%S})",
        FlexibleTimeWindow={"Mode": "OFF"},
        ActionAfterCompletion="DELETE",
        Target={
            "Arn": os.environ["REMIND_FUNCTION_ARN"],
            "RoleArn": os.environ["SCHEDULER_ROLE_ARN"],
            "Input": json.dumps(ids),
        },
    )


def stamp(moment: datetime) -> str:
    """As moments stand in the table."""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
