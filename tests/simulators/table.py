"""A DynamoDB table in memory, quick enough for tens of thousands of runs: what our functions use of it, as AWS does it.

Held to DynamoDB's behaviour by tests/simulators/table_contract.py. What it does not know it refuses.
"""

from collections.abc import Callable
from typing import Any

from tests.simulators.dynamodb.images import INDEX_KEYS, Image, Key, item_key, only_key
from tests.simulators.dynamodb.metering import CONSISTENT, EVENTUAL, TRANSACTIONAL, Meter
from tests.simulators.dynamodb.queries import Query
from tests.simulators.dynamodb.refusals import (
    CONDITION_FAILED,
    PASSED,
    condition_failed,
    no_such_table,
    not_offered,
    transaction_canceled,
    validation,
)
from tests.simulators.dynamodb.sorted_images import Index, SortedImages
from tests.simulators.dynamodb.stream import Stream
from tests.simulators.dynamodb.transactions import Done, writes_of
from tests.simulators.dynamodb.values import Item
from tests.simulators.dynamodb.writes import Change, Put, Removal, Write, require_known
from tests.simulators.refusal import Refusal

type Request = dict[str, Any]
type Answer = dict[str, Any]
type Commit = tuple[Key, Image | None, Image | None]

_WRITES: dict[str, Callable[[Request], Write]] = {"PutItem": Put, "UpdateItem": Change, "DeleteItem": Removal}
_LARGEST_BATCH = 100


class MemoryTable:
    """The table called `name` with keys pk and sk, indexes gsi1 and gsi2 (gsi1pk, gsi1sk …, everything projected).

    `clock` tells seconds. `index_lag` tells, at each query of an index, how many of the newest changes it does not
    show yet. `on_record` gets each stream record; without it they gather in `records`. `on_write` gets each committed
    write in order: key, item before and after (None: not there); the items are the table's own, not to be changed.
    """

    def __init__(
        self,
        name: str,
        *,
        clock: Callable[[], float] = lambda: 0.0,
        index_lag: Callable[[], int] | None = None,
        on_record: Callable[[dict[str, Any]], None] | None = None,
        on_write: Callable[[Key, Item | None, Item | None], None] | None = None,
    ) -> None:
        self.name = name
        self.meter = Meter()
        self.records: list[dict[str, Any]] = []
        self._clock = clock
        self._on_record = on_record or self.records.append
        self._on_write = on_write
        self._images = SortedImages()
        self._indexes = {name: Index(name, index_lag) for name in INDEX_KEYS}
        self._stream = Stream(name)
        self._done = Done()
        self._operations: dict[str, Callable[[Request], Answer]] = {
            "GetItem": self._get,
            "BatchGetItem": self._batch_get,
            "Query": self._query,
            "TransactWriteItems": self._transact,
        }

    def call(self, operation: str, request: Request) -> Answer:
        """What DynamoDB answers. Raises Refusal.

        The dictionaries of an answer are the caller's own, and so remain those of a request; AttributeValues in them
        are shared with the table, which never changes one.
        """
        self.meter.calls[operation] += 1
        if operation in _WRITES:
            return self._write(operation, request)
        if operation not in self._operations:
            raise not_offered(operation)
        return self._operations[operation](request)

    def _get(self, request: Request) -> Answer:
        self._require_name(request)
        require_known(request, {"TableName", "Key", "ConsistentRead"})
        return {"Item": item} if (item := self._read("GetItem", request["Key"], request)) else {}

    def _batch_get(self, request: Request) -> Answer:
        require_known(request, {"RequestItems"})
        if request["RequestItems"].keys() != {self.name}:
            raise no_such_table()
        wanted = request["RequestItems"][self.name]
        require_known(wanted, {"Keys", "ConsistentRead"})
        _require_batch(wanted["Keys"])
        found = (self._read("BatchGetItem", key, wanted) for key in wanted["Keys"])
        return {"Responses": {self.name: [item for item in found if item]}, "UnprocessedKeys": {}}

    def _read(self, operation: str, key: Item, request: Request) -> Item | None:
        image = self._images.get(only_key(key))
        self.meter.read(operation, image.size if image else 0, _rate(request))
        return dict(image.item) if image else None

    def _query(self, request: Request) -> Answer:
        self._require_name(request)
        query = Query(request)
        images, last = query.page(self._indexes[query.index].shown() if query.index else self._images)
        size = sum(image.size for image in images)
        self.meter.read("Query", size, _rate(request))
        answer = {"Items": [dict(image.item) for image in images], "Count": len(images), "ScannedCount": len(images)}
        return answer | {"LastEvaluatedKey": last} if last else answer

    def _write(self, operation: str, request: Request) -> Answer:
        self._require_name(request)
        write = _WRITES[operation](request)
        before = self._images.get(write.key)
        if not write.holds(before):
            self.meter.write(operation, before, None)
            raise condition_failed()
        after = write.after(before)
        self.meter.write(operation, before, after)
        self._commit(operation, [(write.key, before, after)])
        return {}

    def _transact(self, request: Request) -> Answer:
        operation = "TransactWriteItems"
        writes = writes_of(request, self.name)
        token, now = request.get("ClientRequestToken", ""), self._clock()
        if self._done.knows(token, writes, now):
            self._read_again(writes)
            return {}
        commits, reasons = [], []
        for write in writes:
            before = self._images.get(write.key)
            after, reason = _decided(write, before)
            reasons.append(reason)
            commits.append((write.key, before, after))
            self.meter.write(operation, before, after, TRANSACTIONAL)
        if any(reason is not PASSED for reason in reasons):
            raise transaction_canceled(reasons)
        self._done.remember(token, writes, now)
        self._commit(operation, commits)
        return {}

    def _read_again(self, writes: list[Write]) -> None:
        """A repeated transaction costs the reading of its items."""
        for write in writes:
            image = self._images.get(write.key)
            self.meter.read("TransactWriteItems", image.size if image else 0, TRANSACTIONAL)

    def _commit(self, operation: str, commits: list[Commit]) -> None:
        """All of it stands in the table before anybody is told. What changes nothing makes no stream record."""
        changes = [each for each in commits if each[1] != each[2]]
        for key, before, after in changes:
            self._images.change(key, before and key, after and key, after)
            for index in self._indexes.values():
                index.follow(key, before, after)
            self.meter.follow(operation, before, after)
        if self._on_write:
            for key, before, after in commits:
                self._on_write(key, before and before.item, after and after.item)
        for change in changes:
            self._on_record(self._stream.record(*change, self._clock()))

    def _require_name(self, request: Request) -> None:
        if request.get("TableName") != self.name:
            raise no_such_table()


def _rate(request: Request) -> float:
    return CONSISTENT if request.get("ConsistentRead") else EVENTUAL


def _decided(write: Write, before: Image | None) -> tuple[Image | None, dict[str, str]]:
    """What a transaction makes of one item, and how it answers for it. Where it fails, the item stays."""
    try:
        return (write.after(before), PASSED) if write.holds(before) else (before, CONDITION_FAILED)
    except Refusal as wrong:
        return before, {"Code": "ValidationError", "Message": wrong.body["message"]}


def _require_batch(keys: list[Item]) -> None:
    if not 1 <= len(keys) <= _LARGEST_BATCH:
        raise validation(f"Too many items requested for the BatchGetItem call, or none: 1 to {_LARGEST_BATCH}")
    if len({item_key(key) for key in keys}) < len(keys):
        raise validation("Provided list of item keys contains duplicates")
