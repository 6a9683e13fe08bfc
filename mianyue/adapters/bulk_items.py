"""A bulk action as it stands in the table: its record, its place among what is due, and the counters of its mails.

The counters are raised by the very transactions that settle a mail of it, in shards: two senders at full speed would
wait for each other at one item.
"""

from datetime import datetime
from zlib import crc32

from mianyue.adapters.items import Item, encode, encode_value
from mianyue.adapters.table import Key, Operation, add
from mianyue.domain.bulk import Bulk, Left, names_bulk, sent_by_bulk
from mianyue.domain.message import Message, Status
from mianyue.domain.moments import stamp

LISTED = "BULKS"
DUE = "DUE#bulk"
SHARDS = 16
TALLY = "TALLY#"
LEFT = "LEFT#"
_COUNTED = {
    Status.SENT: "sent",
    Status.FAILED: "failed",
    Status.DOUBTFUL: "doubtful",
    Status.DROPPED: "dropped",
}


def bulk_pk(bulk_id: str) -> str:
    """Partition of a bulk action."""
    return f"BULK#{bulk_id}"


def bulk_key(bulk_id: str) -> Key:
    """Key of a bulk action's record."""
    return bulk_pk(bulk_id), "BULK"


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


def routed(batch: str, application_id: str, mails: int) -> tuple[Operation, ...]:
    """A stage entry of a batch has been looked at, and so many mails were written for it."""
    amounts = {"routed": 1} | ({"written": mails} if mails else {})
    return (_tally(batch, application_id, amounts),) if names_bulk(batch) else ()


def written(message: Message) -> tuple[Operation, ...]:
    """A mail of a batch is written later than its stage entry was looked at."""
    amounts = {"written": 1}
    return (_tally(message.batch, message.application_id, amounts),) if sent_by_bulk(message) else ()


def settled(message: Message, before: Status) -> tuple[Operation, ...]:
    """A mail has come from one status to another: it is counted in the one it stands in, and in no other."""
    left, reached = _COUNTED.get(before), _COUNTED.get(message.status)
    if left == reached or not sent_by_bulk(message):
        return ()
    amounts = {name: amount for name, amount in ((left, -1), (reached, 1)) if name}
    return (_tally(message.batch, message.application_id, amounts),)


def _tally(bulk_id: str, application_id: str, amounts: dict[str, int]) -> Operation:
    shard = crc32(application_id.encode()) % SHARDS
    return add((bulk_pk(bulk_id), f"{TALLY}{shard:02d}"), "bulk_tally", amounts)


def _item(kind: str, key: Key, index: tuple[str, str] | None = None) -> Item:
    item = {"pk": encode_value(key[0]), "sk": encode_value(key[1]), "type": encode_value(kind)}
    if index:
        item |= {"gsi1pk": encode_value(index[0]), "gsi1sk": encode_value(index[1])}
    return item
