"""The parts of the remind function, put together once in each process."""

from functools import cache
from typing import NamedTuple

from functions.remind.sweep import Sweep
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.background import Invocation
from mianyue.adapters.bulk_store import BulkStore
from mianyue.adapters.import_store import ImportStore
from mianyue.adapters.log import log, place
from mianyue.adapters.outbox_store import OutboxStore
from mianyue.adapters.schedules import Schedules
from mianyue.adapters.send_queue import Queues, SendQueue
from mianyue.adapters.settings import read
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Table


class RemindSettings(NamedTuple):
    """What the remind function is told."""

    table_name: str
    send_queue_url: str
    awaited_queue_url: str
    bulk_function_name: str
    imports_function_name: str
    schedule_group: str
    scheduler_role_arn: str


class Parts(NamedTuple):
    """What the handler needs."""

    stories: StoryStore
    sweep: Sweep
    schedules: Schedules
    bulks: BulkStore
    bulk_function: Invocation
    imports: ImportStore
    imports_function: Invocation


@cache
def parts() -> Parts:
    """The parts, wired to the function's environment."""
    settings, client = read(RemindSettings), environment_client()
    table = Table(client, settings.table_name)
    stories = StoryStore(table)
    queue = SendQueue(client, Queues(settings.send_queue_url, settings.awaited_queue_url))
    sweep = Sweep(stories, OutboxStore(table), queue, trouble)
    schedules = Schedules(client, group=settings.schedule_group, role_arn=settings.scheduler_role_arn)
    bulk_function = Invocation(client, settings.bulk_function_name, "bulk_id")
    imports_function = Invocation(client, settings.imports_function_name, "import_id")
    return Parts(stories, sweep, schedules, BulkStore(table), bulk_function, ImportStore(table), imports_function)


def trouble(kind: str, error: Exception) -> None:
    """What went wrong with one thing, while the sweep goes on with the next."""
    log("sweep_trouble", kind=kind, error=type(error).__name__, at=place(error))
