"""Where the laptop keeps things, and at which ports it listens."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
ACCOUNT = "000000000000"
REGION = "us-east-1"
STACK_NAME = "Mianyue-laptop"
GATEWAY_PORT_VARIABLE = "MIANYUE_PORT"
ENGINE_PORT_VARIABLE = "MIANYUE_ENGINE_PORT"
STATE_VARIABLE = "MIANYUE_STATE_DIR"


class LaptopError(Exception):
    """Something a person can put right; the message is one sentence that says what to do."""


@dataclass(frozen=True, kw_only=True)
class Laptop:
    """One laptop stack: its two ports on 127.0.0.1 and the folder with all it remembers."""

    gateway_port: int
    engine_port: int
    state: Path

    @property
    def site_url(self) -> str:
        """The address a person opens, without a trailing slash."""
        return f"http://localhost:{self.gateway_port}"

    @property
    def engine_url(self) -> str:
        """The engine's address, as the stack's functions see it."""
        return f"http://127.0.0.1:{self.engine_port}"

    @property
    def mails(self) -> Path:
        """One JSON file per mail the engine's SES accepted."""
        return self.state / "mails"

    @property
    def outputs(self) -> Path:
        """The stack's outputs, as the deploy left them."""
        return self.state / "outputs.json"

    def aws_environment(self) -> dict[str, str]:
        """Environment for any AWS tool that shall talk to the engine and to nothing else."""
        return {
            "AWS_ENDPOINT_URL": self.engine_url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }


def laptop_from(environment: Mapping[str, str]) -> Laptop:
    """The laptop this environment asks for: ports 8080 and 4566 and the folder .laptop unless it says otherwise.

    Raises LaptopError for a port that is no port.
    """
    return Laptop(
        gateway_port=_port(environment, GATEWAY_PORT_VARIABLE, "8080"),
        engine_port=_port(environment, ENGINE_PORT_VARIABLE, "4566"),
        state=Path(environment.get(STATE_VARIABLE) or REPOSITORY / ".laptop").absolute(),
    )


def _port(environment: Mapping[str, str], variable: str, default: str) -> int:
    text = environment.get(variable) or default
    if not re.fullmatch(r"\d{4,5}", text) or not 1024 <= int(text) <= 65535:
        raise LaptopError(f"{variable}={text} is not a port: set it to a number from 1024 to 65535.")
    return int(text)
