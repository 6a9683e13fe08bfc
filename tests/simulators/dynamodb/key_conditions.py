"""Key conditions of a query: one partition, and a stretch of its sort keys.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
"""

from dataclasses import dataclass
from functools import cache

from tests.simulators.dynamodb.images import key_part
from tests.simulators.dynamodb.refusals import validation
from tests.simulators.dynamodb.tokens import Names, Tokens, Used, Values

_LAST = "\U0010ffff"
_OPERATORS = {"=", "<", "<=", ">", ">="}


@dataclass(frozen=True)
class _Part:
    name: str
    operator: str
    operands: tuple[str, ...]


@dataclass(frozen=True)
class Stretch:
    """The sort keys of one partition from `low` up to, not including, `high` (None: to the end)."""

    partition: str
    low: str
    high: str | None

    def holds(self, sort: str) -> bool:
        """Whether a sort key lies in it."""
        return self.low <= sort and (self.high is None or sort < self.high)


@dataclass(frozen=True, eq=False)
class KeyCondition:
    """What the expression says."""

    parts: tuple[_Part, ...]
    used: Used

    def stretch(self, key: tuple[str, str], names: Names, values: Values) -> Stretch:
        """The part of the table or index with these `key` attributes that is meant. Raises Refusal."""
        parts = {names.get(part.name, part.name): part for part in self.parts}
        partition = parts.pop(key[0], None)
        if partition is None or partition.operator != "=" or not parts.keys() <= {key[1]}:
            raise validation("Query condition missed key schema element, or query key condition not supported")
        (pk,) = _texts(partition, key[0], values)
        if not parts:
            return Stretch(pk, "", None)
        return Stretch(pk, *_bounds(parts[key[1]].operator, _texts(parts[key[1]], key[1], values)))


@cache
def key_condition(text: str) -> KeyCondition:
    """What a key condition expression means. Raises Refusal."""
    tokens = Tokens(text, "KeyConditionExpression")
    parts = [_part(tokens)]
    if tokens.took("AND"):
        parts.append(_part(tokens))
    tokens.end()
    if len({part.name for part in parts}) < len(parts):
        raise tokens.wrong("KeyConditionExpressions must only contain one condition per key")
    return KeyCondition(tuple(parts), tokens.used)


def _part(tokens: Tokens) -> _Part:
    if tokens.calls():
        return _prefix(tokens)
    name, operator = tokens.name(), tokens.take()
    if operator == "BETWEEN":
        low = tokens.value()
        tokens.expect("AND")
        return _Part(name, operator, (low, tokens.value()))
    if operator not in _OPERATORS:
        raise tokens.wrong(f"Invalid operator used in KeyConditionExpression: {operator}")
    return _Part(name, operator, (tokens.value(),))


def _prefix(tokens: Tokens) -> _Part:
    if (function := tokens.take()) != "begins_with":
        raise tokens.wrong(f"Invalid operator used in KeyConditionExpression: {function}")
    tokens.expect("(")
    name = tokens.name()
    tokens.expect(",")
    value = tokens.value()
    tokens.expect(")")
    return _Part(name, function, (value,))


def _texts(part: _Part, name: str, values: Values) -> list[str]:
    return [key_part({name: values[operand]}, name) for operand in part.operands]


def _bounds(operator: str, texts: list[str]) -> tuple[str, str | None]:
    first, last = texts[0], texts[-1]
    if first > last:
        raise validation("The BETWEEN operator requires upper bound to be greater than or equal to lower bound")
    match operator:
        case "begins_with":
            return first, _behind_prefix(first)
        case "<":
            return "", first
        case "<=":
            return "", _behind(first)
        case ">":
            return _behind(first), None
        case ">=":
            return first, None
    return first, _behind(last)


def _behind(text: str) -> str:
    """The text that comes right after this one."""
    return text + "\0"


def _behind_prefix(prefix: str) -> str | None:
    """The first text that comes after all that begin so; None if there is none."""
    stem = prefix.rstrip(_LAST)
    return stem[:-1] + chr(ord(stem[-1]) + 1) if stem else None
