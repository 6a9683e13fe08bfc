"""The words of an expression, one after the other, and the placeholders that occur in it.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from moto.dynamodb.parsing.reserved_keywords import ReservedKeywords

from tests.simulators.dynamodb.refusals import validation
from tests.simulators.dynamodb.values import Item, Value

type Names = dict[str, str]
type Values = dict[str, Value]
type Operand = Callable[[Item, Names, Values], Value | None]

_TOKEN = re.compile(r"\s*([#:]?[A-Za-z0-9_]+|<>|<=|>=|[=<>(),+-])")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*").fullmatch
RESERVED = frozenset(word.strip().upper() for word in ReservedKeywords.get_reserved_keywords())
"""https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html"""


@dataclass(frozen=True)
class Used:
    """The placeholders in an expression; `kinds` are pairs of a value and the type it must have."""

    names: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    kinds: frozenset[tuple[str, str]] = frozenset()

    def __or__(self, other: "Used") -> "Used":
        return Used(self.names | other.names, self.values | other.values, self.kinds | other.kinds)


class Tokens:
    """Reads an expression from left to right. `kind` is what DynamoDB calls it, e.g. ConditionExpression."""

    def __init__(self, text: str, kind: str) -> None:
        self._kind = kind
        self._tokens = self._split(text)
        self._at = 0
        self._names: set[str] = set()
        self._values: set[str] = set()
        self._kinds: set[tuple[str, str]] = set()

    @property
    def used(self) -> Used:
        """The placeholders that were read."""
        return Used(frozenset(self._names), frozenset(self._values), frozenset(self._kinds))

    def _split(self, text: str) -> list[str]:
        if not text.strip():
            raise self.wrong("The expression can not be empty;")
        tokens, at = [], 0
        while text[at:].strip():
            if not (found := _TOKEN.match(text, at)):
                raise self.wrong(f'Syntax error; token: "{text[at:].split(maxsplit=1)[0]}"')
            tokens.append(found[1])
            at = found.end()
        return tokens

    def wrong(self, reason: str) -> Exception:
        """The refusal of this expression."""
        return validation(f"Invalid {self._kind}: {reason}")

    @property
    def next(self) -> str:
        """The token that comes, keywords in capitals; '' at the end."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else ""
        return token.upper() if token.upper() in RESERVED else token

    def take(self) -> str:
        """The token that comes, and go on."""
        token = self.next
        self._at += 1
        return token

    def took(self, token: str) -> bool:
        """Whether `token` came; go on if so."""
        if self.next != token:
            return False
        self._at += 1
        return True

    def expect(self, token: str) -> None:
        """Go past `token`. Raises Refusal if something else comes."""
        if not self.took(token):
            raise self.unexpected(self.next)

    def unexpected(self, token: str) -> Exception:
        """The refusal of a token that has no place here."""
        return self.wrong(f'Syntax error; token: "{token or "<EOF>"}"')

    def end(self) -> None:
        """Raises Refusal unless all has been read."""
        if self.next:
            raise self.unexpected(self.next)

    def calls(self) -> bool:
        """Whether a function's name comes, with its parenthesis."""
        return self._tokens[self._at + 1 : self._at + 2] == ["("] and bool(_NAME(self.next))

    def name(self) -> str:
        """An attribute's name or its placeholder. Raises Refusal for reserved words."""
        token = self.take()
        if token in RESERVED:
            raise self.wrong(f"Attribute name is a reserved keyword; reserved keyword: {token}")
        if token.startswith("#"):
            self._names.add(token)
        elif not _NAME(token):
            raise self.unexpected(token)
        return token

    def value(self, kind: str = "") -> str:
        """A value's placeholder; it must have this type. Raises Refusal if something else comes."""
        token = self.take()
        if not token.startswith(":"):
            raise self.unexpected(token)
        self._values.add(token)
        if kind:
            self.require(token, kind)
        return token

    def require(self, value: str, kind: str) -> None:
        """Say that the value behind a placeholder must have this type."""
        self._kinds.add((value, kind))

    def operand(self, kind: str = "") -> Operand:
        """A name or a value, as a function that finds it in an item or among the values."""
        if self.next.startswith(":"):
            value = self.value(kind)
            return lambda _item, _names, values: values[value]
        return attribute(self.name())


def attribute(name: str) -> Operand:
    """A function that finds an attribute in an item; None if it is not there."""
    if name.startswith("#"):
        return lambda item, names, _values: item.get(names[name])
    return lambda item, _names, _values: item.get(name)
