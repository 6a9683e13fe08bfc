"""Requests in DynamoDB's own JSON, as the table contract makes them."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from mianyue.adapters.items import encode_value
from tests.simulators.refusal import Refusal

type Item = dict[str, dict[str, Any]]
type Body = dict[str, Any]
type Call = Callable[[str, Body], Body]

TABLE = "mianyue"
ABSENT = "attribute_not_exists(pk)"


def key(sk: object, pk: str = "p") -> Item:
    """A key; the partition seldom matters."""
    return {"pk": encode_value(pk), "sk": encode_value(sk)}


def an_item(sk: object = "a", pk: str = "p", **attributes: object) -> Item:
    """An item with these attributes."""
    return key(sk, pk) | {name: encode_value(value) for name, value in attributes.items()}


def listed(sk: str, place: str, *, partition: str = "DUE", **attributes: object) -> Item:
    """An item that is in the index."""
    return an_item(sk, **attributes, gsi1pk=partition, gsi1sk=place)


def body(*, names: str | dict[str, str] = "", values: dict[str, Any] | None = None, **fields: Any) -> Body:
    """A request's fields; names as "#a #b" stand for a and b; of `fields`, those that are None are left out."""
    given = {name: f"#{name}" for name in names.split()} if isinstance(names, str) else names
    made = {name: field for name, field in fields.items() if field is not None}
    if given:
        made["ExpressionAttributeNames"] = {placeholder: name for name, placeholder in given.items()}
    if values:
        made["ExpressionAttributeValues"] = {f":{name}": encode_value(value) for name, value in values.items()}
    return {"TableName": TABLE, **made}


def a_put(item: Item, condition: str | None = None, names: str = "", **values: object) -> Body:
    return body(Item=item, ConditionExpression=condition, names=names, values=values)


def an_update(
    where: Item, expression: str, condition: str | None = None, names: str | dict[str, str] = "", **values: object
) -> Body:
    return body(Key=where, UpdateExpression=expression, ConditionExpression=condition, names=names, values=values)


def a_check(where: Item, condition: str, names: str = "", **values: object) -> Body:
    return body(Key=where, ConditionExpression=condition, names=names, values=values)


def a_query(condition: str, *, values: dict[str, Any], **fields: Any) -> Body:
    return body(KeyConditionExpression=condition, values=values, **fields)


def a_transaction(*parts: tuple[str, Body], **fields: Any) -> Body:
    return {"TransactItems": [{verb: part} for verb, part in parts], **fields}


def a_batch(keys: Iterable[Item], **fields: Any) -> Body:
    return {"RequestItems": {TABLE: {"Keys": list(keys), **fields}}}


def store(call: Call, *items: Item) -> None:
    """Put these items whatever was there."""
    for item in items:
        call("PutItem", a_put(item))


def get(call: Call, where: Item) -> Item | None:
    """The item as it is now."""
    found: Item | None = call("GetItem", body(Key=where, ConsistentRead=True)).get("Item")
    return found


def sort_keys(answer: Body) -> list[str]:
    """The items of a query's answer, told by their sort keys."""
    return [item["sk"]["S"] for item in answer["Items"]]


def refused(call: Call, operation: str, request: Body) -> Refusal:
    """The refusal that a request gets."""
    with pytest.raises(Refusal) as caught:
        call(operation, request)
    return caught.value


def invalid(call: Call, operation: str, request: Body) -> bool:
    """Whether a request is refused as wrong in itself."""
    refusal = refused(call, operation, request)
    return (refusal.status, refusal.code) == (400, "ValidationException")


def reasons(refusal: Refusal) -> list[str]:
    """Why a transaction was cancelled, part by part."""
    assert refusal.code == "TransactionCanceledException"
    return [reason["Code"] for reason in refusal.body["CancellationReasons"]]
