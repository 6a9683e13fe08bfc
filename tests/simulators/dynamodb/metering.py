"""What DynamoDB would charge for.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from collections import Counter

from tests.simulators.dynamodb.images import INDEX_KEYS, Image

EVENTUAL, CONSISTENT, TRANSACTIONAL = 0.5, 1, 2
"""Units per step of size."""


class Meter:
    """Request units and calls, by the operation's name.

    `index_writes` are the units for keeping the indexes up to date, charged beside `writes`. A ConditionCheck counts as
    a write, the dearer reading: the documentation does not say.
    """

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.reads: Counter[str] = Counter()
        self.writes: Counter[str] = Counter()
        self.index_writes: Counter[str] = Counter()

    def read(self, operation: str, size: int, rate: float) -> None:
        """`size` bytes were read at once; `rate` is EVENTUAL, CONSISTENT or TRANSACTIONAL."""
        self.reads[operation] += rate * read_units(size)

    def write(self, operation: str, before: Image | None, after: Image | None, rate: float = CONSISTENT) -> None:
        """An item was written, or would have been had its condition held; the larger of both images counts."""
        size = max(before.size if before else 0, after.size if after else 0)
        self.writes[operation] += rate * write_units(size)

    def follow(self, operation: str, before: Image | None, after: Image | None) -> None:
        """A changed item reached each index: its entry was put, replaced or removed, or removed here and put there."""
        for name in INDEX_KEYS:
            left, entered = before and before.places[name], after and after.places[name]
            if before and left and left != entered:
                self.index_writes[operation] += write_units(before.size)
            if after and entered:
                self.index_writes[operation] += write_units(after.size)


def read_units(size: int) -> int:
    """Steps of 4 KB."""
    return max(1, -(-size // 4096))


def write_units(size: int) -> int:
    """Steps of 1 KB."""
    return max(1, -(-size // 1024))
