"""The imports function as API Gateway and Lambda call it, on a real table; bucket and self-invocation are stand-ins."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from functions.imports import handler as entry_point
from functions.imports.import_rows import Worker
from functions.imports.start_import import Desk
from functions.imports.wiring import Parts
from mianyue.adapters.audited_table import AuditedTable
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.import_store import ImportStore
from mianyue.adapters.staff_store import StaffStore
from tests.builders import NOW, a_company, a_position
from tests.http_events import ORIGIN_SECRET, hr_event
from tests.imports.fakes import FakeBackground, FakeFiles, FakeUploads


@dataclass
class Lambda:
    """What Lambda tells a running function."""

    milliseconds: int = 600_000

    def get_remaining_time_in_millis(self) -> int:
        return self.milliseconds


@dataclass
class Function:
    """The function from outside."""

    table: AuditedTable
    uploads: FakeUploads = field(default_factory=FakeUploads)
    files: FakeFiles = field(default_factory=FakeFiles)
    background: FakeBackground = field(default_factory=FakeBackground)

    def parts(self) -> Parts:
        imports, setups = ImportStore(self.table), CompanyStore(self.table, lambda: 0.0)
        desk = Desk(imports, setups, self.uploads, self.files, self.background, lambda: NOW)
        worker = Worker(imports, setups, self.uploads, self.files, self.background, lambda: NOW)
        return Parts(desk, worker, ORIGIN_SECRET, StaffStore(self.table), self.table)

    def hr(self, method: str, path: str, body: object = None, **more: str) -> dict[str, Any]:
        return entry_point.handler(hr_event(method, path, body, **more), Lambda())

    def work(self, milliseconds: int = 600_000) -> list[dict[str, Any]]:
        """Run the invocations that were asked for so far."""
        calls, self.background.calls = self.background.calls, []
        return [entry_point.handler({"import_id": each}, Lambda(milliseconds)) for each in calls]

    def everything(self) -> list[dict[str, Any]]:
        """Every item of the table, for "nothing was written"."""
        return self.table._client.json("dynamodb", "DynamoDB_20120810.Scan", {"TableName": self.table._name})["Items"]


@pytest.fixture
def function(table: AuditedTable, monkeypatch: pytest.MonkeyPatch) -> Function:
    CompanyStore(table, lambda: 0.0).save(a_company(), a_position())
    made = Function(table)
    parts = made.parts()
    monkeypatch.setattr(entry_point, "parts", lambda: parts)
    return made
