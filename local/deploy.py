"""The real CDK stack, deployed on the engine when anything it is made of has changed."""

import json
import shutil
import sys
from pathlib import Path

import boto3
from botocore.exceptions import ClientError

from local.background import own_environment
from local.command import run
from local.fingerprint import Stamp, fingerprint
from local.laptop import REPOSITORY, STACK_NAME, Laptop

MADE_OF = ("infra", "functions", "mianyue", "requirements.lock", "pyproject.toml")
SWEEP_MINUTES = 1
BOOTSTRAP_STACK = "CDKToolkit"


def deploy_stack(laptop: Laptop) -> bool:
    """Bootstrap and deploy, and write the stack's outputs; false if the deployed stack is up to date.

    What the stack is made of decides: equal sources, locks and settings give an equal template and equal assets.
    """
    wanted = fingerprint([REPOSITORY / name for name in MADE_OF], *_context(laptop))
    stamp = Stamp(laptop.state / "deployed")
    if stamp.matches(wanted) and laptop.outputs.exists() and _is_deployed(STACK_NAME):
        return False
    if not _is_deployed(BOOTSTRAP_STACK):
        _cdk(laptop, "bootstrap", *_context(laptop))
    shutil.rmtree(laptop.state / "cdk.out", ignore_errors=True)  # or the assets of every deploy pile up
    raw = laptop.state / "cdk-outputs.json"
    _cdk(laptop, "deploy", *_context(laptop), "--require-approval", "never", "--outputs-file", str(raw))
    laptop.outputs.write_text(json.dumps(json.loads(raw.read_text())[STACK_NAME]))
    stamp.set(wanted)
    return True


def read_outputs(laptop: Laptop) -> dict[str, str]:
    """The deployed stack's outputs by name."""
    outputs: dict[str, str] = json.loads(laptop.outputs.read_text())
    return outputs


def _context(laptop: Laptop) -> list[str]:
    settings = {"stage": "laptop", "site_url": laptop.site_url, "sweep_minutes": str(SWEEP_MINUTES)}
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]


def _cdk(laptop: Laptop, *words: str) -> None:
    log: Path = laptop.state / "logs" / f"cdk-{words[0]}.log"
    command = [sys.executable, "-m", "infra.cdk", *words, "--output", str(laptop.state / "cdk.out")]
    run(command, environment=own_environment(laptop.aws_environment()), log=log, doing=f"cdk {words[0]}")


def _is_deployed(name: str) -> bool:
    """The engine has the stack: its state may have been lost while the stamp was not."""
    try:
        stacks = boto3.client("cloudformation").describe_stacks(StackName=name)["Stacks"]
    except ClientError:
        return False
    return stacks[0]["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE")
