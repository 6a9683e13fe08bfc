"""The one table: reads, and writes that happen whole or not at all (decision 3).

A write is built from `put`, `update`, `add`, `delete` and `check`, and carried out by `Table.write`: one operation as a
plain conditional request, several as one transaction. Conditions are DynamoDB's own language; `:name` in
a condition is filled from `values`.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from mianyue.adapters import clock
from mianyue.adapters.aws_client import AwsClient, AwsError
from mianyue.adapters.items import Item, encode_value
from mianyue.adapters.jitter import between
from mianyue.domain.errors import Conflict

ABSENT = "attribute_not_exists(pk)"
PRESENT = "attribute_exists(pk)"
INDEXES = ("gsi1", "gsi2")
"""Each lists items by `…pk`, in the order of `…sk`; an item without them is not there."""
_CONFLICT_TRIES = 6

type Key = tuple[str, str]


class ConditionFailed(Conflict):
    """The table is not as the write expected; `failed` are the positions of the refused operations."""

    def __init__(self, failed: frozenset[int]) -> None:
        super().__init__(f"conditions {sorted(failed)}")
        self.failed = failed


class Operation(NamedTuple):
    """One part of a write: `verb` is Put, Update, Delete or ConditionCheck; `body` is DynamoDB's own request."""

    verb: str
    body: dict[str, Any]


def put(item: Item, condition: str = "", **values: object) -> Operation:
    """Put a whole item, if the condition holds."""
    return Operation("Put", {"Item": item} | _condition(condition, values))


def check(key: Key, condition: str, **values: object) -> Operation:
    """Let the transaction happen only if the condition holds for another item."""
    return Operation("ConditionCheck", {"Key": key_item(key)} | _condition(condition, values))


def delete(key: Key, condition: str, **values: object) -> Operation:
    """Remove an item, if the condition holds."""
    return Operation("Delete", {"Key": key_item(key)} | _condition(condition, values))


def update(
    key: Key,
    changes: dict[str, object],
    *,
    removed: tuple[str, ...] = (),
    condition: str = PRESENT,
    **values: object,
) -> Operation:
    """Set and remove attributes of one item, if the condition holds."""
    sets = ", ".join(f"#s{n} = :s{n}" for n in range(len(changes)))
    removes = ", ".join(f"#r{n}" for n in range(len(removed)))
    names = {f"#s{n}": name for n, name in enumerate(changes)} | {f"#r{n}": name for n, name in enumerate(removed)}
    expression = " ".join(filter(None, (f"SET {sets}" if sets else "", f"REMOVE {removes}" if removes else "")))
    filled = {f"s{n}": value for n, value in enumerate(changes.values())} | values
    body = {"Key": key_item(key), "UpdateExpression": expression} | _condition(condition, filled)
    body["ExpressionAttributeNames"] = names | body.get("ExpressionAttributeNames", {})
    return Operation("Update", body)


def add(key: Key, kind: str, amounts: Mapping[str, int]) -> Operation:
    """Raise counters of an item (lower them by negative amounts); it is made where there is none.

    Only beside a condition in the same write is this done exactly once.
    """
    sums = ", ".join(f"#a{n} :a{n}" for n in range(len(amounts)))
    filled: dict[str, object] = {"type": kind, **{f"a{n}": amount for n, amount in enumerate(amounts.values())}}
    body = {"Key": key_item(key), "UpdateExpression": f"SET #type = :type ADD {sums}"} | _condition("", filled)
    body["ExpressionAttributeNames"] = {"#type": "type"} | {f"#a{n}": name for n, name in enumerate(amounts)}
    return Operation("Update", body)


def key_item(key: Key) -> Item:
    """A key as DynamoDB wants it."""
    return {"pk": {"S": key[0]}, "sk": {"S": key[1]}}


def _condition(condition: str, values: dict[str, object]) -> dict[str, Any]:
    body: dict[str, Any] = {"ConditionExpression": condition} if condition else {}
    if values:
        body["ExpressionAttributeValues"] = {f":{name}": encode_value(value) for name, value in values.items()}
    if named := re.findall(r"#(\w+)", condition):  # `#status`: an attribute named by a reserved word
        body["ExpressionAttributeNames"] = {f"#{name}": name for name in named}
    return body


class Page(NamedTuple):
    """Items of one Query, and where the next one starts ('' at the end)."""

    items: list[Item]
    cursor: dict[str, Any] | None


class Table:
    """Reads and writes the table called `name`."""

    def __init__(self, client: AwsClient, name: str, pause: Callable[[float], None] = clock.sleep) -> None:
        self._client = client
        self._name = name
        self._pause = pause

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        """One item, or None."""
        answer = self._call("GetItem", {"Key": key_item(key), "ConsistentRead": consistent})
        item: Item | None = answer.get("Item")
        return item

    def get_all(self, keys: list[Key], *, consistent: bool = True) -> dict[Key, Item]:
        """Up to 100 items by key; those that are not there are missing from the answer."""
        wanted = {"Keys": [key_item(key) for key in keys], "ConsistentRead": consistent}
        request = {self._name: wanted}
        found: dict[Key, Item] = {}
        while request:
            answer = self._client.json("dynamodb", "DynamoDB_20120810.BatchGetItem", {"RequestItems": request})
            for item in answer["Responses"].get(self._name, []):
                found[item["pk"]["S"], item["sk"]["S"]] = item
            request = answer.get("UnprocessedKeys") or {}
            if request:
                self._pause(between(0.05, 0.1))
        return found

    def page(
        self,
        pk: str,
        *,
        prefix: str = "",
        since: str = "",
        until: str = "",
        index: int = 0,
        forward: bool = True,
        limit: int = 0,
        cursor: dict[str, Any] | None = None,
        consistent: bool = True,
    ) -> Page:
        """One page of a partition in key order, of the table or of its first or second index.

        `prefix`, `until` (exclusive), or `since` and `until` narrow the sort key.
        """
        name = INDEXES[index - 1] if index else ""
        names = (f"{name}pk", f"{name}sk")
        condition, values = f"{names[0]} = :pk", {":pk": {"S": pk}}
        if prefix:
            condition, values[":sk"] = f"{condition} AND begins_with({names[1]}, :sk)", {"S": prefix}
        if since:  # BETWEEN holds its end, too: no sort key of ours is a bare moment
            values |= {":since": {"S": since}, ":sk": {"S": until}}
            condition = f"{condition} AND {names[1]} BETWEEN :since AND :sk"
        elif until:
            condition, values[":sk"] = f"{condition} AND {names[1]} < :sk", {"S": until}
        body: dict[str, Any] = {
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": values,
            "ScanIndexForward": forward,
            "ConsistentRead": consistent and not index,
        }
        body |= {"IndexName": name} if name else {}
        body |= {"Limit": limit} if limit else {}
        body |= {"ExclusiveStartKey": cursor} if cursor else {}
        answer = self._call("Query", body)
        return Page(answer["Items"], answer.get("LastEvaluatedKey"))

    def items(self, pk: str, *, cursor: dict[str, Any] | None = None, **narrowed: Any) -> Iterator[Item]:
        """Every item of a partition behind `cursor`, page after page."""
        while True:
            page = self.page(pk, cursor=cursor, **narrowed)
            yield from page.items
            cursor = page.cursor
            if not cursor:
                return

    def write(self, *operations: Operation) -> None:
        """Carry out all operations or none. Raises ConditionFailed."""
        if len(operations) == 1 and operations[0].verb != "ConditionCheck":
            self._write_one(operations[0])
        else:
            self._transact(operations)

    def write_once(self, *operations: Operation) -> bool:
        """Likewise; False when what the first asks for had happened before. Raises ConditionFailed for any other."""
        try:
            self.write(*operations)
        except ConditionFailed as error:
            if 0 in error.failed:
                return False
            raise
        return True

    def _write_one(self, operation: Operation) -> None:
        try:
            self._call(f"{operation.verb}Item", operation.body)
        except AwsError as error:
            if error.code != "ConditionalCheckFailedException":
                raise
            if not (error.repeated and self._stands(operation)):
                raise ConditionFailed(frozenset({0})) from error

    def _stands(self, operation: Operation) -> bool:
        """Whether the table is as `operation` would leave it: a repeated request fails on its own first success."""
        body = operation.body
        if operation.verb == "Put":
            item: Item = body["Item"]
            return self.get((item["pk"]["S"], item["sk"]["S"])) == item
        found = self.get((body["Key"]["pk"]["S"], body["Key"]["sk"]["S"])) or {}
        if operation.verb == "Delete":
            return not found
        set_ = {name: slot for slot, name in body["ExpressionAttributeNames"].items() if slot.startswith("#s")}
        values = body.get("ExpressionAttributeValues", {})
        return all(found.get(name) == values.get(f":{slot[1:]}") for name, slot in set_.items())

    def _transact(self, operations: tuple[Operation, ...]) -> None:
        entries = [{each.verb: {"TableName": self._name, **each.body}} for each in operations]
        # The token makes a repeated request after a lost answer the same transaction, not a second one.
        request = {"TransactItems": entries, "ClientRequestToken": os.urandom(16).hex()}
        for attempt in range(1, _CONFLICT_TRIES + 1):
            try:
                self._client.json("dynamodb", "DynamoDB_20120810.TransactWriteItems", request)
                return
            except AwsError as error:
                if failed := _failed_conditions(error):
                    raise ConditionFailed(failed) from error
                if attempt == _CONFLICT_TRIES or error.code != "TransactionCanceledException":
                    raise
            self._pause(between(0.5, 1) * 0.02 * 2**attempt)

    def _call(self, operation: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._client.json("dynamodb", f"DynamoDB_20120810.{operation}", {"TableName": self._name, **body})


def _failed_conditions(error: AwsError) -> frozenset[int]:
    reasons = error.payload.get("CancellationReasons") or []
    return frozenset(n for n, reason in enumerate(reasons) if reason.get("Code") == "ConditionalCheckFailed")
