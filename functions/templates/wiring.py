"""The parts of the templates function, put together once in each process."""

from functools import cache
from typing import NamedTuple

from functions.templates.ports import Desk
from mianyue.adapters import clock
from mianyue.adapters.audited_table import AuditedTable
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.data_bucket import DataBucket
from mianyue.adapters.mail_archive import TRIALS, MailArchive
from mianyue.adapters.send_queue import Queues, SendQueue
from mianyue.adapters.settings import read
from mianyue.adapters.signed_in_person import SignedInPerson
from mianyue.adapters.staff_store import StaffStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.template_store import TemplateStore
from mianyue.adapters.trial_queue import TrialQueue
from mianyue.adapters.trial_store import TrialStore


class TemplatesSettings(NamedTuple):
    """What the templates function is told."""

    table_name: str
    origin_secret: str
    data_bucket: str
    send_queue_url: str
    awaited_queue_url: str
    sender_address: str
    site_url: str


class Parts(NamedTuple):
    """What the handler needs."""

    desk: Desk
    origin_secret: str
    staff: StaffStore
    trail: AuditedTable


@cache
def parts() -> Parts:
    """The parts, wired to the function's environment."""
    settings, client = read(TemplatesSettings), environment_client()
    table = AuditedTable(client, settings.table_name)
    desk = Desk(
        setups=CompanyStore(table, clock.seconds),
        templates=TemplateStore(table),
        stories=StoryStore(table),
        mails=MailArchive(DataBucket(client, settings.data_bucket), TRIALS),
        queue=TrialQueue(SendQueue(client, Queues(settings.send_queue_url, settings.awaited_queue_url))),
        trials=TrialStore(table),
        people=SignedInPerson(client),
        sender=settings.sender_address,
        site_url=settings.site_url,
        clock=clock.now,
    )
    return Parts(desk, settings.origin_secret, StaffStore(table), table)
