"""Our stores on the table in memory, without wire and weather: for properties that need thousands of small worlds."""

from typing import Any

from mianyue.adapters.aws_client import AwsError
from mianyue.adapters.table import Table
from tests.simulators.refusal import Refusal
from tests.simulators.table import MemoryTable


class MemoryClient:
    """Takes the place of the thin client for the one service that such a test needs."""

    def __init__(self, table: MemoryTable) -> None:
        self._table = table

    def json(self, _service: str, target: str, request: dict[str, Any], **_: Any) -> dict[str, Any]:
        """One operation of DynamoDB. Raises AwsError."""
        try:
            return self._table.call(target.partition(".")[2], request)
        except Refusal as refusal:
            raise AwsError(refusal.status, refusal.code, refusal.body) from refusal


def memory_table(name: str = "mianyue") -> Table:
    """An empty table of ours."""
    return Table(MemoryClient(MemoryTable(name)), name, pause=lambda _: None)  # type: ignore[arg-type]
