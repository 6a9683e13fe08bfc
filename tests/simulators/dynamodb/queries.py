"""Queries: which entries a page holds, and where the next one starts.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
"""

from typing import Any

from tests.simulators.dynamodb.images import INDEX_KEYS, KEY, Image, item_key, key_part
from tests.simulators.dynamodb.key_conditions import key_condition
from tests.simulators.dynamodb.refusals import validation
from tests.simulators.dynamodb.sorted_images import Entry, SortedImages
from tests.simulators.dynamodb.values import Item
from tests.simulators.dynamodb.writes import placeholders, require_known

LARGEST_PAGE = 1024 * 1024
_FIELDS = {
    "TableName",
    "IndexName",
    "KeyConditionExpression",
    "ExpressionAttributeNames",
    "ExpressionAttributeValues",
    "ScanIndexForward",
    "ConsistentRead",
    "Limit",
    "ExclusiveStartKey",
}


class Query:
    """One page that is asked for. Raises Refusal where the request is wrong."""

    def __init__(self, request: dict[str, Any]) -> None:
        require_known(request, _FIELDS)
        condition = key_condition(request.get("KeyConditionExpression", ""))
        names, values = placeholders(request, condition)
        self.index = _index(request)
        self._key = INDEX_KEYS[self.index] if self.index else KEY
        self._stretch = condition.stretch(self._key, names, values)
        self._forward = request.get("ScanIndexForward", True)
        self._limit = _limit(request)
        self._behind = self._start(request["ExclusiveStartKey"]) if "ExclusiveStartKey" in request else None

    def page(self, images: SortedImages) -> tuple[list[Image], Item | None]:
        """The images of the page, and the key of the last one unless the end was reached before."""
        page, size = [], 0
        entries = images.entries(self._stretch, behind=self._behind, forward=self._forward)
        for _, key in entries:
            image = images[key]
            size += image.size
            if page and size > LARGEST_PAGE:
                return page, self._last(page)
            page.append(image)
            if len(page) == self._limit:
                return page, self._last(page)
        return page, None

    def _last(self, page: list[Image]) -> Item:
        item = page[-1].item
        return {name: item[name] for name in dict.fromkeys(KEY + self._key)}

    def _start(self, given: Item) -> Entry:
        if given.keys() != set(KEY + self._key):
            raise validation("The provided starting key is invalid")
        sort = key_part(given, self._key[1])
        if key_part(given, self._key[0]) != self._stretch.partition or not self._stretch.holds(sort):
            raise validation("The provided starting key is outside query boundaries based on provided conditions")
        return sort, item_key(given)


def _index(request: dict[str, Any]) -> str | None:
    name: str | None = request.get("IndexName")
    if name not in {None, *INDEX_KEYS}:
        raise validation(f"The table does not have the specified index: {name}")
    if name and request.get("ConsistentRead"):
        raise validation("Consistent reads are not supported on global secondary indexes")
    return name


def _limit(request: dict[str, Any]) -> int | None:
    limit: int | None = request.get("Limit")
    if limit is not None and limit < 1:
        raise validation(f"Value '{limit}' at 'limit' failed to satisfy constraint: greater than or equal to 1")
    return limit
