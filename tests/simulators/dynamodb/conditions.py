"""Condition expressions: read once per text, then a function of the item.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tests.simulators.dynamodb.tokens import Names, Operand, Tokens, Used, Values, attribute
from tests.simulators.dynamodb.values import Item, in_order

type Test = Callable[[Item, Names, Values], bool]


@dataclass(frozen=True, eq=False)
class Condition:
    """Whether an item is as expected."""

    holds: Test
    used: Used


@cache
def condition(text: str) -> Condition:
    """What a condition expression means. Raises Refusal."""
    tokens = Tokens(text, "ConditionExpression")
    holds = _alternatives(tokens)
    tokens.end()
    return Condition(holds, tokens.used)


def _alternatives(tokens: Tokens) -> Test:
    left = _conjunction(tokens)
    return _either(left, _alternatives(tokens)) if tokens.took("OR") else left


def _conjunction(tokens: Tokens) -> Test:
    left = _negation(tokens)
    return _both(left, _conjunction(tokens)) if tokens.took("AND") else left


def _negation(tokens: Tokens) -> Test:
    return _not(_negation(tokens)) if tokens.took("NOT") else _single(tokens)


def _single(tokens: Tokens) -> Test:
    if tokens.took("("):
        inner = _alternatives(tokens)
        tokens.expect(")")
        return inner
    return _function(tokens) if tokens.calls() else _comparison(tokens)


def _function(tokens: Tokens) -> Test:
    name = tokens.take()
    tokens.expect("(")
    if name not in _FUNCTIONS:
        raise tokens.wrong(f"Invalid function name, or one that this table does not know; function: {name}")
    test = _FUNCTIONS[name](tokens)
    tokens.expect(")")
    return test


def _exists(tokens: Tokens) -> Test:
    found = attribute(tokens.name())
    return lambda item, names, values: found(item, names, values) is not None


def _not_exists(tokens: Tokens) -> Test:
    return _not(_exists(tokens))


def _begins_with(tokens: Tokens) -> Test:
    found = attribute(tokens.name())
    tokens.expect(",")
    prefix = tokens.value("S")

    def begins(item: Item, names: Names, values: Values) -> bool:
        return ((found(item, names, values) or {}).get("S") or "").startswith(values[prefix]["S"])

    return begins


_FUNCTIONS = {"attribute_exists": _exists, "attribute_not_exists": _not_exists, "begins_with": _begins_with}


def _comparison(tokens: Tokens) -> Test:
    left = tokens.operand()
    operator = tokens.take()
    if operator in _COMPARISONS:
        return _COMPARISONS[operator](left, tokens.operand())
    if operator == "BETWEEN":
        return _between(left, tokens)
    if operator == "IN":
        return _in(left, tokens)
    raise tokens.unexpected(operator)


def _between(found: Operand, tokens: Tokens) -> Test:
    low = tokens.operand()
    tokens.expect("AND")
    return _both(_ordered(low, found, same=True), _ordered(found, tokens.operand(), same=True))


def _in(found: Operand, tokens: Tokens) -> Test:
    tokens.expect("(")
    test = _equal(found, tokens.operand())
    while tokens.took(","):
        test = _either(test, _equal(found, tokens.operand()))
    tokens.expect(")")
    return test


def _equal(left: Operand, right: Operand) -> Test:
    def equal(item: Item, names: Names, values: Values) -> bool:
        found = left(item, names, values)
        return found is not None and found == right(item, names, values)

    return equal


def _ordered(smaller: Operand, larger: Operand, *, same: bool) -> Test:
    return lambda *at: in_order(smaller(*at), larger(*at), same=same)


_COMPARISONS: dict[str, Callable[[Operand, Operand], Test]] = {
    "=": _equal,
    "<>": lambda left, right: _not(_equal(left, right)),
    "<": lambda left, right: _ordered(left, right, same=False),
    "<=": lambda left, right: _ordered(left, right, same=True),
    ">": lambda left, right: _ordered(right, left, same=False),
    ">=": lambda left, right: _ordered(right, left, same=True),
}


def _both(left: Test, right: Test) -> Test:
    return lambda item, names, values: left(item, names, values) and right(item, names, values)


def _either(left: Test, right: Test) -> Test:
    return lambda item, names, values: left(item, names, values) or right(item, names, values)


def _not(test: Test) -> Test:
    return lambda item, names, values: not test(item, names, values)
