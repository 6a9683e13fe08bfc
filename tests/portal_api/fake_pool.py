"""A user pool in memory, which keeps the promises that Cognito keeps, and no others: it knows no conditions."""

from dataclasses import dataclass, field
from datetime import datetime

from mianyue.domain.account import Account
from mianyue.domain.errors import InvalidInput, NotFound
from tests.builders import NOW

ME = "8d3c4f5e-0000-4000-8000-0000000000aa"
"""Who asks in `events/hr.json`."""


def an_account(username: str, role: str = "hr", *, enabled: bool = True, invited: bool = False) -> Account:
    roles = (role,) if role else ()
    return Account(username, f"{username}@example.com", username.title(), roles, enabled, invited, NOW)


@dataclass
class FakePool:
    found: dict[str, Account] = field(default_factory=lambda: {ME: an_account(ME, "admin")})
    sent: list[str] = field(default_factory=list)
    signed_out: list[str] = field(default_factory=list)
    broken: bool = False
    now: datetime = NOW

    def add(self, *accounts: Account) -> None:
        self.found |= {each.username: each for each in accounts}

    def accounts(self) -> list[Account]:
        return sorted(self.found.values(), key=lambda each: each.email)

    def account(self, username: str) -> Account:
        if username not in self.found:
            raise NotFound("user")
        return self.found[username]

    def admins(self) -> set[str]:
        return {each.username for each in self.found.values() if "admin" in each.roles and each.enabled}

    def invite(self, email: str, name: str) -> str:
        if email in {each.email for each in self.found.values()}:
            raise InvalidInput("email", "user_exists", email)
        username = email.split("@", maxsplit=1)[0]
        self.add(Account(username, email, name, (), True, True, self.now))
        self.sent.append(email)
        return username

    def invite_again(self, email: str) -> None:
        self.sent.append(email)

    def give_role(self, username: str, role: str) -> None:
        self._require_answer()
        self.found[username] = self.account(username)._replace(roles=(role,))

    def enable(self, username: str, *, enabled: bool) -> None:
        self._require_answer()
        self.found[username] = self.account(username)._replace(enabled=enabled)

    def sign_out(self, username: str) -> None:
        self.signed_out.append(self.account(username).username)

    def _require_answer(self) -> None:
        if self.broken:
            raise ConnectionError
