"""Bulk actions in the table: how far each has come, whom it has left alone, and what became of its mails.

Each application's outcome is written with the position, once; HR's steps ask for no position, so that a busy worker
cannot outrun them (B3).
"""

from collections.abc import Iterator
from datetime import datetime

from mianyue.adapters import bulk_records as kept
from mianyue.adapters.bulk_items import TALLY, bulk_key, bulk_pk
from mianyue.adapters.items import decode
from mianyue.adapters.table import ABSENT, ConditionFailed, Operation, Table, put, update
from mianyue.domain.bulk import Bulk, Left, Overtaken, Tally
from mianyue.domain.errors import NotFound
from mianyue.domain.moments import stamp

_AS_READ = "#status = :status AND #position = :position AND steps = :steps"


class BulkStore:
    """Records of bulk actions. Whatever takes `before` writes nothing once that has been overtaken."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, bulk: Bulk, looked_at: datetime) -> None:
        """Keep a new one, to be looked at by the sweep if nobody begins it. Raises Conflict when it is there."""
        self._table.write(put(kept.bulk_item(bulk), ABSENT), put(kept.due_item(bulk.bulk_id, looked_at)))

    def get(self, bulk_id: str) -> Bulk:
        """One of them. Raises NotFound."""
        if item := self._table.get(bulk_key(bulk_id)):
            return decode(Bulk, item)
        raise NotFound("bulk")

    def newest(self, limit: int) -> list[Bulk]:
        """Up to `limit` of them, newest first."""
        page = self._table.page(kept.LISTED, index=True, forward=False, limit=limit)
        return [decode(Bulk, item) for item in page.items]

    def tally(self, bulk_id: str) -> Tally:
        """What has become of its mails."""
        shards = list(self._table.items(bulk_pk(bulk_id), prefix=TALLY))
        sums = {name: sum(int(each[name]["N"]) for each in shards if name in each) for name in Tally._fields}
        return Tally(**sums)

    def left(self, bulk_id: str, limit: int) -> list[Left]:
        """Up to `limit` applications that it has left alone, in the order of its list."""
        page = self._table.page(bulk_pk(bulk_id), prefix=kept.LEFT, limit=limit)
        return [decode(Left, item) for item in page.items]

    def step(self, before: Bulk, after: Bulk, looked_at: datetime | None) -> None:
        """HR's own step, wherever the worker stands. Raises Overtaken when somebody else has taken one."""
        changes: dict[str, object] = {
            "status": after.status,
            "recalls": after.recalls,
            "steps": after.steps,
            "changed_by": after.changed_by,
            "changed_at": after.changed_at,
        }
        as_read = "#status = :seen AND steps = :steps"
        key = bulk_key(before.bulk_id)
        self._write(
            update(key, changes, condition=as_read, seen=before.status, steps=before.steps),
            _looked_at(before.bulk_id, looked_at),
        )

    def advance(self, before: Bulk, after: Bulk, looked_at: datetime | None) -> None:
        """The worker's progress alone; the sweep looks at it next at `looked_at`, or not any more. Raises Overtaken."""
        self._write(_progress(before, after), _looked_at(before.bulk_id, looked_at))

    def settle(self, before: Bulk, after: Bulk, left: Left | None) -> None:
        """One application is settled: left alone, or done in writes of its own that would find themselves done."""
        self._write(_progress(before, after), *([put(kept.left_item(left))] if left else []))

    def due_before(self, now: datetime) -> Iterator[str]:
        """Ids of those that somebody must look at, oldest first."""
        for item in self._table.items(kept.DUE, index=True, until=stamp(now)):
            yield item["bulk_id"]["S"]

    def look_again(self, bulk_id: str, looked_at: datetime | None) -> None:
        """When to look at one the next time, if at all."""
        self._table.write(_looked_at(bulk_id, looked_at))

    def _write(self, *operations: Operation) -> None:
        try:
            self._table.write(*operations)
        except ConditionFailed as error:
            if 0 in error.failed:
                raise Overtaken("bulk") from error
            raise


def _progress(before: Bulk, after: Bulk) -> Operation:
    seen = {"status": before.status, "position": before.position, "steps": before.steps}
    return put(kept.bulk_item(after), _AS_READ, **seen)


def _looked_at(bulk_id: str, moment: datetime | None) -> Operation:
    if moment:
        return put(kept.due_item(bulk_id, moment))
    return update(kept.due_key(bulk_id), {}, removed=("gsi1pk", "gsi1sk"))
