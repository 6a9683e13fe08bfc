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
    network: str = ""
    """Where it came from, as `network_of` says."""


def network_of(forwarded_for: str) -> str:
    """The network behind an X-Forwarded-For or an address: enough to know a scanner, too little to know a person (K3).

    CloudFront adds whom it serves, API Gateway adds CloudFront; whatever stands before those two says what it likes.
    """
    address = forwarded_for.replace(" ", "").split(",")[-2:][0]
    if ":" in address:
        return ":".join(address.split("::")[0].split(":")[:3]) + "::"
    return f"{address.rpartition('.')[0]}.0" if "." in address else ""
