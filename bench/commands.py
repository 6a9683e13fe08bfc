"""How long the two commands of the README take: `./dev up` now, `./dev test` when it last ran whole."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time

from bench.measuring import Row
from local.background import own_environment
from local.check import LAST_TEST

_NEVER = float("inf")


def command_rows() -> list[Row]:
    """Row 14, in minutes: the environment is there, everything else is made anew."""
    return [
        Row(14, "minutes of ./dev up, from no state to printed addresses", _up(), 3),
        Row(14, "minutes of ./dev test, when it last ran whole", _test(), 25, note=_when()),
    ]


def _up() -> float:
    with tempfile.TemporaryDirectory() as state:
        ports = {"MIANYUE_PORT": _free_port(), "MIANYUE_ENGINE_PORT": _free_port()}
        environment = own_environment({name: str(port) for name, port in ports.items()} | {"MIANYUE_STATE_DIR": state})
        started = time.monotonic()
        try:
            subprocess.run([sys.executable, "-m", "local.up"], env=environment, check=True, stdout=subprocess.DEVNULL)
            return (time.monotonic() - started) / 60
        finally:
            subprocess.run([sys.executable, "-m", "local.down"], env=environment, check=True, stdout=subprocess.DEVNULL)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _test() -> float:
    return float(json.loads(LAST_TEST.read_text())["minutes"]) if LAST_TEST.is_file() else _NEVER


def _when() -> str:
    if not LAST_TEST.is_file():
        return "run ./dev test first"
    told = json.loads(LAST_TEST.read_text())
    return f"{told['passed']} on {told['on']}, {os.cpu_count()} processors"
