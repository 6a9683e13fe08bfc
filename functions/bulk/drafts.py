"""The list of a bulk action, as it was counted: kept in the bucket, ids only."""

import json
from datetime import datetime
from typing import NamedTuple

from functions.bulk.ports import Files
from mianyue.domain.bulk import BulkKind
from mianyue.domain.moments import parse_stamp, stamp


class Draft(NamedTuple):
    """What was asked for and when it was counted, how many mails were foreseen, and whom it acts on: (application,
    stage entry seen)."""

    kind: BulkKind
    stage: str
    position_id: str
    expected: int
    counted_at: datetime
    applications: tuple[tuple[str, int], ...]


def draft_key(bulk_id: str) -> str:
    """Where the list is kept."""
    return f"bulk/{bulk_id}.json"


def keep(files: Files, bulk_id: str, draft: Draft) -> None:
    """Keep the list of a bulk action that may yet begin."""
    body = json.dumps(draft._asdict() | {"counted_at": stamp(draft.counted_at)}, separators=(",", ":")).encode()
    files.put(draft_key(bulk_id), body, "application/json")


def draft(files: Files, bulk_id: str) -> Draft:
    """The list under an id. Raises NotFound."""
    found = json.loads(files.get(draft_key(bulk_id)))
    applications = tuple((application_id, seen) for application_id, seen in found["applications"])
    return Draft(
        BulkKind(found["kind"]),
        found["stage"],
        found["position_id"],
        found["expected"],
        parse_stamp(found["counted_at"]),
        applications,
    )
