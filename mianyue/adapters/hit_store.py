"""Raw hits in the table: the one thing that a GET or HEAD may write (K4).

A module of its own, because a candidate who clicks waits for all that it imports.
"""

from mianyue.adapters.items import Item, encode, encode_value
from mianyue.adapters.partitions import story_pk
from mianyue.adapters.table import Table, put
from mianyue.domain.hit import RawHit
from mianyue.domain.moments import stamp


class HitStore:
    """Keeps raw hits."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def hit(self, hit: RawHit) -> None:
        """Keep a raw hit. DynamoDB forgets it by itself once it expires."""
        self._table.write(put(_item(hit)))


def _item(hit: RawHit) -> Item:
    key: Item = {
        "pk": {"S": story_pk(hit.application_id)},
        "sk": {"S": f"HIT#{stamp(hit.at)}#{hit.hit_id}"},
        "type": {"S": "hit"},
    }
    return key | encode(hit) | {"expires_at_epoch": encode_value(int(hit.expires_at.timestamp()))}
