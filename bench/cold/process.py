"""A fresh process for one function, and what its first answer took."""

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from bench.cold.aws_stub import AwsStub
from bench.cold.demo import ORIGIN_SECRET, SITE
from bench.cold.deployed import Deployed
from infra.environment import ZONES

_ANSWERING = str(Path(__file__).parent / "answering.py")
_ARN = "arn:aws:{0}:eu-central-1:123456789012:{0}"
ENVIRONMENT = {
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "AWS_SESSION_TOKEN": "session" * 60,
    "AWS_LAMBDA_FUNCTION_NAME": "function",
    "LANG": "en_US.UTF-8",
    "PATH": "/usr/bin:/bin",
    **ZONES,
    "POWERTOOLS_TRACE_DISABLED": "true",
    "TABLE_NAME": "table",
    "SITE_URL": SITE,
    "ORIGIN_SECRET": ORIGIN_SECRET,
    "LINK_KEYS_SECRET": "link-keys",
    "DATA_BUCKET": "data",
    "SEND_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/send",
    "SEND_QUEUE_ARN": _ARN.format("sqs"),
    "AWAITED_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/awaited",
    "USER_POOL_ID": "eu-central-1_EXAMPLE",
    "AWAITED_QUEUE_ARN": _ARN.format("sqs"),
    "REMIND_FUNCTION_ARN": _ARN.format("lambda"),
    "SCHEDULE_GROUP": "group",
    "SCHEDULER_ROLE_ARN": _ARN.format("iam"),
    "SES_CONFIGURATION_SET": "mails",
    "POISONED_BUCKET": "poisoned",
    "SENDER_ADDRESS": "hr@example.com",
    "SENDERS": "2",
    "AWAITED_SENDERS": "2",
    "REPLY_DOMAIN": "reply.example.com",
}


@dataclass(frozen=True)
class Run:
    """One run: wall and CPU seconds from the process's start to the first answer, its peak of memory, its calls.

    `warm_cpu` is the CPU seconds of one later answer, 0 where none was asked for.
    """

    answer: dict[str, Any]
    wall: float
    cpu: float
    peak_mb: float
    calls: Counter[str]
    """How often each service was asked for the first answer."""
    warm_cpu: float = 0.0


class NoAnswer(Exception):
    """A process ended without an answer; the message is what it said instead."""


def run(deployed: Deployed, event: dict[str, Any], stub: AwsStub, trusted: Path, *, times: int = 0) -> Run:
    """Answer `event` once in a fresh process, then `times` times more. Raises NoAnswer."""
    orders = {"path": deployed.path, "module": deployed.module, "event": event, "port": stub.port, "times": times}
    command = [sys.executable, "-I", "-S", _ANSWERING, json.dumps(orders)]
    environment = ENVIRONMENT | {"SSL_CERT_FILE": str(trusted), "AWS_CA_BUNDLE": str(trusted)}
    stub.taken()
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own command
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        said = cast(IO[str], process.stderr)
        first = said.readline()
        wall = time.perf_counter() - started
        calls = Counter(asked.service for asked in stub.taken())
        rest = said.read()
    if process.returncode or not first.startswith("{"):
        raise NoAnswer(first + rest)
    told = json.loads(first)
    warm = json.loads(rest)["cpu"] if times else 0.0
    return Run(told["answer"], wall, told["cpu"], told["peak_kb"] / 1024, calls, warm)
