"""`./dev deploy`: portal, stack, pages and first set-up, in one command that may be repeated.

    ./dev deploy -c stage=production -c sender=hr@example.com --company 青屿 --admin-email li@example.com

Options of the company overwrite what is set, those left out change nothing; every other option goes to `cdk deploy` as
it is.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.cdk import cdk, install_node_packages, node_environment
from infra.company import add_company_options, given_fields, missing_platform
from infra.first_run import create_admin, set_up_company
from infra.paths import BUILD, PORTAL
from infra.publish_portal import forget_cached, settings_of, upload
from infra.session import aws_session, own_client
from mianyue.adapters.aws_client import AwsError
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.table import Table
from mianyue.domain.company import Company

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
    _publish(session, outputs, company.name)
    _tell(outputs, company)
    return 0


def _tell(outputs: dict[str, str], company: Company) -> None:
    """Where it is, and what is left to do by hand."""
    print(f"\nMianyue is at {outputs['SiteUrl']}")
    for record in dns_records(outputs):
        print(f"DNS record to add: {record}")
    if rule_set := _named(outputs, "RuleSetName"):
        print(f"To take replies in: aws ses set-active-receipt-rule-set --rule-set-name {rule_set[0]}")
    if sentence := missing_platform(company):
        print(sentence)


def dns_records(outputs: dict[str, str]) -> list[str]:
    """What the company's DNS must say: the sender's keys, and its own address of the portal if it has one."""
    records = sorted(_named(outputs, "Dkim") + _named(outputs, "InboxMx"))
    domain = outputs["SiteUrl"].removeprefix("https://")
    if domain != outputs["DistributionDomainName"]:
        records.append(f"{domain} CNAME {outputs['DistributionDomainName']}")
    return records


def _named(outputs: dict[str, str], part: str) -> list[str]:
    """The outputs whose names hold `part`: CDK puts the construct's name before them, and a hash behind."""
    return [value for name, value in outputs.items() if part in name]


def _bootstrapped(session: boto3.Session) -> bool:
    """CDK's own resources are in this account and region."""
    ssm = session.client("ssm")
    try:
        ssm.get_parameter(Name=_BOOTSTRAP_VERSION)
    except ssm.exceptions.ParameterNotFound:
        return False
    return True


def _publish(session: boto3.Session, outputs: dict[str, str], company: str) -> None:
    settings = settings_of(outputs, region=session.region_name, company=company)
    upload(PORTAL / "dist", settings, bucket=outputs["PortalBucketName"], s3=session.client("s3"))
    forget_cached(outputs["DistributionId"], session.client("cloudfront"))


def _set_up(session: boto3.Session, outputs: dict[str, str], options: argparse.Namespace) -> Company:
    """First accounts and settings; the company as it stands now."""
    store = CompanyStore(Table(own_client(session), outputs["TableName"]), time.monotonic)
    missing = set_up_company(store, given_fields(options), sender=outputs["SenderAddress"])
    print(f"Set up: {missing} things that were missing")
    if options.admin_email:
        created = create_admin(session.client("cognito-idp"), outputs["UserPoolId"], options.admin_email)
        print("The admin has been mailed a temporary password" if created else "The admin is there already")
    return store.setup().company


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="./dev deploy", description=__doc__, allow_abbrev=False)
    add_company_options(parser)
    parser.add_argument("--admin-email", default="", help="who gets the first account")
    options, for_cdk = parser.parse_known_args(arguments)
    try:
        return deploy(aws_session(), options, for_cdk)
    except (BotoCoreError, ClientError, AwsError) as problem:
        print(f"AWS could not be used: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
