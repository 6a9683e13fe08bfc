"""The address of who is signed in comes from Cognito, by their own token alone, and only when it is proven."""

from typing import Any

import boto3
import pytest

from mianyue.adapters.aws_client import AwsClient, AwsError
from mianyue.adapters.signed_in_person import SignedInPerson
from mianyue.adapters.sigv4 import Credentials
from mianyue.adapters.wire import Wire
from mianyue.domain.errors import Refused

PASSWORD = "Correct-horse-1"


@pytest.fixture
def cognito(aws_endpoint: str) -> Any:
    return boto3.client("cognito-idp", endpoint_url=aws_endpoint)


@pytest.fixture
def person(aws_endpoint: str) -> SignedInPerson:
    """Asks without any permission of its own."""

    def no_credentials() -> Credentials:
        raise AssertionError("the request is not to be signed")

    client = AwsClient(
        Wire(), region="eu-central-1", credentials=no_credentials, endpoint=aws_endpoint, pause=lambda _: None
    )
    return SignedInPerson(client)


def token(cognito: Any, **attributes: str) -> str:
    pool = cognito.create_user_pool(PoolName="hr")["UserPool"]["Id"]
    client = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="portal", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]["ClientId"]
    told = [{"Name": name, "Value": value} for name, value in attributes.items()]
    cognito.admin_create_user(UserPoolId=pool, Username="hr-1", UserAttributes=told)
    cognito.admin_set_user_password(UserPoolId=pool, Username="hr-1", Password=PASSWORD, Permanent=True)
    answer = cognito.initiate_auth(
        ClientId=client,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "hr-1", "PASSWORD": PASSWORD},
    )
    return str(answer["AuthenticationResult"]["AccessToken"])


def test_a_proven_address_is_told(cognito: Any, person: SignedInPerson) -> None:
    assert person.address(token(cognito, email="me@example.com", email_verified="true")) == "me@example.com"


@pytest.mark.parametrize("attributes", [{"email": "me@example.com", "email_verified": "false"}, {}])
def test_an_address_that_nobody_has_proven_is_refused(
    cognito: Any, person: SignedInPerson, attributes: dict[str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        person.address(token(cognito, **attributes))
    assert refused.value.code == "unverified_address"


def test_a_token_that_does_not_hold_is_refused(person: SignedInPerson) -> None:
    with pytest.raises(Refused) as refused:
        person.address("forged")
    assert refused.value.code == "signed_out"


def test_cognitos_own_trouble_is_no_refusal(person: SignedInPerson, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise AwsError(503, "ServiceUnavailable", {})

    monkeypatch.setattr(AwsClient, "request", broken)
    with pytest.raises(AwsError):
        person.address("token")
