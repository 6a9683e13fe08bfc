"""`./dev up`: the whole stack on this machine; doing it again changes nothing and brings back what was stopped."""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import boto3

from infra.publish_portal import upload
from local.demo_company import (
    DEMO_REMINDER_SECONDS,
    HR_PASSWORD,
    HR_USER,
    create_company,
    create_hr_user,
)
from local.deploy import deploy_stack, read_outputs
from local.engine import start_engine
from local.gateway_start import require_gateway_port, restart_gateway
from local.laptop import Laptop, LaptopError, laptop_from
from local.portal import DIST, build_portal, portal_settings
from local.steps import Steps
from mianyue import starter
from mianyue.adapters.aws_client import environment_client
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.table import Table


def bring_up(laptop: Laptop) -> None:
    """Engine, portal, stack, demo company and gateway, each only as far as it is not there yet.

    From here on every AWS call of this process goes to the engine. Raises LaptopError.
    """
    os.environ.update(laptop.aws_environment())
    steps = Steps(6)
    with ThreadPoolExecutor(1) as beside:
        with steps.step("Ports"):
            require_gateway_port(laptop)
        with steps.step("Engine") as remarks:
            remarks.append("started" if start_engine(laptop) else "runs")
        portal = beside.submit(build_portal, laptop)
        with steps.step("Stack") as remarks:
            remarks.append("deployed" if deploy_stack(laptop) else "unchanged")
        with steps.step("Portal") as remarks:
            remarks.append("built" if portal.result() else "unchanged")
            _upload(laptop)
    with steps.step("Demo company") as remarks:
        remarks.append("set up" if _demo(laptop) else "there")
    with steps.step("Gateway and mailbox"):
        restart_gateway(laptop)


def _upload(laptop: Laptop) -> None:
    outputs = read_outputs(laptop)
    settings = portal_settings(outputs, starter.company().name)
    upload(DIST, settings, bucket=outputs["PortalBucketName"], s3=boto3.client("s3"))


def _demo(laptop: Laptop) -> bool:
    outputs = read_outputs(laptop)
    store = CompanyStore(Table(environment_client(), outputs["TableName"]), time.time)
    missing = create_company(store, laptop.site_url)
    return create_hr_user(boto3.client("cognito-idp"), outputs["UserPoolId"]) or missing > 0


def welcome(laptop: Laptop) -> str:
    """What a newcomer needs to know."""
    return f"""
Mianyue runs on this machine.

  HR console   {laptop.site_url}/
               sign in as {HR_USER} with {HR_PASSWORD}
  Mailbox      {laptop.site_url}/mailbox/
               every mail the candidates get; reading one counts as opening it

Import a list of candidates, move some to a stage that invites, and read their mail in the mailbox.
Leave one unopened: on this laptop its reminder comes after about {DEMO_REMINDER_SECONDS} seconds, not after a day.

./dev down stops everything and keeps the state; ./dev reset also deletes the state.
"""


def main() -> int:
    """Exit code 0, or 1 with a sentence that says what to do."""
    try:
        laptop = laptop_from(os.environ)
        bring_up(laptop)
    except LaptopError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    print(welcome(laptop))
    return 0


if __name__ == "__main__":
    sys.exit(main())
