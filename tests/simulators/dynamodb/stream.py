"""The table's stream, record by record, as Lambda gets it.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
"""

from typing import Any

from tests.simulators.dynamodb.images import Image, Key, key_item

_FIRST_NUMBER = 10**20


class Stream:
    """Makes the records of one table, numbered in order."""

    def __init__(self, table: str) -> None:
        self._source = f"arn:aws:dynamodb:eu-central-1:000000000000:table/{table}/stream/2026-01-01T00:00:00.000"
        self._made = 0

    def record(self, key: Key, before: Image | None, after: Image | None, now: float) -> dict[str, Any]:
        """The record of a change at `now` (seconds)."""
        self._made += 1
        return {
            "eventID": f"{self._made:032x}",
            "eventName": _event(before, after),
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": "eu-central-1",
            "dynamodb": self._change(key, before, after) | {"ApproximateCreationDateTime": float(int(now))},
            "eventSourceARN": self._source,
        }

    def _change(self, key: Key, before: Image | None, after: Image | None) -> dict[str, Any]:
        change: dict[str, Any] = {
            "Keys": key_item(key),
            "SequenceNumber": str(_FIRST_NUMBER + self._made),
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        }
        if after:
            change["NewImage"] = dict(after.item)
        if before:
            change["OldImage"] = dict(before.item)
        return change


def _event(before: Image | None, after: Image | None) -> str:
    if before is None:
        return "INSERT"
    return "REMOVE" if after is None else "MODIFY"
