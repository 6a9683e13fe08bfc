"""The four kinds of write: each checks what can be checked without the table, then decides by the item's image."""

from collections.abc import Iterable
from functools import cache, reduce
from operator import or_
from typing import Any, ClassVar

from tests.simulators.dynamodb.conditions import Condition, condition
from tests.simulators.dynamodb.images import KEY, Image, Key, bare_image, item_key, only_key
from tests.simulators.dynamodb.key_conditions import KeyCondition
from tests.simulators.dynamodb.refusals import validation
from tests.simulators.dynamodb.tokens import Names, Used, Values
from tests.simulators.dynamodb.updates import Update, update
from tests.simulators.dynamodb.values import kept, measured

type Body = dict[str, Any]

_NOTHING: dict[str, Any] = {}


class Write:
    """One write on the item `key`; `body` is DynamoDB's own request. Raises Refusal where that is wrong."""

    fields: ClassVar = {
        "TableName",
        "Key",
        "ConditionExpression",
        "ExpressionAttributeNames",
        "ExpressionAttributeValues",
    }

    def __init__(self, body: Body, key: Key, changes: Update | None = None) -> None:
        require_known(body, self.fields)
        self.key = key
        text = body.get("ConditionExpression")
        self._condition = None if text is None else condition(text)
        self._names, self._values = placeholders(body, self._condition, changes)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = None

    def holds(self, before: Image | None) -> bool:
        """Whether the item is as the write expects it."""
        if self._condition is None:
            return True
        return self._condition.holds(before.item if before else _NOTHING, self._names, self._values)

    def after(self, before: Image | None) -> Image | None:
        """The item that the write leaves behind. Raises Refusal."""
        raise NotImplementedError


class Put(Write):
    """Replaces the whole item."""

    fields = Write.fields - {"Key"} | {"Item"}

    def __init__(self, body: Body) -> None:
        self._image = Image(*kept(body["Item"]))
        super().__init__(body, item_key(self._image.item))

    def after(self, before: Image | None) -> Image | None:
        return self._image


class Change(Write):
    """Changes some attributes; makes the item if it is not there (DynamoDB's Update)."""

    fields = Write.fields | {"UpdateExpression"}

    def __init__(self, body: Body) -> None:
        text = body.get("UpdateExpression")
        self._update = None if text is None else update(text)
        super().__init__(body, only_key(body["Key"]), self._update)
        if self._update:
            _require_changeable(self._update.targets(self._names))

    def after(self, before: Image | None) -> Image | None:
        image = before or bare_image(self.key)
        return image.changed(self._update.changes(image.item, self._names, self._values)) if self._update else image


class Removal(Write):
    """Removes the item (DynamoDB's Delete)."""

    def __init__(self, body: Body) -> None:
        super().__init__(body, only_key(body["Key"]))

    def after(self, before: Image | None) -> Image | None:
        return None


class Check(Write):
    """Changes nothing: the transaction happens only if its condition holds."""

    def __init__(self, body: Body) -> None:
        if "ConditionExpression" not in body:
            raise validation("The expression can not be empty: a ConditionCheck needs a ConditionExpression")
        super().__init__(body, only_key(body["Key"]))

    def after(self, before: Image | None) -> Image | None:
        return before


def require_known(body: Body, fields: set[str]) -> None:
    """Raises Refusal for a field that DynamoDB may know and this table does not: better refused than overlooked."""
    if not body.keys() <= fields:
        raise validation(f"This table does not know {', '.join(sorted(body.keys() - fields))}")


def placeholders(body: Body, *expressions: Condition | KeyCondition | Update | None) -> tuple[Names, Values]:
    """Names and values of a request. Raises Refusal unless its expressions use each of them, and no others."""
    names, values = body.get("ExpressionAttributeNames", _NOTHING), body.get("ExpressionAttributeValues", _NOTHING)
    used = _used(*expressions)
    if names.keys() != used.names or values.keys() != used.values:
        raise _unmatched(names.keys() ^ used.names | values.keys() ^ used.values)
    if (not names and names is not _NOTHING) or (not values and values is not _NOTHING):
        raise validation("ExpressionAttributeNames and ExpressionAttributeValues must not be empty")
    for placeholder, kind in used.kinds:
        if kind not in values[placeholder]:
            raise validation(f"Incorrect operand type for operator or function; expected: {kind}; at: {placeholder}")
    return dict(names), {name: measured(value)[0] for name, value in values.items()}


@cache
def _used(*expressions: Condition | KeyCondition | Update | None) -> Used:
    return reduce(or_, (each.used for each in expressions if each), Used())


def _unmatched(words: Iterable[str]) -> Exception:
    listed = ", ".join(sorted(words))
    return validation(f"Placeholders that are not defined, or unused in expressions: keys: {{{listed}}}")


def _require_changeable(targets: list[str]) -> None:
    if len(set(targets)) < len(targets):
        raise validation("Invalid UpdateExpression: Two document paths overlap with each other")
    if set(KEY) & set(targets):
        raise validation("One or more parameter values were invalid: Cannot update attribute. It is part of the key")
