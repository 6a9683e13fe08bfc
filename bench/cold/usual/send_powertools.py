"""Sending with all that Powertools offers for it: Logger, Tracer, Metrics, batches, parser, idempotency, pydantic.

Its idempotency record is written twice, where ours claims once: it asks the table one time more.
"""

from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.parser.models import SqsRecordModel
from pydantic import AwareDatetime, BaseModel, Json

from bench.cold.usual import steps, table

logger = Logger(service="send")
tracer = Tracer(service="send")
metrics = Metrics(namespace="Mianyue", service="send")
config = IdempotencyConfig(event_key_jmespath="message_id")
persistence = DynamoDBPersistenceLayer(
    table_name=table.TABLE, key_attr="pk", sort_key_attr="sk", boto3_client=table.dynamodb
)


class Reference(BaseModel):
    """What stands on the queue."""

    application_id: str
    entry: int
    message_id: str


class Record(SqsRecordModel):
    """A record of the queue, its body read."""

    body: Json[Reference]


class Application(BaseModel):
    """Who is written to."""

    application_id: str
    name: str
    email: str
    language: str
    zone: str


class Interview(BaseModel):
    """What it is about."""

    application_id: str
    number: int
    position_id: str
    starts_at: AwareDatetime
    deadline: AwareDatetime
    progress: int
    rev: int


class Message(BaseModel):
    """What is to be sent."""

    message_id: str
    kind: str
    status: str
    due_at: AwareDatetime


processor = BatchProcessor(event_type=EventType.SQS, model=Record)


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: Any) -> Any:
    """Send what is due, and name what is to come again."""
    config.register_lambda_context(context)
    return process_partial_response(event, record_handler=sent, processor=processor, context=context)


def sent(record: Record) -> None:
    """One record."""
    send(reference=record.body.model_dump())


@tracer.capture_method
@idempotent_function(  # type: ignore[untyped-decorator]
    data_keyword_argument="reference", config=config, persistence_store=persistence
)
def send(reference: dict[str, Any]) -> dict[str, str]:
    """One message."""
    application, interview, message = steps.find(**reference)
    if not (application and interview and message):
        return {"outcome": "unknown"}
    Application.model_validate(application)
    Interview.model_validate(interview)
    if Message.model_validate(message).status != "queued":
        return {"outcome": "done_before"}
    mail, template = steps.written(application, interview, message)
    steps.keep(message, mail)
    provider_id = steps.hand_over(application, message, mail)
    due_at = steps.record({**message, "template": template}, interview, provider_id, expected="queued")
    steps.plan(message, due_at)
    metrics.add_metric(name="MailSent", unit=MetricUnit.Count, value=1)
    logger.info("sent", extra={"id": reference["message_id"]})
    return {"outcome": "sent"}
