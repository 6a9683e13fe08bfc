"""Those who sign in, as far as the table knows them: departments, and from when on their tokens count (O4)."""

from copy import replace

from mianyue.adapters import keys
from mianyue.adapters.items import decode
from mianyue.adapters.table import ABSENT, Table, put
from mianyue.domain.member import Member


class StaffStore:
    """Reads and writes members."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def member(self, username: str) -> Member:
        """One of them; of whom nothing has been written, nothing is known."""
        item = self._table.get(keys.member_key(username))
        return decode(Member, item) if item else Member(username)

    def members(self) -> dict[str, Member]:
        """All of whom something has been written, by username."""
        found = (decode(Member, item) for item in self._table.items(keys.MEMBERS))
        return {each.username: each for each in found}

    def change(self, member: Member) -> None:
        """Write one in place of what was read. Raises Conflict when that has changed since."""
        item = keys.member_item(replace(member, rev=member.rev + 1))
        self._table.write(put(item, "rev = :seen", seen=member.rev) if member.rev else put(item, ABSENT))
