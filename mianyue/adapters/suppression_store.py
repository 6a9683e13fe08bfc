"""Addresses that no mail goes to: listed, looked up, and lifted by HR with a reason (K5)."""

from collections.abc import Sequence
from copy import replace
from datetime import datetime
from typing import NamedTuple

from mianyue.adapters import keys
from mianyue.adapters.items import decode
from mianyue.adapters.table import ABSENT, Table, put
from mianyue.domain.errors import InvalidInput
from mianyue.domain.suppression import Suppression


class SuppressionPage(NamedTuple):
    """Some suppressions, newest first, and where the next page starts ('' at the end)."""

    suppressions: Sequence[Suppression]
    cursor: str


class SuppressionStore:
    """Suppressed addresses."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def page(self, *, limit: int, cursor: str = "") -> SuppressionPage:
        """Up to `limit` that stand, newest first, behind `cursor`. Raises InvalidInput for a broken cursor."""
        start = _start(cursor) if cursor else None
        page = self._table.page(keys.SUPPRESSED, index=True, forward=False, limit=limit, cursor=start)
        return SuppressionPage(
            [decode(Suppression, item) for item in page.items], page.cursor["gsi1sk"]["S"] if page.cursor else ""
        )

    def of(self, address: str) -> list[Suppression]:
        """What stands against an address, and behind it what has been lifted, newest first."""
        pk = keys.suppression_pk(address)
        kept = [decode(Suppression, item) for item in self._table.items(pk, prefix="LIFTED#", forward=False)]
        standing = self.stands(address)
        return [standing, *kept] if standing else kept

    def stands(self, address: str) -> Suppression | None:
        """What stands against an address now."""
        item = self._table.get(keys.suppression_key(address))
        found = decode(Suppression, item) if item else None
        return found if found and not found.lifted_at else None

    def lift(self, standing: Suppression, *, by: str, because: str, now: datetime) -> Suppression:
        """Let mail go there again, if the very one still stands; who, when and why are kept. Raises Conflict."""
        lifted = replace(standing, lifted_at=now, lifted_by=by, lifted_because=because)
        unchanged = "#at = :seen AND attribute_not_exists(lifted_at)"
        self._table.write(
            put(keys.suppression_item(lifted), unchanged, seen=standing.at), put(keys.lifted_item(lifted), ABSENT)
        )
        return lifted


def _start(cursor: str) -> dict[str, dict[str, str]]:
    """DynamoDB's own start key: moment and address of the one behind which the page starts."""
    _, parted, address = cursor.partition("#")
    if not (parted and address):
        raise InvalidInput("cursor", "invalid_input", cursor)
    pk, sk = keys.suppression_key(address)
    values = {"pk": pk, "sk": sk, "gsi1pk": keys.SUPPRESSED, "gsi1sk": cursor}
    return {name: {"S": value} for name, value in values.items()}
