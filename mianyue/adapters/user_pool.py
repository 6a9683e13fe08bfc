"""The company's accounts in Cognito: listed, invited, given a role, switched off and on, signed out (O4)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from mianyue.adapters.aws_client import AwsClient, AwsError
from mianyue.domain.account import ROLES, Account
from mianyue.domain.errors import InvalidInput, MianyueError, NotFound, Refused

_AT_ONCE = 60
_MOST_PAGES = 10
"""Nobody waits for more than so many pages: 600 accounts are beyond the companies this is for."""
_REFUSALS: dict[str, MianyueError] = {
    "UsernameExistsException": InvalidInput("email", "user_exists"),
    "UserNotFoundException": NotFound("user"),
    "UnsupportedUserStateException": Refused("has_signed_in"),
    "CodeDeliveryFailureException": Refused("invitation_unsent"),
    "LimitExceededException": Refused("invitation_unsent"),
    "InvalidParameterException": InvalidInput("email", "mail_address"),
}


class UserPool:
    """One user pool."""

    def __init__(self, client: AwsClient, pool_id: str) -> None:
        self._client = client
        self._pool_id = pool_id

    def accounts(self) -> list[Account]:
        """Everybody, by address."""
        roles: dict[str, list[str]] = {}
        for role in ROLES:
            for username in self._in_group(role):
                roles.setdefault(username, []).append(role)
        found = (_account(each, roles) for each in self._all("ListUsers", "PaginationToken"))
        return sorted(found, key=lambda each: each.email)

    def account(self, username: str) -> Account:
        """One of them. Raises NotFound."""
        user = self._call("AdminGetUser", username)
        groups = self._call("AdminListGroupsForUser", username)["Groups"]
        return _account(user | {"Attributes": user["UserAttributes"]}, {username: [g["GroupName"] for g in groups]})

    def admins(self) -> set[str]:
        """Those admins who may sign in."""
        users = self._all("ListUsersInGroup", "NextToken", GroupName="admin")
        return {_username(each) for each in users if each.get("Enabled", True)}

    def invite(self, email: str, name: str) -> str:
        """Make an account, and send its temporary password; the username. Raises InvalidInput, Refused."""
        attributes = {"email": email, "email_verified": "true", "name": name}
        said = self._call(
            "AdminCreateUser",
            email,
            UserAttributes=[{"Name": key, "Value": value} for key, value in attributes.items() if value],
            DesiredDeliveryMediums=["EMAIL"],
        )
        return _username(said["User"])

    def invite_again(self, email: str) -> None:
        """Send a new temporary password. Raises NotFound, Refused (`has_signed_in`, `invitation_unsent`)."""
        self._call("AdminCreateUser", email, MessageAction="RESEND", DesiredDeliveryMediums=["EMAIL"])

    def give_role(self, username: str, role: str) -> None:
        """This role and no other. Raises NotFound."""
        self._call("AdminAddUserToGroup", username, GroupName=role)
        for other in set(ROLES) - {role}:
            self._call("AdminRemoveUserFromGroup", username, GroupName=other)

    def enable(self, username: str, *, enabled: bool) -> None:
        """Let somebody sign in, or not any more. Raises NotFound."""
        self._call("AdminEnableUser" if enabled else "AdminDisableUser", username)

    def sign_out(self, username: str) -> None:
        """No device of theirs gets a new token any more. Raises NotFound."""
        self._call("AdminUserGlobalSignOut", username)

    def _in_group(self, role: str) -> Iterator[str]:
        return (_username(each) for each in self._all("ListUsersInGroup", "NextToken", GroupName=role))

    def _all(self, action: str, token: str, **asked: Any) -> Iterator[dict[str, Any]]:
        further: dict[str, Any] = {}
        for _ in range(_MOST_PAGES):
            said = self._ask(action, {"Limit": _AT_ONCE, **asked, **further})
            yield from said["Users"]
            if not said.get(token):
                return
            further = {token: said[token]}

    def _call(self, action: str, username: str, **asked: Any) -> dict[str, Any]:
        try:
            return self._ask(action, {"Username": username, **asked})
        except AwsError as error:
            if refusal := _REFUSALS.get(error.code):
                raise refusal from error
            raise

    def _ask(self, action: str, asked: dict[str, Any]) -> dict[str, Any]:
        target = f"AWSCognitoIdentityProviderService.{action}"
        # Asked twice, an invitation would be refused as a second one, though the first was made: one try.
        tries = 1 if action == "AdminCreateUser" else 3
        return self._client.json(
            "cognito-idp", target, {"UserPoolId": self._pool_id, **asked}, version="1.1", tries=tries
        )


def _attributes(user: dict[str, Any]) -> dict[str, str]:
    return {each["Name"]: each["Value"] for each in user["Attributes"]}


def _username(user: dict[str, Any]) -> str:
    """Tokens name their owner by `sub`, and the pool takes it for a username."""
    return _attributes(user).get("sub", str(user["Username"]))


def _account(user: dict[str, Any], roles: dict[str, list[str]]) -> Account:
    attributes, username = _attributes(user), _username(user)
    return Account(
        username=username,
        email=attributes.get("email", ""),
        name=attributes.get("name", ""),
        roles=tuple(roles.get(username, ())),
        enabled=bool(user.get("Enabled", True)),
        invited=user.get("UserStatus") == "FORCE_CHANGE_PASSWORD",
        created_at=datetime.fromtimestamp(float(user["UserCreateDate"]), UTC),
    )
