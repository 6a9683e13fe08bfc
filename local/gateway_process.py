"""The gateway's own process: the stack's outputs become a server on one port, with the mailbox's poller beside it."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

import boto3
import httpx2
from botocore.exceptions import BotoCoreError, ClientError
from hypercorn.asyncio import serve
from hypercorn.config import Config
from starlette.applications import Starlette

from infra.security_headers import security_headers
from infra.stage import LAPTOP_REPLIES
from local.event_journal import EventJournal
from local.event_publisher import EventPublisher
from local.gateway import Upstream, gateway_app
from local.laptop import Laptop, laptop_from
from local.mailbox import Mailbox
from local.mails import Mails
from local.reply_delivery import ReplyDelivery

POLL_SECONDS = 0.3
SUBJECT = "Amazon SES Email Event Notification"


def application(laptop: Laptop) -> Starlette:
    """The gateway of a deployed laptop stack; boto3 finds the engine by the environment."""
    outputs = json.loads(laptop.outputs.read_text())
    mailbox = _mailbox(laptop, outputs)
    upstream = Upstream(
        api_id=outputs["HttpApiId"],
        portal_bucket=outputs["PortalBucketName"],
        upload_bucket=outputs["UploadBucketName"],
        origin_secret=_secret(outputs["OriginSecretArn"]),
    )
    return gateway_app(
        upstream,
        httpx2.AsyncClient(base_url=laptop.engine_url, timeout=35.0, follow_redirects=False, trust_env=False),
        headers=security_headers(),
        mailbox=mailbox.mount(),
        background=_polling(mailbox.publish_automatic),
    )


def _mailbox(laptop: Laptop, outputs: dict[str, str]) -> Mailbox:
    topic, replies = (boto3.resource("sns").Topic(outputs[name]) for name in ("SesEventsTopicArn", "ReplyTopicArn"))
    inbox = boto3.resource("s3").Bucket(outputs["ReplyBucketName"])
    journal = EventJournal(laptop.state / "ses_events.jsonl")

    def publish(event: str) -> None:
        topic.publish(Message=event, Subject=SUBJECT)

    delivery = ReplyDelivery(
        put=lambda key, mail: inbox.put_object(Key=key, Body=mail),
        publish=lambda told: replies.publish(Message=told),
        bucket=inbox.name,
        domain=LAPTOP_REPLIES,
    )
    publisher = EventPublisher(publish, journal, outputs["ConfigurationSetName"])
    return Mailbox(Mails(laptop.mails), publisher, journal, delivery)


def _secret(arn: str) -> str:
    return str(boto3.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"])


def _polling(poll: Callable[[], None]) -> Callable[[], AbstractAsyncContextManager[None]]:
    """While the gateway serves, call `poll` a few times a second; an engine that is away is asked again."""

    async def forever() -> None:
        while True:
            with suppress(BotoCoreError, ClientError):
                await asyncio.to_thread(poll)
            await asyncio.sleep(POLL_SECONDS)

    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        task = asyncio.create_task(forever())
        yield
        task.cancel()

    return running


def main() -> None:
    """Serve until told to stop."""
    laptop = laptop_from(os.environ)
    config = Config()
    config.bind = [f"127.0.0.1:{laptop.gateway_port}"]
    config.loglevel = "WARNING"
    asyncio.run(serve(application(laptop), config))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
