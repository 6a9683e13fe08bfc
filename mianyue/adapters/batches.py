"""Batches from a stream or a queue, and which records to bring again (decision 5)."""

from collections.abc import Callable
from typing import Any

from mianyue.adapters.log import log, place

type Records = list[dict[str, Any]]
type Failures = dict[str, list[dict[str, str]]]


def stream_batch(records: Records, work: Callable[[dict[str, Any]], None]) -> Failures:
    """Work in order and stop at the first record that fails.

    The lowest reported sequence number is the stream's checkpoint and everything behind it runs again, so
    going on after a failure would only do work twice.
    """
    for record in records:
        if not _done(record, work, number := record["dynamodb"]["SequenceNumber"]):
            return _failures([number])
    return _failures([])


def queue_batch(records: Records, work: Callable[[dict[str, Any]], None]) -> Failures:
    """Work on each message by itself: a bad one must not take its neighbours to the dead letters."""
    return _failures([each["messageId"] for each in records if not _done(each, work, each["messageId"])])


def _done(record: dict[str, Any], work: Callable[[dict[str, Any]], None], identifier: str) -> bool:
    try:
        work(record)
    except Exception as error:  # noqa: BLE001 - the edge: whatever it was, the record comes again
        log("record_failed", id=identifier, error=type(error).__name__, at=place(error))
        return False
    return True


def _failures(identifiers: list[str]) -> Failures:
    return {"batchItemFailures": [{"itemIdentifier": each} for each in identifiers]}
