"""A real client as the table contract calls it."""

from typing import Any

from mianyue.adapters.aws_client import AwsClient, AwsError
from tests.simulators.contract_requests import Call
from tests.simulators.refusal import Refusal


def refusing(client: AwsClient) -> Call:
    """Calls DynamoDB by `client`; its error answers become refusals."""

    def call(operation: str, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return client.json("dynamodb", f"DynamoDB_20120810.{operation}", request, tries=1)
        except AwsError as error:
            raise Refusal(error.status, error.code, error.payload) from error

    return call
