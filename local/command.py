"""Running a tool whose output only matters when it fails."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from local.laptop import REPOSITORY, LaptopError

LINES_SHOWN = 25
_NETWORK_SIGNS = ("ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH")


def run(command: Sequence[str], *, environment: Mapping[str, str], log: Path, doing: str) -> None:
    """Run `command` in the repository, its output into `log`. LaptopError with the end of it if it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as file:
        done = subprocess.run(
            command,
            cwd=REPOSITORY,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            check=False,
        )
    if done.returncode:
        raise LaptopError(_failure(log.read_text(encoding="utf-8", errors="replace"), log, doing))


def _failure(output: str, log: Path, doing: str) -> str:
    if any(sign in output for sign in _NETWORK_SIGNS) and "npm" in output:
        return f"{doing} needs the network once, and the package registry does not answer: connect and try again."
    end = "\n".join(output.splitlines()[-LINES_SHOWN:])
    return f"{doing} failed; {log} ends:\n{end}"
