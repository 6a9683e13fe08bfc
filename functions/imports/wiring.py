"""The parts of the imports function, put together once in each process."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from functions.imports.import_rows import Worker
from functions.imports.start_import import Desk
from mianyue.adapters import clock
from mianyue.adapters.audited_table import AuditedTable
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.background import Invocation
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.data_bucket import DataBucket
from mianyue.adapters.import_store import ImportStore
from mianyue.adapters.settings import read
from mianyue.adapters.staff_store import StaffStore
from mianyue.adapters.upload_bucket import UploadBucket


class ImportsSettings(NamedTuple):
    """What the imports function is told; its own name by Lambda itself."""

    table_name: str
    origin_secret: str
    data_bucket: str
    upload_bucket: str
    upload_url: str
    aws_lambda_function_name: str


@dataclass(frozen=True)
class Parts:
    """What the handler needs."""

    desk: Desk
    worker: Worker
    origin_secret: str
    staff: StaffStore
    trail: AuditedTable


@cache
def parts() -> Parts:
    """The parts, wired to the function's environment."""
    settings, client = read(ImportsSettings), environment_client()
    table = AuditedTable(client, settings.table_name)
    imports, setups = ImportStore(table), CompanyStore(table, clock.seconds)
    files = DataBucket(client, settings.data_bucket)
    uploads = UploadBucket(client, settings.upload_bucket, settings.upload_url)
    background = Invocation(client, settings.aws_lambda_function_name, "import_id")
    worker = Worker(imports, setups, uploads, files, background, clock.now)
    desk = Desk(imports, setups, uploads, files, background, clock.now)
    return Parts(desk, worker, settings.origin_secret, StaffStore(table), table)
