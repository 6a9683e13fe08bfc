"""Moments as they are stored: in UTC, to the microsecond."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """UTC, fixed width, so that text order is time order: 2026-11-22T06:00:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_stamp(text: str) -> datetime:
    """The moment behind `stamp`, and behind any ISO 8601 text that names its offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"no offset in {text!r}")
    return moment.astimezone(UTC)
