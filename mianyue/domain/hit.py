"""A raw hit: all that a GET or HEAD of a link may leave behind (K4)."""

from datetime import datetime
from typing import NamedTuple


class RawHit(NamedTuple):
    """A link was looked at: by whom, nobody knows yet."""

    application_id: str
    entry: int
    hit_id: str
    at: datetime
    method: str
    user_agent: str
    expires_at: datetime
