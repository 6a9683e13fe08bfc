"""Lines of the audit log as items, and what a write says about the thing that it changes.

A line stands twice, and is never written again: among all lines, where the index holds it by person, and among those
of its area, where the index holds it by person and area. So each filter is one Query, in order of time.
"""

from collections.abc import Iterable, Mapping

from mianyue.adapters.items import Item, encode, encode_value
from mianyue.adapters.keys import COMPANY, FAQ, MEMBERS, TEMPLATES
from mianyue.adapters.partitions import story_pk
from mianyue.adapters.table import ABSENT, Key, Operation, put
from mianyue.domain.audit import KEPT, Line
from mianyue.domain.moments import stamp

AUDIT = "AUDIT"
_SETTINGS = frozenset({COMPANY, MEMBERS})
"""Partitions whose values may be shown: no candidate stands there."""
_PERSONAL = frozenset({"hr_name", "hr_email", "hr_phone"})
_NOT_SETTINGS = frozenset({"pk", "sk", "type", "rev", "gsi1pk", "gsi1sk", "username"})
_LONGEST_SHOWN = 80
_PARTITIONS = {story_pk(""): "application", "BULK#": "bulk", "IMPORT#": "import"}
_SORTS = {"SETTINGS": "company", "RULE#": "rule", "POSITION#": "position", "DEPARTMENT#": "department"}


def lines_pk(area: str = "") -> str:
    """Partition of all lines, or of those of one area."""
    return f"{AUDIT}#area#{area}" if area else AUDIT


def person_pk(by: str, area: str = "") -> str:
    """Index partition of one person's lines, or of those of one area."""
    return f"{AUDIT}#by#{by}#{area}" if area else f"{AUDIT}#by#{by}"


def written(line: Line) -> tuple[Operation, ...]:
    """Write a line, once."""
    return put(_item(line, ""), ABSENT), put(_item(line, line.area), ABSENT)


def _item(line: Line, area: str) -> Item:
    place = {"S": f"{stamp(line.at)}#{line.line_id}"}
    keys: Item = {"pk": {"S": lines_pk(area)}, "sk": place, "gsi1pk": {"S": person_pk(line.by, area)}, "gsi1sk": place}
    forgotten = encode_value(int((line.at + KEPT).timestamp()))
    return keys | {"type": {"S": "audit"}, "expires_at_epoch": forgotten} | encode(line)


def thing_of(operations: Iterable[Operation]) -> tuple[str, str]:
    """Kind and id of what a write changes, by the first operation that tells. No id is anybody's name or address."""
    told = (_named(each) for each in operations if each.verb != "ConditionCheck")
    return next(filter(None, told), ("", ""))


def _named(operation: Operation) -> tuple[str, str] | None:
    item: Item = operation.body.get("Item", {})
    if "application_id" in item:  # the keys of a suppressed address would tell the address
        return "application", item["application_id"]["S"]
    pk, sk = key_of(operation)
    if pk == COMPANY:
        return _ending(_SORTS, sk)
    if pk in (MEMBERS, TEMPLATES, FAQ):
        return {MEMBERS: "user", TEMPLATES: "template", FAQ: "faq"}[pk], sk.removeprefix("ENTRY#")
    return _ending(_PARTITIONS, pk)


def _ending(starts: Mapping[str, str], key: str) -> tuple[str, str] | None:
    return next(((kind, key.removeprefix(start)) for start, kind in starts.items() if key.startswith(start)), None)


def key_of(operation: Operation) -> Key:
    """Key of the item that an operation is about."""
    item: Item = operation.body.get("Item") or operation.body["Key"]
    return item["pk"]["S"], item["sk"]["S"]


def is_setting(operation: Operation) -> bool:
    """Whether an operation replaces something whose old and new values may be shown."""
    return operation.verb == "Put" and key_of(operation)[0] in _SETTINGS


def changes(old: Item, new: Item) -> dict[str, tuple[str, ...]]:
    """Old and new value of each changed field; no values where they are somebody's own, or too long to be read."""
    fields = sorted((old.keys() | new.keys()) - _NOT_SETTINGS)
    return {name: _shown(name, old.get(name), new.get(name)) for name in fields if old.get(name) != new.get(name)}


def _shown(name: str, *values: Mapping[str, object] | None) -> tuple[str, ...]:
    texts = tuple(_text(each) for each in values)
    hidden = name in _PERSONAL or any(len(each) > _LONGEST_SHOWN for each in texts)
    return () if hidden else texts


def _text(value: Mapping[str, object] | None) -> str:
    match value:
        case None:
            return ""
        case {"L": list(several)}:
            return ", ".join(_text(each) for each in several)
        case {"M": dict(named)}:
            return ", ".join(f"{name}: {_text(each)}" for name, each in named.items())
        case {"BOOL": bool(yes)}:
            return "true" if yes else "false"
    return str(next(iter(value.values())))
