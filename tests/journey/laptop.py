"""The whole stack, running for the journey tests: what `./dev up` brings up, on ports and a folder of its own.

`laptop` is one per test session. Import it into a conftest.py:  `from tests.journey.laptop import laptop`.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote

import boto3
import pytest

from local.background import Background, own_environment
from local.demo_company import HR_PASSWORD, HR_USER
from local.down import bring_down
from local.engine import engine_of, start_engine, stop_engine
from local.gateway_start import gateway_of
from local.laptop import REGION, Laptop, laptop_from

PAUSE = 0.3


@dataclass(frozen=True)
class Answer:
    """An HTTP answer: status, headers (names in lower case) and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
"""Whoever the tests play is a person: what says that it is a program counts for nothing (K3)."""


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Redirects are for the test to look at."""

    def redirect_request(self, *_: Any) -> None:
        return None


class RunningLaptop:
    """The stack through its front door, and the hands on its engine a test needs."""

    def __init__(self, laptop: Laptop) -> None:
        self.laptop = laptop
        self.base_url = laptop.site_url
        self.outputs: dict[str, str] = json.loads(laptop.outputs.read_text())
        self._opener = urllib.request.build_opener(_StayHere)

    def request(
        self, method: str, path: str, body: object = None, *, bearer: str = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request to `path` (or to a whole address), never following a redirect; bytes are sent as they are."""
        sent = {"content-type": "application/json", "user-agent": BROWSER, **(headers or {})}
        if bearer:
            sent["authorization"] = f"Bearer {bearer}"
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        address = path if path.startswith("http") else self.base_url + path
        request = urllib.request.Request(address, data, sent, method=method)  # noqa: S310 - http only
        try:
            with self._opener.open(request, timeout=60) as answer:
                return _answer(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return _answer(refused)

    def sign_in(self, user: str = HR_USER, password: str = HR_PASSWORD) -> str:
        """An access token, got the way the console gets it."""
        pool = self.request("GET", "/config.json").json
        call = {
            "AuthFlow": "USER_PASSWORD_AUTH",
            "ClientId": pool["userPoolClientId"],
            "AuthParameters": {"USERNAME": user, "PASSWORD": password},
        }
        headers = {
            "content-type": "application/x-amz-json-1.1",
            "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
        }
        answer = self.request("POST", pool["cognitoEndpoint"], call, headers=headers)
        return str(answer.json["AuthenticationResult"]["AccessToken"])

    def mails(self, to: str = "") -> list[dict[str, Any]]:
        """The mailbox's mails, newest first; those to one address if given."""
        every = self.request("GET", "/mailbox/api/messages").json["messages"]
        return [mail for mail in every if to in ("", mail["to"])]

    def mail(self, message_id: str) -> dict[str, Any]:
        """One mail with text, headers, tags, attachments and events."""
        found: dict[str, Any] = self.request("GET", _mail_path(message_id)).json
        return found

    def html(self, message_id: str) -> str:
        """The HTML part as its reader gets it."""
        return self.request("GET", f"{_mail_path(message_id)}/html").body.decode()

    def link(self, message_id: str) -> str:
        """Address of our own link in the mail."""
        found = re.search(rf'href="({re.escape(self.base_url)}/t/[^"]+)"', self.html(message_id))
        assert found, "the mail has no link of ours"
        return unescape(found[1])

    def open_mail(self, message_id: str) -> None:
        """Somebody reads the mail's HTML part."""
        assert self.request("POST", f"{_mail_path(message_id)}/opened").status == 204

    def wait_for_mails(self, to: str, count: int = 1, seconds: float = 60) -> list[dict[str, Any]]:
        """The mails to an address once there are `count`, newest first."""
        return self.wait_for(lambda: found if len(found := self.mails(to)) >= count else None, seconds)

    def wait_for[T](self, seen: Callable[[], T | None], seconds: float = 60, pause: float = PAUSE) -> T:
        """What `seen` returns once it is neither None nor False; fails when the time is over."""
        deadline = time.monotonic() + seconds
        while True:
            found = seen()
            if found is not None and found is not False:
                return found
            assert time.monotonic() < deadline, f"not seen within {seconds} s"
            time.sleep(pause)

    def client(self, service: str) -> Any:
        """A boto3 client that talks to this laptop's engine."""
        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=self.laptop.engine_url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def stop_engine(self, *, kill: bool = False) -> None:
        """Stop the engine: orderly (its state is saved), or killed on the spot."""
        if kill:
            _kill(engine_of(self.laptop))
        stop_engine(self.laptop)

    def cut_power(self) -> None:
        """Kill all that runs: the gateway with its mailbox, and the engine."""
        _kill(gateway_of(self.laptop))
        self.stop_engine(kill=True)

    def start_engine(self) -> None:
        """Start the engine again with the state it has, as a person does: ./dev up."""
        up = run_task("up", environment_of(self.laptop))
        assert up.returncode == 0, up.stdout + up.stderr

    def start_engine_alone(self) -> None:
        """Start the engine as ./dev up does, but nothing else: gateway and mailbox have been running on."""
        start_engine(self.laptop)

    def restart_engine(self, *, kill: bool = False) -> None:
        """Stop and start the engine."""
        self.stop_engine(kill=kill)
        self.start_engine()


def _kill(background: Background) -> None:
    process = background.process()
    if process is not None:
        process.kill()
        process.wait(30)


def _answer(answer: Any) -> Answer:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Answer(answer.status, headers, answer.read())


def _mail_path(message_id: str) -> str:
    return f"/mailbox/api/messages/{quote(message_id, safe='')}"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def environment_of(laptop: Laptop) -> dict[str, str]:
    """Environment that names a laptop's ports and folder."""
    return {
        "MIANYUE_PORT": str(laptop.gateway_port),
        "MIANYUE_ENGINE_PORT": str(laptop.engine_port),
        "MIANYUE_STATE_DIR": str(laptop.state),
    }


def run_task(name: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `local/<name>.py` as ./dev does."""
    return subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", f"local.{name}"],
        env=own_environment(environment),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def laptop_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Environment that names this session's ports and folder."""
    return {
        "MIANYUE_PORT": str(_free_port()),
        "MIANYUE_ENGINE_PORT": str(_free_port()),
        "MIANYUE_STATE_DIR": str(tmp_path_factory.mktemp("laptop") / "state"),
    }


@pytest.fixture(scope="session")
def laptop(laptop_environment: dict[str, str]) -> Iterator[RunningLaptop]:
    """The running stack; stopped at the end, its state left in the test's temporary folder."""
    laptop = laptop_from(os.environ | laptop_environment)
    try:
        up = run_task("up", laptop_environment)
        assert up.returncode == 0, up.stdout + up.stderr
        yield RunningLaptop(laptop)
    finally:
        bring_down(laptop)
