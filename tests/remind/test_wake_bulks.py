"""A bulk action that nobody works on is taken up again (B3)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from functions.remind.wake_bulks import wake_bulks
from tests.builders import NOW


class Office:
    """Bulk actions that are due, and whoever works on them."""

    def __init__(self, *due: str, away: tuple[str, ...] = ()) -> None:
        self.due, self.away = due, away
        self.woken: list[str] = []
        self.again: list[tuple[str, datetime | None]] = []
        self.troubles: list[tuple[str, str]] = []

    def due_before(self, now: datetime) -> Iterator[str]:
        assert now == NOW
        return iter(self.due)

    def look_again(self, bulk_id: str, looked_at: datetime | None) -> None:
        self.again.append((bulk_id, looked_at))

    def carry_on(self, bulk_id: str) -> None:
        if bulk_id in self.away:
            raise RuntimeError("away")
        self.woken.append(bulk_id)

    def trouble(self, kind: str, error: Exception) -> None:
        self.troubles.append((kind, str(error)))


def test_whoever_is_woken_has_ten_minutes() -> None:
    office = Office("b1", "b2")
    assert wake_bulks(office, office, office.trouble, now=NOW) == 2
    assert office.woken == ["b1", "b2"]
    assert office.again == [(bulk, NOW + timedelta(minutes=10)) for bulk in ("b1", "b2")]


def test_one_that_cannot_be_woken_keeps_no_other_waiting() -> None:
    office = Office("b1", "b2", away=("b1",))
    assert wake_bulks(office, office, office.trouble, now=NOW) == 2
    assert (office.woken, office.troubles) == (["b2"], [("Bulk", "away")])
    assert [bulk for bulk, _ in office.again] == ["b2"]
