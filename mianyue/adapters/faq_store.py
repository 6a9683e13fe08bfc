"""The FAQ: entries, their order, and how often each was shown and helped, all in one small partition (P3, H4)."""

from collections import Counter
from collections.abc import Iterable
from copy import replace

from mianyue.adapters import keys
from mianyue.adapters.items import decode, encode
from mianyue.adapters.table import ABSENT, ConditionFailed, Operation, Table, add, delete, put
from mianyue.domain.faq import FaqCount, FaqEntry, FaqOrder, in_order
from mianyue.domain.tracking import TrackingEvent

_COUNTS = "FAQ#COUNTS"
_ORDER = (keys.FAQ, "ORDER")


class FaqStore:
    """FAQ entries."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def entries(self) -> list[FaqEntry]:
        """Every entry, in HR's order."""
        return self.whole()[0]

    def whole(self) -> tuple[list[FaqEntry], FaqOrder]:
        """Every entry, in HR's order, and that order."""
        items = list(self._table.items(keys.FAQ))
        entries = [decode(FaqEntry, item) for item in items if item["type"]["S"] == "faq"]
        order = next((decode(FaqOrder, item) for item in items if item["type"]["S"] == "faq_order"), FaqOrder())
        return in_order(entries, order), order

    def counts(self) -> dict[str, FaqCount]:
        """How often each entry was shown and helped; what never was is missing."""
        found = ((item["sk"]["S"], item) for item in self._table.items(_COUNTS))
        return {
            faq_id: FaqCount(faq_id, **{name: int(item[name]["N"]) for name in ("shown", "helped") if name in item})
            for faq_id, item in found
        }

    def add(self, entry: FaqEntry) -> None:
        """Write an entry that is not there yet. Raises Conflict."""
        self._table.write(put(keys.faq_item(entry), ABSENT))

    def add_missing(self, entries: Iterable[FaqEntry]) -> int:
        """Write those that are not there yet; how many that were."""
        return sum(self._added(entry) for entry in entries)

    def change(self, entry: FaqEntry, seen: int) -> None:
        """Write an entry in place of its revision `seen`. Raises Conflict."""
        self._table.write(put(keys.faq_item(replace(entry, rev=seen + 1)), "rev = :seen", seen=seen))

    def remove(self, faq_id: str, seen: int) -> None:
        """Take away revision `seen` of an entry; its counts are kept. Raises Conflict."""
        self._table.write(delete(keys.faq_key(faq_id), "rev = :seen", seen=seen))

    def arrange(self, faq_ids: Iterable[str], seen: int) -> None:
        """Put the entries in an order, in place of its revision `seen` (0: none yet). Raises Conflict."""
        order = FaqOrder(tuple(faq_ids), seen + 1)
        item = {"pk": {"S": _ORDER[0]}, "sk": {"S": _ORDER[1]}, "type": {"S": "faq_order"}} | encode(order)
        self._table.write(put(item, "rev = :seen", seen=seen) if seen else put(item, ABSENT))

    def helped(self, event: TrackingEvent, faq_id: str, shown: Iterable[str]) -> bool:
        """Write that an entry has helped, and count it; False when the same was told before."""
        try:
            self._table.write(put(keys.event_item(event), ABSENT), *raised(shown, helped=faq_id))
        except ConditionFailed:
            return False
        return True

    def _added(self, entry: FaqEntry) -> bool:
        try:
            self.add(entry)
        except ConditionFailed:
            return False
        return True


def raised(shown: Iterable[str], helped: str = "") -> list[Operation]:
    """One more of each that was shown, and of the one that helped: beside the event that says so, so counted once."""
    amounts: dict[str, Counter[str]] = {faq_id: Counter(shown=1) for faq_id in shown}
    if helped:
        amounts.setdefault(helped, Counter(shown=1))["helped"] = 1
    return [add((_COUNTS, faq_id), "faq_count", counted) for faq_id, counted in amounts.items()]
