"""Update expressions: read once per text, then a function from an item to its changes.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
"""

from dataclasses import dataclass
from functools import cache

from tests.simulators.dynamodb.refusals import validation
from tests.simulators.dynamodb.tokens import Names, Operand, Tokens, Used, Values, attribute
from tests.simulators.dynamodb.values import Item, Value, total

type Actions = list[tuple[str, Operand]]


@dataclass(frozen=True, eq=False)
class Update:
    """What becomes of which attribute (None: it goes)."""

    actions: Actions
    used: Used

    def targets(self, names: Names) -> list[str]:
        """The attributes it changes."""
        return [names.get(target, target) for target, _ in self.actions]

    def changes(self, item: Item, names: Names, values: Values) -> dict[str, Value | None]:
        """The attributes' values to come; every action sees the item as it was. Raises Refusal."""
        return {names.get(target, target): result(item, names, values) for target, result in self.actions}


@cache
def update(text: str) -> Update:
    """What an update expression means. Raises Refusal."""
    return _Reading(Tokens(text, "UpdateExpression")).all()


class _Reading:
    """One expression being read."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._actions: Actions = []

    def all(self) -> Update:
        sections = {"SET": self._set, "REMOVE": self._remove, "ADD": self._add}
        while self._tokens.next:
            if not (action := sections.pop(name := self._tokens.take().upper(), None)):
                raise self._tokens.wrong(f'The "{name}" section is not known here, or used more than once')
            action()
            while self._tokens.took(","):
                action()
        return Update(self._actions, self._tokens.used)

    def _set(self) -> None:
        target = self._tokens.name()
        self._tokens.expect("=")
        self._actions.append((target, self._sum()))

    def _remove(self) -> None:
        self._actions.append((self._tokens.name(), lambda _item, _names, _values: None))

    def _add(self) -> None:
        target = self._tokens.name()
        amount = self._tokens.value("N")
        self._actions.append((target, _sum(_or_zero(attribute(target)), lambda _i, _n, values: values[amount], 1)))

    def _sum(self) -> Operand:
        first, left = self._tokens.next, self._operand()
        if self._tokens.next not in {"+", "-"}:
            return _there(left)
        if first.startswith(":"):
            self._tokens.require(first, "N")
        sign = 1 if self._tokens.take() == "+" else -1
        return _sum(left, self._operand("N"), sign)

    def _operand(self, kind: str = "") -> Operand:
        return self._if_not_exists() if self._tokens.calls() else self._tokens.operand(kind)

    def _if_not_exists(self) -> Operand:
        if (name := self._tokens.take()) != "if_not_exists":
            raise self._tokens.wrong(f"Invalid function name, or one that this table does not know; function: {name}")
        self._tokens.expect("(")
        found = attribute(self._tokens.name())
        self._tokens.expect(",")
        instead = self._operand()
        self._tokens.expect(")")
        return lambda *at: found(*at) or instead(*at)


def _or_zero(found: Operand) -> Operand:
    return lambda *at: found(*at) or {"N": "0"}


def _there(operand: Operand) -> Operand:
    def found(item: Item, names: Names, values: Values) -> Value:
        if (value := operand(item, names, values)) is None:
            raise validation("The provided expression refers to an attribute that does not exist in the item")
        return value

    return found


def _sum(left: Operand, right: Operand, sign: int) -> Operand:
    first, second = _there(left), _there(right)

    def result(*at: dict) -> Value:
        one, other = first(*at) or {}, second(*at) or {}
        if "N" not in one or "N" not in other:
            raise validation("An operand in the update expression has an incorrect data type")
        return total(one["N"], other["N"], sign)

    return result
