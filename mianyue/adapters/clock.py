"""The machine's clock: the one place where a function asks what time it is, or waits."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.fromtimestamp(time.time(), UTC)


def seconds() -> float:
    """Seconds since 1970. A frozen function's clock goes on, so this is what tells an old connection."""
    return time.time()


def monotonic() -> float:
    """Seconds that only rise, to measure how old something is."""
    return time.monotonic()


def sleep(wait: float) -> None:
    """Wait for so many seconds."""
    time.sleep(wait)
