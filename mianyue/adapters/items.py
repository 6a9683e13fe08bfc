"""Domain objects as DynamoDB items, and back: one place for every conversion.

An item is {attribute: AttributeValue}. None is left out; a moment is a fixed-width UTC text, so that text
order is time order; a set is a sorted list, because DynamoDB has no empty sets.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum, StrEnum
from types import UnionType
from typing import Any, get_args, get_origin

from mianyue.domain.moments import parse_stamp, stamp

type Item = dict[str, dict[str, Any]]


def encode_value(value: object) -> dict[str, Any]:
    """One Python value as an AttributeValue."""
    match value:
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(int(value))}
        case str():
            return {"S": str(value)}
        case datetime():
            return {"S": stamp(value)}
        case tuple() | list():
            return {"L": [encode_value(each) for each in value]}
        case frozenset():
            return {"L": [encode_value(each) for each in sorted(value)]}
        case Mapping():
            return {"M": {str(name): encode_value(each) for name, each in value.items()}}
    raise TypeError(f"no AttributeValue for {type(value).__name__}")


def encode(entity: Any) -> Item:
    """A dataclass or named tuple as an item, without its keys."""
    pairs = ((name, getattr(entity, name)) for name in type(entity).__annotations__)
    return {name: encode_value(value) for name, value in pairs if value is not None}


def decode[T](kind: type[T], item: Item) -> T:
    """The dataclass or named tuple behind an item; attributes that the class does not know are passed over."""
    known = kind.__annotations__.items()
    values = {name: decode_value(type_, item[name]) for name, type_ in known if name in item}
    return kind(**values)


def decode_value(kind: Any, value: dict[str, Any]) -> Any:
    """One AttributeValue as the annotated type says."""
    if isinstance(kind, UnionType):  # only `X | None` occurs, and None is never stored
        kind = get_args(kind)[0]
    origin = get_origin(kind)
    if origin in (tuple, frozenset):
        return origin(decode_value(get_args(kind)[0], each) for each in value["L"])
    if origin in (dict, Mapping):
        return {name: decode_value(get_args(kind)[1], each) for name, each in value["M"].items()}
    return _decode_scalar(kind, value)


def _decode_scalar(kind: Any, value: dict[str, Any]) -> Any:
    if kind is datetime:
        return parse_stamp(value["S"])
    if kind is bool:
        return value["BOOL"]
    if issubclass(kind, int | IntEnum):
        return kind(int(value["N"]))
    if issubclass(kind, str | StrEnum):
        return kind(value["S"])
    raise TypeError(f"no value of {kind} in the table")
