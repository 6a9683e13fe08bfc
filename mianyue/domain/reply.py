"""A mail that somebody has written in answer to one of ours (K6)."""

from datetime import datetime
from typing import NamedTuple

AUTOMATIC = "auto_replied"
"""Name of the event that a machine's answer leaves in the timeline: it stops nothing, and asks nobody."""

BY_HR = "hr_wrote"
"""Name of the event that HR's own mail leaves there, sent to the candidate with a copy to us: as little."""


class Reply(NamedTuple):
    """That a mail of this identity has come, and where it is kept whole; what it says stands in its event."""

    application_id: str
    entry: int
    reply_id: str
    at: datetime
    kept_as: str
    """Key in the bucket of what comes in."""
