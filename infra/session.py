"""Which account and region a command works in, and what it finds there."""

import os

import boto3

from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.sigv4 import Credentials
from mianyue.adapters.wire import Wire


def aws_session() -> boto3.Session:
    """A session in the region of AWS_REGION, which boto3 alone of all SDKs does not read, or else of the profile.

    SystemExit with the remedy when no region is named anywhere. The CDK command line is told the same region.
    """
    session = boto3.Session(region_name=os.environ.get("AWS_REGION"))
    if not session.region_name:
        raise SystemExit("Which region? Set AWS_REGION, for example AWS_REGION=eu-central-1.")
    os.environ["AWS_REGION"] = session.region_name
    return session


def own_client(session: boto3.Session) -> AwsClient:
    """The client of the functions, with whatever credentials the person at the keyboard has."""

    def credentials() -> Credentials:
        found = session.get_credentials()
        if not found:
            raise SystemExit("No AWS credentials: run `aws configure` or set AWS_PROFILE.")
        frozen = found.get_frozen_credentials()
        return Credentials(str(frozen.access_key), str(frozen.secret_key), frozen.token or "")

    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    return AwsClient(Wire(), region=session.region_name, credentials=credentials, endpoint=endpoint)


def stack_outputs(session: boto3.Session, stack: str) -> dict[str, str]:
    """The outputs of a deployed stack by name. Raises ClientError when there is no such stack."""
    (found,) = session.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    return {each["OutputKey"]: each["OutputValue"] for each in found["Outputs"]}
