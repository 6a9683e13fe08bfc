"""Those who sign in, as far as the table knows them: departments, from when on their tokens count, who is no admin."""

from collections.abc import Iterable
from copy import replace

from mianyue.adapters import keys
from mianyue.adapters.items import decode, encode
from mianyue.adapters.table import ABSENT, Key, Operation, Table, put
from mianyue.domain.account import Withdrawn
from mianyue.domain.member import Member

_WITHDRAWN: Key = ("WITHDRAWN_ADMINS", "NOW")


class StaffStore:
    """Reads and writes members."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def member(self, username: str) -> Member:
        """One of them; of whom nothing has been written, nothing is known."""
        item = self._table.get(keys.member_key(username))
        return decode(Member, item) if item else Member(username)

    def members(self, usernames: Iterable[str]) -> dict[str, Member]:
        """Up to 100 of them, by username; of whom nothing has been written is missing."""
        found = self._table.get_all([keys.member_key(each) for each in usernames])
        return {item["username"]["S"]: decode(Member, item) for item in found.values()}

    def withdrawn(self) -> Withdrawn:
        """Those who have been admins and are to be none any more."""
        item = self._table.get(_WITHDRAWN)
        return decode(Withdrawn, item) if item else Withdrawn()

    def change(self, member: Member, withdrawn: Withdrawn | None = None) -> Member:
        """Write one in place of what was read, with what that makes of the withdrawn admins; what stands there now.

        Raises Conflict when either has changed since.
        """
        after = replace(member, rev=member.rev + 1)
        self._table.write(_in_place(member.rev, after), *(_withdrawn(withdrawn) if withdrawn else ()))
        return after


def _in_place(seen: int, member: Member) -> Operation:
    item = keys.member_item(member)
    return put(item, "rev = :seen", seen=seen) if seen else put(item, ABSENT)


def _withdrawn(after: Withdrawn) -> tuple[Operation]:
    item = {"pk": {"S": _WITHDRAWN[0]}, "sk": {"S": _WITHDRAWN[1]}, "type": {"S": "withdrawn"}, **encode(after)}
    first = after.rev == 1
    return (put(item, ABSENT) if first else put(item, "rev = :seen", seen=after.rev - 1),)
