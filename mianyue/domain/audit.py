"""The audit log: who did what, when, to which thing, from where (O3). A line never names a candidate, only ids."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

KEPT = timedelta(days=730)
"""How long a line is kept; then the table forgets it by itself."""
NOTHING = ""
"""The act of a route that asks with a body and changes nothing."""


class Deed(NamedTuple):
    """What somebody is about to do; it stands in every line that the doing leaves."""

    request_id: str
    by: str
    act: str
    """Area and verb, as in `rule.changed`."""
    address: str
    """The network address that they did it from."""


class Line(NamedTuple):
    """One change to one thing. `changes` holds old and new value by field, and nothing where they are not to be shown.

    `kind` and `thing` name what was changed, as in (`rule`, `r1`).
    """

    line_id: str
    at: datetime
    by: str
    act: str
    address: str
    kind: str
    thing: str
    changes: Mapping[str, tuple[str, ...]]

    @property
    def area(self) -> str:
        """What the log is filtered by."""
        return area_of(self.act)


def area_of(act: str) -> str:
    """The area that an act belongs to."""
    return act.partition(".")[0]


class Wanted(NamedTuple):
    """What of the log is asked for; empty means all. `until` is not part of it."""

    by: str = ""
    area: str = ""
    since: datetime | None = None
    until: datetime | None = None
