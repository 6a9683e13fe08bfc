"""What a list of applications is narrowed to: stage, position, and a search by name, mail and phone (H2)."""

import re
import unicodedata
from typing import NamedTuple

from mianyue.domain.application import Application


class Narrowing(NamedTuple):
    """Empty means everything."""

    stage: str = ""
    position_id: str = ""
    search: str = ""

    @property
    def takes_all(self) -> bool:
        """Whether nothing is narrowed: a search for spaces finds everybody."""
        return not (self.stage or self.position_id or _plain(self.search))

    def wants(self, application: Application) -> bool:
        """Whether an application belongs into the narrowed list."""
        if self.stage not in ("", application.stage) or self.position_id not in ("", application.position_id):
            return False
        return not self.search or self._found(application.name, application.email, application.phone)

    def _found(self, name: str, email: str, phone: str) -> bool:
        """By part of the name or mail, width and case aside; by four or more digits of the phone number."""
        search = _plain(self.search)
        digits = re.sub(r"[\s()+-]", "", search)
        by_phone = digits.isdigit() and len(digits) >= 4 and digits in phone
        return search in _plain(name) or search in email or by_phone


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
