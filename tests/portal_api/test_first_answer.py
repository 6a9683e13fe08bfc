"""The first answer of a process waits for nothing that it does not need (decision 8)."""

import json
import subprocess
import sys

import pytest

from tests.http_events import ORIGIN_SECRET, candidate_event, hr_event

PROGRAM = """
import json, sys
from contextlib import nullcontext
from types import SimpleNamespace
from functions.portal_api import handler as entry_point

nothing = SimpleNamespace(rows=[], cursor=None)
entry_point.settings = lambda: SimpleNamespace(origin_secret=sys.argv[1])
entry_point.parts = lambda: SimpleNamespace(
    listing=SimpleNamespace(page=lambda **_: nothing), setups=SimpleNamespace(setup=lambda: None),
    staff=SimpleNamespace(member=lambda name: SimpleNamespace(accepts=lambda issued_at: True)),
    trail=SimpleNamespace(of=nullcontext),
)
answer = entry_point.handler(json.loads(sys.argv[2]), None)
loaded = sorted(sys.modules)
from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from mianyue.http.powertools import Response as ours
assert Response is ours and Logger.__module__.startswith("aws_lambda_powertools")
print(json.dumps([answer["statusCode"], loaded]))
"""


def first_answer(event: dict) -> tuple[int, set[str]]:
    """Status of the first answer of a new process, and the modules loaded by then."""
    command = [sys.executable, "-W", "error", "-c", PROGRAM, ORIGIN_SECRET, json.dumps(event)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - this very Python
    status, loaded = json.loads(done.stdout)
    return status, set(loaded)


def test_a_list_waits_for_no_model_no_other_area_and_not_all_of_powertools() -> None:
    status, loaded = first_answer(hr_event("GET", "/api/hr/applications", groups="[admin]"))
    assert status == 200
    unneeded = {"pydantic", "asyncio", "jmespath", "aws_lambda_powertools.logging"}
    unneeded |= {f"functions.portal_api.{name}" for name in ("hr_writes", "candidate_routes", "candidate_view")}
    unneeded |= {"mianyue.cancelling", "mianyue.domain.rules"}
    unneeded |= {f"functions.portal_api.{name}" for name in ("setup_reads", "dry_run", "scheduled_reads")}
    assert loaded & unneeded == set()


@pytest.mark.parametrize(
    ("event", "others"),
    [
        (candidate_event("POST", "/api/candidate/session", {"token": ""}), {"hr_reads", "hr_writes", "hr_requests"}),
        (hr_event("POST", "/api/hr/moves", {}), {"hr_reads", "candidate_routes", "candidate_requests"}),
    ],
    ids=["candidate", "hr"],
)
def test_who_writes_waits_for_no_other_area(event: dict, others: set[str]) -> None:
    status, loaded = first_answer(event)
    assert status == 422
    assert loaded & {f"functions.portal_api.{name}" for name in others} == set()


def test_what_was_put_off_of_powertools_is_there_for_whoever_asks() -> None:
    """The program above imports Logger and the rest from the packages themselves, and they are the same things."""
    status, _ = first_answer(hr_event("GET", "/api/hr/applications", groups=""))
    assert status == 403
