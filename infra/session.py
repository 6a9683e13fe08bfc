"""Which account and region a command works in."""

import os

import boto3


def aws_session() -> boto3.Session:
    """A session in the region of AWS_REGION, which boto3 alone of all SDKs does not read, or else of the profile.

    SystemExit with the remedy when no region is named anywhere. The CDK command line is told the same region.
    """
    session = boto3.Session(region_name=os.environ.get("AWS_REGION"))
    if not session.region_name:
        raise SystemExit("Which region? Set AWS_REGION, for example AWS_REGION=eu-central-1.")
    os.environ["AWS_REGION"] = session.region_name
    return session
