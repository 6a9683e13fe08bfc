"""The table or its index: images in the order of their sort keys, partition by partition."""

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Callable

from tests.simulators.dynamodb.images import Image, Key
from tests.simulators.dynamodb.key_conditions import Stretch

type Entry = tuple[str, Key]
type Place = tuple[str, str]


class SortedImages:
    """Images by key, and where they stand: `place` is (partition, sort key), equal sort keys go by the table's key."""

    def __init__(self) -> None:
        self._images: dict[Key, Image] = {}
        self._partitions: dict[str, list[Entry]] = {}

    def get(self, key: Key) -> Image | None:
        """The image of one item."""
        return self._images.get(key)

    def __getitem__(self, key: Key) -> Image:
        return self._images[key]

    def change(self, key: Key, before: Place | None, after: Place | None, image: Image | None) -> None:
        """Put, move or remove an image; a place of None is: not here."""
        if before != after:
            if before:
                entries = self._partitions[before[0]]
                del entries[bisect_left(entries, (before[1], key))]
            if after:
                insort(self._partitions.setdefault(after[0], []), (after[1], key))
        if after and image:
            self._images[key] = image
        else:
            self._images.pop(key, None)

    def entries(self, stretch: Stretch, *, behind: Entry | None, forward: bool) -> list[Entry]:
        """The entries of a stretch in the wanted direction, only those `behind` an entry if one is given."""
        every = self._partitions.get(stretch.partition, [])
        low = bisect_left(every, (stretch.low,))
        high = len(every) if stretch.high is None else bisect_left(every, (stretch.high,))
        if behind and forward:
            low = max(low, bisect_right(every, behind))
        elif behind:
            high = min(high, bisect_left(every, behind))
        return every[low:high] if forward else every[low:high][::-1]


class Index:
    """The index called `name`, which follows the table: `lag` says how many of its newest changes it does not show yet.

    What it has shown once, it shows further on.
    """

    def __init__(self, name: str, lag: Callable[[], int] | None) -> None:
        self._name = name
        self._lag = lag
        self._shown = SortedImages()
        self._coming: deque[tuple[Key, Place | None, Place | None, Image | None]] = deque()

    def follow(self, key: Key, before: Image | None, after: Image | None) -> None:
        """The table has changed."""
        left, entered = before and before.places[self._name], after and after.places[self._name]
        if self._lag:
            self._coming.append((key, left, entered, after))
        elif left or entered:
            self._shown.change(key, left, entered, after)

    def shown(self) -> SortedImages:
        """What a query sees now."""
        left = self._lag() if self._lag else 0
        while len(self._coming) > max(left, 0):
            self._shown.change(*self._coming.popleft())
        return self._shown
