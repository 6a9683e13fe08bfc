"""The table as the HTTP functions have it: while somebody's deed goes on, no write leaves without its line (O3).

The line stands in the same transaction as the change. No store and no use case knows of it, so none can forget it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from mianyue.adapters import audit_items, clock
from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.table import Operation, Table
from mianyue.domain.audit import Deed, Line


class AuditedTable(Table):
    """Reads and writes the table called `name`."""

    def __init__(
        self,
        client: AwsClient,
        name: str,
        now: Callable[[], datetime] = clock.now,
        pause: Callable[[float], None] = clock.sleep,
    ) -> None:
        super().__init__(client, name, pause)
        self._now = now
        self._deed: Deed | None = None
        self._told: set[tuple[str, str]] = set()

    @contextmanager
    def of(self, deed: Deed) -> Iterator[None]:
        """Whatever is written meanwhile is this deed's."""
        self._deed, self._told = deed, set()
        try:
            yield
        finally:
            self._deed = None

    def write(self, *operations: Operation) -> None:
        """Carry out all operations or none, each thing's first change together with its line. Raises ConditionFailed.

        The line comes last: what a refusal says of the other operations stays true.
        """
        thing = audit_items.thing_of(operations)
        line = self._line(self._deed, thing, operations) if self._deed and thing not in self._told else None
        super().write(*operations, *(audit_items.written(line) if line else ()))
        self._told.add(thing)

    def _line(self, deed: Deed, thing: tuple[str, str], operations: Iterable[Operation]) -> Line:
        changes: dict[str, tuple[str, ...]] = {}
        for each in filter(audit_items.is_setting, operations):
            if old := self.get(audit_items.key_of(each)):
                changes |= audit_items.changes(old, each.body["Item"])
        line_id = f"{deed.request_id}-{len(self._told)}"
        return Line(line_id, self._now(), deed.by, deed.act, deed.address, *thing, changes)
