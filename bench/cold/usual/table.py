"""The table through a boto3 client made once; items as plain dicts, the set-up remembered for half a minute."""

import json
import os
import time
from functools import cache
from typing import Any

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

type Item = dict[str, Any]
type Key = tuple[str, str]

TABLE = os.environ["TABLE_NAME"]
KEPT_SECONDS = 30.0

dynamodb = boto3.client("dynamodb")
secrets = boto3.client("secretsmanager")
_serializer = TypeSerializer()
_deserializer = TypeDeserializer()
_setup: tuple[float, Item, dict[str, Item]] | None = None


def together(*keys: Key) -> list[Item | None]:
    """Items read at once and consistently, in the order of their keys."""
    asked: Item = {TABLE: {"Keys": [encoded({"pk": pk, "sk": sk}) for pk, sk in keys], "ConsistentRead": True}}
    answer = dynamodb.batch_get_item(RequestItems=asked)
    found = {(item["pk"], item["sk"]): item for item in map(decoded, answer["Responses"][TABLE])}
    return [found.get(key) for key in keys]


def setup() -> tuple[Item, dict[str, Item]]:
    """The company and its positions by id: one query every half a minute."""
    global _setup  # noqa: PLW0603 - a module that remembers is what is usual
    if _setup is None or time.monotonic() - _setup[0] > KEPT_SECONDS:
        answer = dynamodb.query(
            TableName=TABLE,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": "COMPANY"}},
            ConsistentRead=True,
        )
        items = [decoded(item) for item in answer["Items"]]
        company = next(item for item in items if item["type"] == "company")
        positions = {item["position_id"]: item for item in items if item["type"] == "position"}
        _setup = (time.monotonic(), company, positions)
    return _setup[1], _setup[2]


def template(kind: str, position: Item, language: str, company_language: str) -> Item:
    """The best template: position, family, default; in the candidate's language, then in the company's."""
    scopes = (f"position:{position['position_id']}", f"family:{position['family']}", "default")
    languages = dict.fromkeys((language, company_language))
    found = together(*(("TEMPLATE", f"{kind}#{scope}#{each}") for each in languages for scope in scopes))
    return next(item for item in found if item)


def put(item: Item, condition: str, **values: object) -> Item:
    """One put of a transaction."""
    made: Item = {"TableName": TABLE, "Item": encoded(item), "ConditionExpression": condition}
    if values:
        made["ExpressionAttributeValues"] = encoded({f":{name}": value for name, value in values.items()})
    if "#status" in condition:
        made["ExpressionAttributeNames"] = {"#status": "status"}
    return {"Put": made}


def check(key: Key, condition: str, **values: object) -> Item:
    """One condition of a transaction on an item it does not write."""
    filled = encoded({f":{name}": value for name, value in values.items()})
    body = {"TableName": TABLE, "Key": encoded({"pk": key[0], "sk": key[1]}), "ConditionExpression": condition}
    return {"ConditionCheck": body | {"ExpressionAttributeValues": filled}}


def write(*operations: Any) -> None:
    """All of it or nothing."""
    dynamodb.transact_write_items(TransactItems=operations)


@cache
def link_keys() -> dict[str, str]:
    """The keys in the secret."""
    answer = secrets.get_secret_value(SecretId=os.environ["LINK_KEYS_SECRET"])
    keys: dict[str, str] = json.loads(answer["SecretString"])
    return keys


def encoded(item: Item) -> Item:
    """An item as DynamoDB writes it."""
    return {name: _serializer.serialize(value) for name, value in item.items()}


def decoded(item: Item) -> Item:
    """An item as Python values."""
    return {name: _deserializer.deserialize(value) for name, value in item.items()}
