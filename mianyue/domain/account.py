"""Accounts of those who sign in, and the one thing that may not be taken away: the last admin (O4)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from mianyue.domain.errors import Refused

ADMIN = "admin"
ROLES = (ADMIN, "hr", "finance")


class Account(NamedTuple):
    """Somebody who may sign in, as the user pool has them. `roles` are usually one; none opens nothing."""

    username: str
    email: str
    name: str
    roles: tuple[str, ...]
    enabled: bool
    invited: bool
    """Still has the password of the invitation."""
    created_at: datetime

    @property
    def role(self) -> str:
        """The role that says most; '' for none."""
        return next((each for each in ROLES if each in self.roles), "")


class Withdrawn(NamedTuple):
    """Those who have been admins and are to be none any more.

    The pool knows no conditions: of two admins who take the role from each other, both would succeed. So this is
    written first, on condition that nobody else has written it meanwhile, and counts before the pool does.
    """

    usernames: tuple[str, ...] = ()
    rev: int = 0

    def without(self, username: str, admins: Iterable[str]) -> "Withdrawn":
        """One less of the `admins` that the pool has. Raises Refused (`last_admin`)."""
        if not set(admins) - {username, *self.usernames}:
            raise Refused("last_admin")
        return Withdrawn(tuple(sorted({username, *self.usernames})), self.rev + 1)

    def again(self, username: str) -> "Withdrawn":
        """One who is an admin again, in the pool already."""
        return Withdrawn(tuple(each for each in self.usernames if each != username), self.rev + 1)
