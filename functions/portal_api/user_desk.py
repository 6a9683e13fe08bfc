"""Users and their roles: invited, given another role, switched off, signed out (O4).

The table decides, by one conditional write that leaves its line in the audit log; then the user pool is made to follow.
Where it does not answer, the same can be asked again.
"""

from collections.abc import Callable, Collection
from copy import replace
from datetime import datetime
from typing import NamedTuple

from functions.portal_api.allowed_values import require, require_address, require_length
from functions.portal_api.ports import Members, Pool
from mianyue.domain.account import ADMIN, ROLES, Account
from mianyue.domain.errors import Conflict, Refused
from mianyue.domain.member import Member
from mianyue.recording import TRIES

LONGEST_NAME = 80


class UserDesk(NamedTuple):
    """Changes users for one admin at one moment. Whatever names nobody raises NotFound."""

    pool: Pool
    members: Members
    by: str
    now: datetime

    def invite(self, email: str, name: str, role: str, departments: Collection[str]) -> None:
        """Invite somebody by mail. Until the role is theirs too, the account opens nothing. Raises InvalidInput."""
        require_address("email", email)
        require_length("name", name, LONGEST_NAME)
        require(role in ROLES, "role", "invalid_input", role)
        username = self.pool.invite(email.strip().lower(), name.strip())
        self.members.change(Member(username, role=role, departments=tuple(sorted(departments))))
        self.pool.give_role(username, role)

    def invite_again(self, username: str) -> None:
        """Send a new temporary password. Raises Refused (`has_signed_in`)."""
        account = self.pool.account(username)
        if not account.invited:
            raise Refused("has_signed_in")
        self._decide(account, lambda member: member)
        self.pool.invite_again(account.email)

    def give_role(self, username: str, role: str) -> None:
        """Another role, from the next request on. Raises InvalidInput, Refused (`own_account`, `last_admin`)."""
        require(role in ROLES, "role", "invalid_input", role)
        self._not_oneself(username)
        account = self.pool.account(username)
        loses = role != ADMIN and ADMIN in account.roles
        self._decide(account, lambda member: replace(member, role=role, tokens_from=self.now), loses_admin=loses)
        self.pool.give_role(username, role)
        if role == ADMIN and account.enabled:
            self._admin_again(username)

    def enable(self, username: str, *, enabled: bool) -> None:
        """Let somebody sign in, or not any more, from the next request on. Raises Refused (as above)."""
        self._not_oneself(username)
        account = self.pool.account(username)
        admin = ADMIN in account.roles
        self._decide(account, lambda member: self._enabled(member, enabled), loses_admin=admin and not enabled)
        self.pool.enable(username, enabled=enabled)
        if enabled and admin:
            self._admin_again(username)

    def sign_out(self, username: str) -> None:
        """Everywhere, at once: also tokens that API Gateway still takes."""
        account = self.pool.account(username)
        self._decide(account, lambda member: replace(member, tokens_from=self.now))
        self.pool.sign_out(username)

    def assign(self, username: str, departments: Collection[str]) -> None:
        """The departments that somebody belongs to."""
        account = self.pool.account(username)
        self._decide(account, lambda member: replace(member, departments=tuple(sorted(set(departments)))))

    def _enabled(self, member: Member, enabled: bool) -> Member:
        return replace(member, enabled=enabled, tokens_from=member.tokens_from if enabled else self.now)

    def _decide(self, account: Account, changed: Callable[[Member], Member], *, loses_admin: bool = False) -> None:
        """One conditional write, with its line. What was never written down is what the pool says."""
        for _ in range(TRIES):
            before = self.members.member(account.username)
            known = before if before.rev else replace(before, role=account.role, enabled=account.enabled)
            withdrawn = self.members.withdrawn() if loses_admin else None
            fewer = withdrawn.without(account.username, self.pool.admins()) if withdrawn else None
            try:
                self.members.change(changed(known), fewer)
            except Conflict:  # a colleague was faster, at this user or at another admin: look again
                continue
            return
        raise Conflict("user")

    def _admin_again(self, username: str) -> None:
        for _ in range(TRIES):
            withdrawn = self.members.withdrawn()
            if username not in withdrawn.usernames:
                return
            try:
                self.members.change(self.members.member(username), withdrawn.again(username))
            except Conflict:
                continue
            return
        raise Conflict("user")

    def _not_oneself(self, username: str) -> None:
        """Nobody shuts themselves out by a slip; a colleague can do it for them."""
        if username == self.by:
            raise Refused("own_account")
