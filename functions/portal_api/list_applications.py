"""The list of applications: filtered by stage and position, searched by name, mail and phone (H2)."""

import re
import unicodedata
from dataclasses import dataclass

from functions.portal_api.ports import Line, Lines, Listing


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to; empty means everything."""

    stage: str = ""
    position_id: str = ""
    search: str = ""

    def wants(self, line: Line) -> bool:
        """Whether a line belongs into the narrowed list."""
        application = line.application
        if self.stage not in ("", application.stage) or self.position_id not in ("", application.position_id):
            return False
        return not self.search or self._found(application.name, application.email, application.phone)

    def _found(self, name: str, email: str, phone: str) -> bool:
        """By part of the name or mail, width and case aside; by four or more digits of the phone number."""
        search = _plain(self.search)
        digits = re.sub(r"[\s()+-]", "", search)
        by_phone = digits.isdigit() and len(digits) >= 4 and digits in phone
        return search in _plain(name) or search in email or by_phone


def list_applications(listing: Listing, narrowed: Filter, *, limit: int, cursor: str) -> Lines:
    """One page, newest first. Raises InvalidInput for a broken cursor."""
    return listing.page(limit=limit, cursor=cursor, wanted=narrowed.wants)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
