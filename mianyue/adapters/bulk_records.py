"""A bulk action as it stands in the table: its record, its place among what is due, and whom it has left alone."""

from datetime import datetime

from mianyue.adapters.bulk_items import bulk_key, bulk_pk
from mianyue.adapters.items import Item, encode, encode_value
from mianyue.adapters.table import Key
from mianyue.domain.bulk import Bulk, Left
from mianyue.domain.moments import stamp

LISTED = "BULKS"
DUE = "DUE#bulk"
LEFT = "LEFT#"


def due_key(bulk_id: str) -> Key:
    """Key of what keeps a bulk action among what is due."""
    return bulk_pk(bulk_id), "DUE"


def bulk_item(bulk: Bulk) -> Item:
    """A bulk action, listed."""
    place = f"{stamp(bulk.created_at)}#{bulk.bulk_id}"
    return _item("bulk", bulk_key(bulk.bulk_id), (LISTED, place)) | encode(bulk)


def due_item(bulk_id: str, looked_at: datetime) -> Item:
    """When the sweep must look at a bulk action that nobody works on; an item of its own, for one has one index."""
    return _item("bulk_due", due_key(bulk_id), (DUE, stamp(looked_at))) | {"bulk_id": encode_value(bulk_id)}


def left_item(left: Left) -> Item:
    """An application that was left alone, in the order of the list."""
    return _item("bulk_left", (bulk_pk(left.bulk_id), f"{LEFT}{left.place:06d}")) | encode(left)


def _item(kind: str, key: Key, index: tuple[str, str] | None = None) -> Item:
    item = {"pk": encode_value(key[0]), "sk": encode_value(key[1]), "type": encode_value(kind)}
    if index:
        item |= {"gsi1pk": encode_value(index[0]), "gsi1sk": encode_value(index[1])}
    return item
