"""Cases: what waits for HR (H1)."""

from itertools import batched

from functions.portal_api.ports import Listing
from mianyue.domain.application import Application
from mianyue.domain.tracking import ExceptionCase


def open_cases(listing: Listing) -> list[tuple[ExceptionCase, Application]]:
    """The open cases, newest first, each with its application."""
    cases = listing.open_cases()
    found: dict[str, Application] = {}
    for some in batched(dict.fromkeys(case.application_id for case in cases), 100, strict=False):
        found |= listing.applications(set(some))
    return [(case, found[case.application_id]) for case in cases if case.application_id in found]
