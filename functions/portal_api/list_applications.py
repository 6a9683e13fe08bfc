"""The list of applications: filtered by stage and position, searched by name, mail and phone (H2)."""

from functions.portal_api.ports import Lines, Listing
from mianyue.domain.narrowing import Narrowing


def list_applications(listing: Listing, narrowed: Narrowing, *, limit: int, cursor: str) -> Lines:
    """One page, newest first. Raises InvalidInput for a broken cursor."""
    return listing.page(limit=limit, cursor=cursor, wanted=lambda line: narrowed.wants(line.application))
