"""Transactions: what may stand in one, and those that were done already.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""

from collections.abc import Callable
from typing import Any

from tests.simulators.dynamodb.refusals import no_such_table, token_reused, validation
from tests.simulators.dynamodb.writes import Change, Check, Put, Removal, Write, require_known

type Entries = list[dict[str, dict[str, Any]]]

LARGEST = 100
REMEMBERED_SECONDS = 600
_KINDS: dict[str, Callable[[dict[str, Any]], Write]] = {
    "Put": Put,
    "Update": Change,
    "Delete": Removal,
    "ConditionCheck": Check,
}


def writes_of(request: dict[str, Any], table: str) -> list[Write]:
    """The writes of a transaction. Raises Refusal where the request is wrong."""
    require_known(request, {"TransactItems", "ClientRequestToken"})
    entries: Entries = request["TransactItems"]
    if not 1 <= len(entries) <= LARGEST:
        raise validation(f"Member 'transactItems' must have length from 1 to {LARGEST}")
    writes = [_write(entry, table) for entry in entries]
    if len({write.key for write in writes}) < len(writes):
        raise validation("Transaction request cannot include multiple operations on one item")
    return writes


def _write(entry: dict[str, dict[str, Any]], table: str) -> Write:
    if len(entry) != 1 or not entry.keys() <= _KINDS.keys():
        raise validation("TransactItems can only contain one of Check, Put, Update or Delete")
    ((verb, body),) = entry.items()
    if body.get("TableName") != table:
        raise no_such_table()
    return _KINDS[verb](body)


class Done:
    """Transactions that were carried out, by their request token, for ten minutes."""

    def __init__(self) -> None:
        self._done: dict[str, tuple[float, list[Write]]] = {}

    def knows(self, token: str, writes: list[Write], now: float) -> bool:
        """Whether this very request was carried out. Raises Refusal if its token stands for another one."""
        self._forget(now)
        if token not in self._done:
            return False
        if self._done[token][1] != writes:
            raise token_reused()
        return True

    def remember(self, token: str, writes: list[Write], now: float) -> None:
        """They have been carried out."""
        if token:
            self._done[token] = now, writes

    def _forget(self, now: float) -> None:
        while self._done and now - next(iter(self._done.values()))[0] > REMEMBERED_SECONDS:
            del self._done[next(iter(self._done))]
