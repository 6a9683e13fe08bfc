"""The running stack's whole table, to be compared before and after: what has been left there by whoever looked."""

from datetime import UTC, datetime, timedelta
from typing import Any

from mianyue.domain.moments import stamp
from tests.journey.laptop import RunningLaptop

AHEAD = timedelta(minutes=6)
"""What the stack does by itself within this time (a reminder, the sweep) is waited for before a comparison."""

type Items = dict[str, Any]


def table(laptop: RunningLaptop) -> Items:
    """Every item of the table, by its keys."""
    pages = laptop.client("dynamodb").get_paginator("scan").paginate(TableName=laptop.outputs["TableName"])
    return {item["pk"]["S"] + " " + item["sk"]["S"]: item for page in pages for item in page["Items"]}


def without_hits(items: Items) -> Items:
    return {key: item for key, item in items.items() if not item["sk"]["S"].startswith("HIT#")}


def quiet_table(laptop: RunningLaptop) -> Items:
    """The table once nothing is due soon, and it has stayed the same from one look to the next."""
    looks: list[tuple[datetime, Items]] = []

    def quiet() -> Items | None:
        now = datetime.now(UTC)
        if looks and now - looks[-1][0] < timedelta(seconds=3):
            return None
        looks.append((now, table(laptop)))
        pending = due_until(looks[-1][1], now + AHEAD)
        same = len(looks) > 1 and looks[-1][1] == looks[-2][1]
        return looks[-1][1] if same and not pending else None

    return laptop.wait_for(quiet, seconds=600)


def due_until(items: Items, moment: datetime) -> list[str]:
    """What the stack is still going to do by itself until a moment."""
    waiting = [item for item in items.values() if item.get("gsi1pk", {}).get("S", "").startswith("DUE#")]
    return [item["sk"]["S"] for item in waiting if item["gsi1sk"]["S"] <= stamp(moment)]


def changed(before: Items, after: Items) -> set[str]:
    """Keys of what was added, removed or changed."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
