"""The parts of the portal's API, put together once in each process."""

from functools import cache
from typing import NamedTuple

from functions.portal_api.parts import Parts
from mianyue.adapters import clock
from mianyue.adapters.application_list import ApplicationList
from mianyue.adapters.audit_log import AuditLog
from mianyue.adapters.audited_table import AuditedTable
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.data_bucket import DataBucket
from mianyue.adapters.faq_store import FaqStore
from mianyue.adapters.interview_calendar import InterviewCalendar
from mianyue.adapters.link_keys import LinkKeys
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.links import Links
from mianyue.adapters.mail_archive import MailArchive
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.question_store import QuestionStore
from mianyue.adapters.reminder_store import ReminderStore
from mianyue.adapters.send_queue import Queues, SendQueue
from mianyue.adapters.settings import read
from mianyue.adapters.staff_store import StaffStore
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.suppression_store import SuppressionStore
from mianyue.adapters.template_store import TemplateStore
from mianyue.adapters.user_pool import UserPool


class PortalSettings(NamedTuple):
    """What the portal's API is told."""

    table_name: str
    site_url: str
    link_keys_secret: str
    origin_secret: str
    data_bucket: str
    send_queue_url: str
    awaited_queue_url: str
    user_pool_id: str


@cache
def settings() -> PortalSettings:
    """The function's environment."""
    return read(PortalSettings)


@cache
def parts() -> Parts:
    """The parts, wired to the function's environment."""
    client = environment_client()
    table = AuditedTable(client, settings().table_name)
    staff = StaffStore(table)
    keys = LinkKeys(client, settings().link_keys_secret, clock.monotonic)
    return Parts(
        setups=CompanyStore(table, clock.seconds),
        templates=TemplateStore(table),
        listing=ApplicationList(table),
        calendar=InterviewCalendar(table),
        stories=StoryStore(table),
        outbox=OutboxStore(table),
        reminders=ReminderStore(table),
        suppressions=SuppressionStore(table),
        questions=QuestionStore(table),
        faq=FaqStore(table),
        queue=SendQueue(client, Queues(settings().send_queue_url, settings().awaited_queue_url)),
        mails=MailArchive(DataBucket(client, settings().data_bucket)),
        links=Links(LinkSigner(keys), settings().site_url),
        clock=clock.now,
        staff=staff,
        trail=table,
        pool=UserPool(client, settings().user_pool_id),
        members=staff,
        audit=AuditLog(table),
    )
