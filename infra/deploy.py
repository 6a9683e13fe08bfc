"""`./dev deploy`: portal, stack, pages and first set-up, in one command that may be repeated.

    ./dev deploy -c stage=production -c sender=hr@example.com --company 青屿 --admin-email li@example.com

Every other option goes to `cdk deploy` as it is. `--company` and `--admin-email` matter the first time only.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.cdk import cdk, install_node_packages, node_environment
from infra.first_run import create_admin, set_up_company
from infra.paths import BUILD, PORTAL
from infra.publish_portal import forget_cached, upload
from infra.session import aws_session
from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.sigv4 import Credentials
from mianyue.adapters.table import Table

_BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version"
_OUTPUTS = BUILD / "outputs.json"


def deploy(session: boto3.Session, options: argparse.Namespace, for_cdk: Sequence[str]) -> int:
    """All steps in their order; the exit code of the first that fails, or 0."""
    account = session.client("sts").get_caller_identity()["Account"]
    print(f"Deploying to account {account}, region {session.region_name}", flush=True)
    install_node_packages(PORTAL)
    if subprocess.run(["npm", "run", "build"], cwd=PORTAL, env=node_environment(), check=False).returncode:
        return 1
    if not _bootstrapped(session) and (failed := cdk("bootstrap", *for_cdk)):
        return failed
    if failed := cdk("deploy", "--outputs-file", str(_OUTPUTS), *for_cdk):
        return failed
    (outputs,) = json.loads(_OUTPUTS.read_text()).values()
    company = _set_up(session, outputs, options)
    _publish(session, outputs, company)
    print(f"\nMianyue is at {outputs['SiteUrl']}")
    for record in sorted(value for name, value in outputs.items() if "Dkim" in name):
        print(f"DNS record to add: {record}")
    return 0


def _bootstrapped(session: boto3.Session) -> bool:
    """CDK's own resources are in this account and region."""
    ssm = session.client("ssm")
    try:
        ssm.get_parameter(Name=_BOOTSTRAP_VERSION)
    except ssm.exceptions.ParameterNotFound:
        return False
    return True


def _publish(session: boto3.Session, outputs: dict[str, str], company: str) -> None:
    settings = {
        "region": session.region_name,
        "userPoolClientId": outputs["UserPoolClientId"],
        "cognitoEndpoint": f"https://cognito-idp.{session.region_name}.amazonaws.com/",
        "companyName": company,
        "stage": outputs["StageName"],
    }
    upload(PORTAL / "dist", settings, bucket=outputs["PortalBucketName"], s3=session.client("s3"))
    forget_cached(outputs["DistributionId"], session.client("cloudfront"))


def _set_up(session: boto3.Session, outputs: dict[str, str], options: argparse.Namespace) -> str:
    """First accounts and settings; the company's name as it stands now."""
    store = CompanyStore(Table(_own_client(session), outputs["TableName"]), time.monotonic)
    print(f"Set up: {set_up_company(store, options.company, outputs['SenderAddress'])} things that were missing")
    if options.admin_email:
        created = create_admin(session.client("cognito-idp"), outputs["UserPoolId"], options.admin_email)
        print("The admin has been mailed a temporary password" if created else "The admin is there already")
    return store.setup().company.name


def _own_client(session: boto3.Session) -> AwsClient:
    """The client of the functions, with whatever credentials the person at the keyboard has."""

    def credentials() -> Credentials:
        found = session.get_credentials()
        if not found:
            raise SystemExit("No AWS credentials: run `aws configure` or set AWS_PROFILE.")
        frozen = found.get_frozen_credentials()
        return Credentials(str(frozen.access_key), str(frozen.secret_key), frozen.token or "")

    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    return AwsClient(region=session.region_name, credentials=credentials, endpoint=endpoint)


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="./dev deploy", description=__doc__)
    parser.add_argument("--company", default="Mianyue", help="name of the company, as candidates read it")
    parser.add_argument("--admin-email", default="", help="who gets the first account")
    options, for_cdk = parser.parse_known_args(arguments)
    try:
        return deploy(aws_session(), options, for_cdk)
    except (BotoCoreError, ClientError) as problem:
        print(f"AWS could not be used: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
