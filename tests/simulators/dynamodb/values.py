"""AttributeValues: which there are, the one form they are kept in, their size and order.

Sizes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
Numbers: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
"""

import re
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation, Subnormal
from functools import lru_cache
from typing import Any

from tests.simulators.dynamodb.refusals import validation

type Value = dict[str, Any]
type Item = dict[str, Value]

_PLAIN_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,37}").fullmatch
_NUMBERS = Context(prec=38, Emin=-130, Emax=125, traps=[Inexact, Subnormal, InvalidOperation])


def kept(item: Item) -> tuple[Item, int]:
    """A copy of an item as it is kept, and its size in bytes. Raises Refusal for a value there is not.

    The hot spot of the whole table: texts and numbers are looked at right here, names and texts measured at once.
    """
    if sum(map(len, item.values())) != len(item):
        raise validation("Supplied AttributeValue must contain exactly one datatype")
    copy, texts, size = dict(item), list(item), 0
    try:
        for name, value in item.items():
            if "S" in value:
                texts.append(value["S"])
                continue
            copy[name], more = _kept_number(value) if "N" in value else measured(value)
            size += more
        return copy, size + utf8("".join(texts))
    except TypeError:
        raise validation("AttributeValues of S and N are texts") from None


def measured(value: Value) -> tuple[Value, int]:
    """A value as it is kept, and its bytes; the very same object if it is a text or a plain number.

    Raises Refusal for a value there is not.
    """
    if len(value) != 1:
        raise validation("Supplied AttributeValue must contain exactly one datatype")
    ((kind, content),) = value.items()
    if content.__class__ is not _CLASSES.get(kind):
        raise validation(f"This table knows no AttributeValue of {kind} with {content.__class__.__name__}")
    match kind:
        case "N":
            return _kept_number(value)
        case "S":
            return value, utf8(content)
        case "L":
            return _list(content)
        case "M":
            return _map(content)
    return value, 1


_CLASSES: dict[str, type] = {"S": str, "N": str, "BOOL": bool, "NULL": bool, "L": list, "M": dict}


def _kept_number(value: Value) -> tuple[Value, int]:
    text, size = _number(value["N"])
    return (value if text == value["N"] else {"N": text}), size


@lru_cache(4096)
def _number(text: str) -> tuple[str, int]:
    form = text if _PLAIN_NUMBER(text) else number_text(number(text))
    return form, (len(form.strip("-0.").replace(".", "")) + 1) // 2 + 1


def _list(content: list[Value]) -> tuple[Value, int]:
    values = [measured(each) for each in content]
    return {"L": [value for value, _ in values]}, 3 + sum(1 + size for _, size in values)


def _map(content: Item) -> tuple[Value, int]:
    copy, size = kept(content)
    return {"M": copy}, 3 + len(copy) + size


def utf8(text: str) -> int:
    """Bytes of a text."""
    return len(text) if text.isascii() else len(text.encode())


def number(text: str) -> Decimal:
    """The number behind a text. Raises Refusal for what is none, or has more than 38 digits."""
    try:
        return _finite(_NUMBERS.create_decimal(text))
    except DecimalException:
        raise validation(f"The parameter cannot be converted to a numeric value: {text}") from None


def number_text(exact: Decimal) -> str:
    """The one form of a number: no exponent, no leading or trailing zeros."""
    text = f"{exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def total(left: str, right: str, sign: int) -> Value:
    """`left` plus (or, with sign -1, minus) `right` as a value. Raises Refusal for more than 38 digits."""
    if _PLAIN_NUMBER(left) and _PLAIN_NUMBER(right):
        return measured({"N": str(int(left) + sign * int(right))})[0]
    try:
        return {"N": number_text(_NUMBERS.add(number(left), sign * number(right)))}
    except DecimalException:
        raise validation("Number overflow. Attempting to store a number with too many digits") from None


def in_order(smaller: Value | None, larger: Value | None, *, same: bool) -> bool:
    """Whether two values stand in this order; `same` says what equal ones do. Texts and numbers have an order."""
    if smaller is None or larger is None:
        return False
    ((kind, left),), ((other, right),) = smaller.items(), larger.items()
    if kind != other:
        return False
    if kind not in {"S", "N"}:
        raise validation(f"Incorrect operand type for operator or function; operand type: {kind}")
    if kind == "N":
        left, right = number(left), number(right)
    return bool(left < right or (same and left == right))


def _finite(exact: Decimal) -> Decimal:
    if not exact.is_finite():
        raise validation(f"The parameter cannot be converted to a numeric value: {exact}")
    return exact
