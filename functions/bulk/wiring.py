"""The parts of the bulk function, put together once in each process."""

from functools import cache
from typing import NamedTuple

from functions.bulk.look import Window
from functions.bulk.parts import Parts
from functions.bulk.prepare import Counting
from functions.bulk.steer import Wheel
from functions.bulk.work import Worker
from mianyue.adapters import clock
from mianyue.adapters.application_list import ApplicationList
from mianyue.adapters.audited_table import AuditedTable
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.background import Invocation
from mianyue.adapters.bulk_store import BulkStore
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.data_bucket import DataBucket
from mianyue.adapters.histories import Histories
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.schedules import Schedules
from mianyue.adapters.send_queue import Queues, SendQueue
from mianyue.adapters.send_quota import ask_quota
from mianyue.adapters.settings import read
from mianyue.adapters.staff_store import StaffStore
from mianyue.adapters.story_store import StoryStore


class BulkSettings(NamedTuple):
    """What the bulk function is told; its own name by Lambda itself."""

    table_name: str
    origin_secret: str
    data_bucket: str
    send_queue_url: str
    awaited_queue_url: str
    schedule_group: str
    scheduler_role_arn: str
    aws_lambda_function_name: str


@cache
def parts() -> Parts:
    """The parts, wired to the function's environment."""
    settings, client = read(BulkSettings), environment_client()
    table = AuditedTable(client, settings.table_name)
    bulks, setups, listing = BulkStore(table), CompanyStore(table, clock.seconds), ApplicationList(table)
    files = DataBucket(client, settings.data_bucket)
    background = Invocation(client, settings.aws_lambda_function_name, "bulk_id")
    schedules = Schedules(client, group=settings.schedule_group, role_arn=settings.scheduler_role_arn)
    queue = SendQueue(client, Queues(settings.send_queue_url, settings.awaited_queue_url))
    return Parts(
        Counting(setups, listing, Histories(table), files, lambda: ask_quota(client), clock.now),
        Wheel(bulks, files, setups, background, schedules, clock.now),
        Window(bulks, listing),
        Worker(bulks, StoryStore(table), setups, OutboxStore(table), files, queue, background, clock.now),
        setups,
        settings.origin_secret,
        StaffStore(table),
        table,
    )
