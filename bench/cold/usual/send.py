"""Sending as it is usually written: Powertools' Logger, boto3 clients made once, Jinja2, css-inline.

It asks AWS for the same things as ours: read together, claim by a conditional write, keep, one request to SES,
settle in one transaction, plan the reminder.
"""

import json
from typing import Any

from aws_lambda_powertools import Logger

from bench.cold.usual import steps, table

logger = Logger(service="send")


@logger.inject_lambda_context
def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Send what is due, and name what is to come again."""
    failures = []
    for record in event["Records"]:
        try:
            send(**json.loads(record["body"]))
        except Exception:
            logger.exception("not sent", extra={"id": record["messageId"]})
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}


def send(application_id: str, entry: int, message_id: str) -> None:
    """One message."""
    application, interview, message = steps.find(application_id, entry, message_id)
    if not (application and interview and message) or message["status"] != "queued":
        return
    mail, template = steps.written(application, interview, message)
    claimed = {**message, "status": "sending", "template": template, "tries": message["tries"] + 1}
    table.write(
        table.put(claimed, "#status = :queued", queued="queued"),
        table.check((interview["pk"], interview["sk"]), "rev = :rev", rev=interview["rev"]),
    )
    steps.keep(message, mail)
    provider_id = steps.hand_over(application, message, mail)
    steps.plan(claimed, steps.record(claimed, interview, provider_id, expected="sending"))
    logger.info("sent", extra={"id": message_id})
