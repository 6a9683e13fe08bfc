"""What a link or session says: for which interview, for what use, until when (P6)."""

from datetime import timedelta
from enum import IntEnum
from typing import NamedTuple

SESSION_LASTS = timedelta(minutes=30)
"""How long a candidate's page can act before the link has to be opened again."""

LINK_OUTLIVES_DEADLINE = timedelta(days=30)
"""A link still explains itself for this long after the deadline."""


class Scope(IntEnum):
    """What a token may be used for."""

    LINK = 1
    SESSION = 2
    PLATFORM = 3
    REPLY = 4


class Claim(NamedTuple):
    """What a valid token says. `version` must still equal the interview's link version.

    `expires` is in seconds since 1970: from that second on the token is refused.
    """

    application_id: str
    entry: int
    version: int
    expires: int
