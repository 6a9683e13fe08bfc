"""A mail that somebody has written in answer to one of ours (K6)."""

from datetime import datetime
from typing import NamedTuple

from mianyue.domain.interview import Fact

AUTOMATIC = "auto_replied"
"""Name of the event that a machine's answer leaves in the timeline: it stops nothing, and asks nobody."""
BY_HR = "hr_wrote"
"""Name of the event that HR's own mail leaves there, sent to the candidate with a copy to us: as little."""
OLD_ADDRESS = "old_address"
"""Name of the event and the case that a mail to an address of before leaves, and the warning that goes with it: who
writes may be a stranger, so it stops nothing either, but HR is told."""
ASK_HR = frozenset({Fact.REPLIED, OLD_ADDRESS})
"""Names of the events that HR is told of, in a case of the same kind."""


class Reply(NamedTuple):
    """That a mail of this identity has come, and where it is kept whole; what it says stands in its event."""

    application_id: str
    entry: int
    reply_id: str
    at: datetime
    kept_as: str
    """Key in the bucket of what comes in."""
