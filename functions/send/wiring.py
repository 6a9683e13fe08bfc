"""The parts of the send function, put together once in each process."""

from functools import cache
from typing import NamedTuple

from functions.send.send_message import Sender
from functions.send.sending_policy import SendingPolicy
from functions.send.write_mail import Mail, MailWriter
from mianyue.adapters import clock
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.data_bucket import DataBucket
from mianyue.adapters.link_keys import LinkKeys
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.links import Links
from mianyue.adapters.mail_archive import MailArchive
from mianyue.adapters.mail_channel import MailChannel
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.reply_addresses import ReplyAddresses
from mianyue.adapters.schedules import Schedules
from mianyue.adapters.send_queue import Queues, SendQueue
from mianyue.adapters.send_quota import ask_quota
from mianyue.adapters.sending_rate import SendingRate
from mianyue.adapters.settings import read
from mianyue.adapters.table import Table
from mianyue.adapters.template_store import TemplateStore


class SendSettings(NamedTuple):
    """What the send function is told."""

    table_name: str
    site_url: str
    link_keys_secret: str
    data_bucket: str
    send_queue_url: str
    awaited_queue_url: str
    send_queue_arn: str
    awaited_queue_arn: str
    remind_function_arn: str
    schedule_group: str
    scheduler_role_arn: str
    ses_configuration_set: str
    sender_address: str
    senders: str
    """How many processes send at once: each keeps to its part of SES's rate."""
    awaited_senders: str
    """How many of them at once, besides, send what somebody waits for."""
    reply_domain: str
    """Where answers to mails arrive (K6), '' where they go to HR."""


class Parts(NamedTuple):
    """What the handler needs; `table`, `bucket` and `post` are for what it does more rarely than sending."""

    sender: Sender
    queue: SendQueue
    schedules: Schedules
    company: CompanyStore
    table: Table
    bucket: DataBucket
    post: MailChannel


@cache
def parts() -> Parts:
    """The parts, wired to the function's environment."""
    settings, client = read(SendSettings), environment_client()
    table = Table(client, settings.table_name)
    company = CompanyStore(table, clock.seconds)
    signer = LinkSigner(LinkKeys(client, settings.link_keys_secret, clock.monotonic))
    links, replies = Links(signer, settings.site_url), ReplyAddresses(signer, settings.reply_domain)
    queue = SendQueue(client, Queues(settings.send_queue_url, settings.awaited_queue_url))
    schedules = Schedules(
        client,
        group=settings.schedule_group,
        role_arn=settings.scheduler_role_arn,
        remind_arn=settings.remind_function_arn,
        queues=Queues(settings.send_queue_arn, settings.awaited_queue_arn),
    )
    bucket = DataBucket(client, settings.data_bucket)

    def post(senders: str) -> MailChannel:
        """The mails of one queue: this process serves both in turn, and each has its own pace."""
        pace = SendingRate(lambda: ask_quota(client), int(senders))
        return MailChannel(client, pace, configuration_set=settings.ses_configuration_set)

    write = MailWriter(company, TemplateStore(table), links.tracking, settings.sender_address, replies.of)
    awaited = post(settings.awaited_senders)
    sender = Sender(
        outbox=OutboxStore(table),
        channels={"mail": Mail(write, post(settings.senders))},
        awaited={"mail": Mail(write, awaited)},
        policy=SendingPolicy(company.setup),
        archive=MailArchive(bucket),
        queue=queue,
        schedules=schedules,
    )
    return Parts(sender, queue, schedules, company, table, bucket, awaited)
