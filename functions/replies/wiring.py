"""The parts of the replies function, put together once in each process."""

from functools import cache
from typing import NamedTuple

from functions.replies.hand_on import HandingOn
from mianyue.adapters import clock
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.data_bucket import DataBucket
from mianyue.adapters.link_keys import LinkKeys
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.mail_archive import TRIALS, MailArchive
from mianyue.adapters.reply_addresses import ReplyAddresses
from mianyue.adapters.reply_store import ReplyStore
from mianyue.adapters.send_queue import Queues, SendQueue
from mianyue.adapters.settings import read
from mianyue.adapters.table import Table
from mianyue.adapters.trial_queue import TrialQueue


class RepliesSettings(NamedTuple):
    """What the replies function is told."""

    table_name: str
    site_url: str
    link_keys_secret: str
    reply_domain: str
    reply_bucket: str
    data_bucket: str
    send_queue_url: str
    awaited_queue_url: str
    sender_address: str


class Parts(NamedTuple):
    """What the handler needs; `bucket` is the name of what `inbox` reads."""

    stories: ReplyStore
    addresses: ReplyAddresses
    inbox: DataBucket
    handing_on: HandingOn
    bucket: str


@cache
def parts() -> Parts:
    """The parts, wired to the function's environment."""
    settings, client = read(RepliesSettings), environment_client()
    table = Table(client, settings.table_name)
    signer = LinkSigner(LinkKeys(client, settings.link_keys_secret, clock.monotonic))
    queue = SendQueue(client, Queues(settings.send_queue_url, settings.awaited_queue_url))
    handing_on = HandingOn(
        CompanyStore(table, clock.seconds),
        MailArchive(DataBucket(client, settings.data_bucket), TRIALS),
        TrialQueue(queue),
        settings.sender_address,
        settings.reply_domain,
        settings.site_url,
    )
    inbox = DataBucket(client, settings.reply_bucket)
    return Parts(
        ReplyStore(table),
        ReplyAddresses(signer, settings.reply_domain),
        inbox,
        handing_on,
        settings.reply_bucket,
    )
