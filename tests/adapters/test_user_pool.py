"""Accounts in Cognito, by the operations that the deployed role allows and no others."""

import json
from typing import Any

import pytest

from infra.parts.sign_in import MANAGING
from mianyue.adapters.aws_client import AwsError
from mianyue.adapters.user_pool import UserPool
from mianyue.domain.errors import InvalidInput, NotFound, Refused


class Cognito:
    """Two pages of users; every operation is written down, and refused where the test says so."""

    def __init__(self, refusal: str = "") -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.refusal = refusal

    def json(self, service: str, target: str, body: dict[str, Any], *, version: str, tries: int) -> dict[str, Any]:
        action = target.rpartition(".")[2]
        self.asked.append((action, {**body, "tries": tries}))
        assert (service, version, body["UserPoolId"]) == ("cognito-idp", "1.1", "pool")
        if self.refusal:
            raise AwsError(400, self.refusal, {})
        return json.loads(json.dumps(self._answer(action, body)))

    def _answer(self, action: str, body: dict[str, Any]) -> dict[str, Any]:
        match action:
            case "ListUsers" if "PaginationToken" in body:
                return {"Users": [user("b")]}
            case "ListUsers":
                return {"Users": [user("c", Enabled=False), user("a", UserStatus="FORCE_CHANGE_PASSWORD")], **FURTHER}
            case "ListUsersInGroup":
                members = {"admin": [user("a"), user("c", Enabled=False)], "hr": [user("b")]}
                return {"Users": members.get(body["GroupName"], [])}
            case "AdminGetUser":
                return {"UserAttributes": user("b")["Attributes"], **user("b")}
            case "AdminListGroupsForUser":
                return {"Groups": [{"GroupName": "finance"}]}
            case "AdminCreateUser":
                return {"User": user("new")}
        return {}


FURTHER = {"PaginationToken": "further"}


def user(name: str, **more: Any) -> dict[str, Any]:
    attributes = [{"Name": "sub", "Value": f"sub-{name}"}, {"Name": "email", "Value": f"{name}@example.com"}]
    return {
        "Username": f"sub-{name}",
        "Attributes": attributes,
        "UserCreateDate": 1795399200.5,
        "Enabled": True,
        **more,
    }


def pool(cognito: Cognito) -> UserPool:
    return UserPool(cognito, "pool")  # type: ignore[arg-type]


def test_everybody_is_listed_with_their_role_whatever_the_pages() -> None:
    found = pool(Cognito()).accounts()
    assert [(each.username, each.role, each.enabled, each.invited) for each in found] == [
        ("sub-a", "admin", True, True),
        ("sub-b", "hr", True, False),
        ("sub-c", "admin", False, False),
    ]


def test_an_admin_who_cannot_sign_in_is_none() -> None:
    assert pool(Cognito()).admins() == {"sub-a"}


def test_one_account_is_read_with_its_groups() -> None:
    assert pool(Cognito()).account("sub-b").role == "finance"


def test_a_role_takes_the_place_of_every_other() -> None:
    cognito = Cognito()
    pool(cognito).give_role("sub-b", "hr")
    done = {(action, body["GroupName"]) for action, body in cognito.asked}
    assert done == {
        ("AdminAddUserToGroup", "hr"),
        ("AdminRemoveUserFromGroup", "admin"),
        ("AdminRemoveUserFromGroup", "finance"),
    }


def test_an_invitation_is_asked_for_once_and_its_address_needs_no_proof() -> None:
    cognito = Cognito()
    assert pool(cognito).invite("new@example.com", "") == "sub-new"
    ((action, body),) = cognito.asked
    assert (action, body["tries"], body["DesiredDeliveryMediums"]) == ("AdminCreateUser", 1, ["EMAIL"])
    assert {each["Name"]: each["Value"] for each in body["UserAttributes"]} == {
        "email": "new@example.com",
        "email_verified": "true",
    }


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("UsernameExistsException", InvalidInput),
        ("UserNotFoundException", NotFound),
        ("UnsupportedUserStateException", Refused),
        ("LimitExceededException", Refused),
        ("InternalErrorException", AwsError),
    ],
)
def test_a_refusal_is_told_in_our_words(code: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        pool(Cognito(code)).invite("new@example.com", "")


def test_nothing_is_asked_that_the_role_does_not_allow() -> None:
    cognito = Cognito()
    found = pool(cognito)
    found.accounts()
    found.account("sub-b")
    found.admins()
    found.invite("new@example.com", "")
    found.invite_again("new@example.com")
    found.give_role("sub-b", "hr")
    for enabled in (True, False):
        found.enable("sub-b", enabled=enabled)
    found.sign_out("sub-b")
    assert {action for action, _ in cognito.asked} == set(MANAGING)
