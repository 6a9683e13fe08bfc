"""Addresses that no mail goes to: looked through, and lifted with a reason (K5)."""

from collections.abc import Sequence
from datetime import datetime

from functions.portal_api.ports import Listing, Suppressions
from mianyue.domain.errors import InvalidInput, Refused
from mianyue.domain.suppression import Suppression


def suppressed_addresses(
    suppressions: Suppressions, address: str, *, limit: int, cursor: str
) -> tuple[Sequence[Suppression], str | None]:
    """Those that stand, page by page; for one `address` also what was lifted. Raises InvalidInput."""
    if address:
        return suppressions.of(address), None
    page = suppressions.page(limit=limit, cursor=cursor)
    return page.suppressions, page.cursor or None


def names_of(listing: Listing, suppressions: Sequence[Suppression]) -> dict[str, str]:
    """Names of the candidates whose mails they came of, by application; who is erased has none."""
    wanted = {each.application_id for each in suppressions[:100]}
    return {key: each.name for key, each in listing.applications(wanted).items()} if wanted else {}


def lift_suppression(suppressions: Suppressions, address: str, because: str, *, by: str, now: datetime) -> Suppression:
    """Let mail go to an address again.

    Raises InvalidInput for an empty reason, Refused (`not_suppressed`), and Conflict when it has just been suppressed
    anew.
    """
    if not because.strip():
        raise InvalidInput("because", "lift_reason_missing")
    standing = suppressions.stands(address)
    if standing is None:
        raise Refused("not_suppressed")
    return suppressions.lift(standing, by=by, because=because.strip(), now=now)
