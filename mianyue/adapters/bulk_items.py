"""What has become of the mails of a bulk action, counted.

The counters are raised by the very transactions that settle a mail of it, in shards: two senders at full speed would
wait for each other at one item.
"""

from zlib import crc32

from mianyue.adapters.table import Key, Operation, add
from mianyue.domain.bulk_mail import names_bulk, sent_by_bulk
from mianyue.domain.message import Message, Status

SHARDS = 16
TALLY = "TALLY#"
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
