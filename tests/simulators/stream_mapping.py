"""A table's stream on its way to a function, as Lambda's event source mapping brings it.

Source: https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html. Batches in order
within a shard; at least once; a reported failure is the checkpoint; a failed batch is split in two, which does
not count as a retry; what fails for good goes to the destination whole; after 24 hours the stream has forgotten.
"""

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from mianyue.adapters.items import Item
from mianyue.domain.reminder import TELLING
from tests.simulators.hub import Hub
from tests.simulators.lambda_functions import Outcome, SimulatedFunction

type Record = dict[str, Any]

KEPT_SECONDS = 24 * 3600
"""The stream itself keeps a record no longer."""


@dataclass(frozen=True)
class MappingSettings:
    """What infra/parts/table.py says about the mapping; a test holds both together."""

    types: tuple[str, ...] = ("stage_entry", "message")
    events: tuple[str, ...] = TELLING
    batch_size: int = 10
    retries: int = 5
    bisect: bool = True
    longest_age: float = 6 * 3600

    def let_in(self, image: Item) -> bool:
        """Whether one of the filters lets an item's record pass."""
        kind = image["type"]["S"]
        return kind in self.types or (kind == "event" and image.get("name", {}).get("S") in self.events)


@dataclass
class StreamFaults:
    """Shares of batches that are brought twice, and of records that never come."""

    repeated: float = 0.0
    lost: float = 0.0


@dataclass
class _Batch:
    records: list[Record]
    tries: int = 0


@dataclass
class _Shard:
    waiting: deque[Record] = field(default_factory=deque)
    failed: deque[_Batch] = field(default_factory=deque)
    busy: bool = False


class StreamMapping:
    """Brings records to `function`. `poisoned` gets what Lambda would write to the failure destination."""

    def __init__(
        self,
        hub: Hub,
        function: SimulatedFunction,
        poisoned: Callable[[str], None],
        *,
        random: Random,
        faults: StreamFaults,
        settings: MappingSettings = MappingSettings(),
        shards: int = 2,
    ) -> None:
        self.faults = faults
        self._hub = hub
        self._function = function
        self._poisoned = poisoned
        self._random = random
        self._settings = settings
        self._shards = [_Shard() for _ in range(shards)]

    def take(self, record: Record) -> None:
        """A record of the stream; filtered as the mapping's filter says."""
        image = record["dynamodb"].get("NewImage")
        if record["eventName"] != "INSERT" or image is None or not self._settings.let_in(image):
            return
        if self._random.random() < self.faults.lost:
            return
        shard = self._shards[hash_of(record) % len(self._shards)]
        shard.waiting.append(record)
        self._hub.later(self._random.uniform(0.1, 0.8), lambda: self._poll(shard))

    def _poll(self, shard: _Shard) -> None:
        if shard.busy or not (batch := self._next(shard)):
            return
        shard.busy = True
        self._invoke(shard, batch)

    def _next(self, shard: _Shard) -> _Batch | None:
        while shard.failed or shard.waiting:
            batch = shard.failed.popleft() if shard.failed else self._fresh(shard)
            if young := [each for each in batch.records if self._age(each) < KEPT_SECONDS]:
                return self._without_old(_Batch(young, batch.tries))
        return None

    def _fresh(self, shard: _Shard) -> _Batch:
        size = min(len(shard.waiting), self._random.randint(1, self._settings.batch_size))
        return _Batch([shard.waiting.popleft() for _ in range(size)])

    def _without_old(self, batch: _Batch) -> _Batch:
        old = [each for each in batch.records if self._age(each) >= self._settings.longest_age]
        if old:
            self._give_up(old, "RecordAgeExceeded")
        return _Batch([each for each in batch.records if each not in old], batch.tries)

    def _age(self, record: Record) -> float:
        return self._hub.now - record["dynamodb"]["ApproximateCreationDateTime"]

    def _invoke(self, shard: _Shard, batch: _Batch) -> None:
        if not batch.records:
            self._settled(shard)
            return
        event = {"Records": batch.records}
        self._function.invoke(event, lambda outcome: self._ended(shard, batch, outcome))
        if self._random.random() < self.faults.repeated:
            self._hub.later(self._random.uniform(0, 90), lambda: self._function.invoke(event, lambda _: None))

    def _ended(self, shard: _Shard, batch: _Batch, outcome: Outcome) -> None:
        rest = batch.records if not outcome.ok else _from_checkpoint(batch.records, outcome.answer)
        if not rest:
            self._settled(shard)
            return
        tries = batch.tries if len(rest) == len(batch.records) else 0
        self._fail(shard, _Batch(rest, tries))
        wait = self._random.uniform(1, min(60, 2 ** (tries + 1)))
        self._hub.later(wait, lambda: self._settled(shard))

    def _fail(self, shard: _Shard, batch: _Batch) -> None:
        if self._settings.bisect and len(batch.records) > 1:
            middle = len(batch.records) // 2
            halves = [_Batch(batch.records[:middle], batch.tries), _Batch(batch.records[middle:], batch.tries)]
            shard.failed.extendleft(reversed(halves))
        elif batch.tries >= self._settings.retries:
            self._give_up(batch.records, "RetryAttemptsExhausted")
        else:
            shard.failed.appendleft(_Batch(batch.records, batch.tries + 1))

    def _settled(self, shard: _Shard) -> None:
        shard.busy = False
        self._poll(shard)

    def _give_up(self, records: list[Record], condition: str) -> None:
        payload = json.dumps({"Records": records})
        self._poisoned(json.dumps({"requestContext": {"condition": condition}, "payload": payload}))


def hash_of(record: Record) -> int:
    """Which shard: all records of one partition come in order."""
    return sum(record["dynamodb"]["Keys"]["pk"]["S"].encode())


def _from_checkpoint(records: list[Record], answer: Any) -> list[Record]:
    """What is brought again: all from the lowest sequence number that was reported."""
    failures = (answer or {}).get("batchItemFailures") or []
    reported = {each["itemIdentifier"] for each in failures}
    numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
    if not reported:
        return []
    if not reported <= set(numbers):  # an identifier that Lambda does not know makes the whole batch fail
        return records
    return records[min(numbers.index(each) for each in reported) :]
