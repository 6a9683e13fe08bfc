"""Who is signed in, asked of Cognito with their own access token.

GetUser needs no permission of the function's: the token is the permission, and the request is not signed
(https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html).
"""

import json

from mianyue.adapters.aws_client import AwsClient, AwsError
from mianyue.domain.errors import Refused

_HEADERS = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "AWSCognitoIdentityProviderService.GetUser",
}


class SignedInPerson:
    """Asks Cognito."""

    def __init__(self, client: AwsClient) -> None:
        self._client = client

    def address(self, access_token: str) -> str:
        """The person's mail address. Raises Refused (`signed_out`, `unverified_address`)."""
        body = json.dumps({"AccessToken": access_token}).encode()
        try:
            answer = self._client.request("cognito-idp", "POST", "/", headers=_HEADERS, body=body, signed=False)
        except AwsError as error:
            if error.status < 500 and error.status != 429:
                raise Refused("signed_out") from error
            raise
        attributes = {each["Name"]: each["Value"] for each in json.loads(answer)["UserAttributes"]}
        if attributes.get("email_verified") != "true" or not attributes.get("email"):
            raise Refused("unverified_address")
        return str(attributes["email"])
