"""An item as it stands in the table, its keys, and what DynamoDB asks of both.

Limits: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
"""

from tests.simulators.dynamodb.refusals import validation
from tests.simulators.dynamodb.values import Item, Value, kept, measured, utf8

type Key = tuple[str, str]

KEY = ("pk", "sk")
INDEX_KEYS = {"gsi1": ("gsi1pk", "gsi1sk"), "gsi2": ("gsi2pk", "gsi2sk")}
LARGEST_ITEM = 400 * 1024
_LARGEST_PARTS = {f"{name}{part}": most for name in ("", *INDEX_KEYS) for part, most in (("pk", 2048), ("sk", 1024))}


class Image:
    """One version of an item, its size in bytes, and its place in each index: (gsi1pk, gsi1sk), None if not there.

    Never changed: a write makes another.
    """

    __slots__ = ("item", "places", "size")

    def __init__(self, item: Item, size: int) -> None:
        if size > LARGEST_ITEM:
            raise validation("Item size has exceeded the maximum allowed size")
        self.item = item
        self.size = size
        self.places = {name: _place(item, *key) for name, key in INDEX_KEYS.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Image) and self.item == other.item

    __hash__ = None

    def changed(self, changes: dict[str, Value | None]) -> "Image":
        """The item with other attributes (None: it goes). Raises Refusal."""
        item, size = dict(self.item), self.size
        for name, value in changes.items():
            if (before := item.pop(name, None)) is not None:
                size -= utf8(name) + measured(before)[1]
            if value is not None:
                item[name] = value
                size += utf8(name) + measured(value)[1]
        return Image(item, size)


def _place(item: Item, pk: str, sk: str) -> tuple[str, str] | None:
    partition = key_part(item, pk) if pk in item else None
    sort = key_part(item, sk) if sk in item else None
    return (partition, sort) if partition and sort else None


def bare_image(key: Key) -> Image:
    """An item that has nothing but its key."""
    return Image(*kept(key_item(key)))


def key_item(key: Key) -> Item:
    """A key as DynamoDB writes it."""
    return {"pk": {"S": key[0]}, "sk": {"S": key[1]}}


def item_key(item: Item) -> Key:
    """The key in a whole item. Raises Refusal if it is not whole."""
    return key_part(item, "pk"), key_part(item, "sk")


def only_key(given: Item) -> Key:
    """A key that stands alone. Raises Refusal if there is more or less."""
    if len(given) != 2:
        raise validation("The provided key element does not match the schema")
    return item_key(given)


def key_part(item: Item, name: str) -> str:
    """One text of a key. Raises Refusal if it is missing, empty, too long or no text."""
    value = item.get(name)
    if value is None:
        raise validation(f"One or more of the required keys were not given a value: missing the key {name} in the item")
    text = value.get("S")
    if text and text.__class__ is str and len(value) == 1 and (len(text) < 256 or utf8(text) <= _LARGEST_PARTS[name]):
        return text
    raise _wrong_part(name, text)


def _wrong_part(name: str, text: object) -> Exception:
    if text == "":
        return validation(f"The AttributeValue for a key attribute cannot contain an empty string value. Key: {name}")
    if isinstance(text, str):
        return validation(f"One or more parameter values were invalid: the size limit of {name} has been exceeded")
    return validation(f"One or more parameter values were invalid: Type mismatch for key {name} expected: S")
