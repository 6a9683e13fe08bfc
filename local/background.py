"""Processes that stay when the command that started them has ended, known by a file with their number."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from local.laptop import REPOSITORY

STOP_SECONDS = 30.0
_outliving: list[subprocess.Popen[bytes]] = []
"""Children meant to live longer than this process; kept here, because Python warns of one it throws away unended."""


@dataclass(frozen=True)
class Background:
    """One background process; its number and log lie in `folder` as `<name>.pid` and `<name>.log`."""

    name: str
    folder: Path

    @property
    def log(self) -> Path:
        """What the process prints."""
        return self.folder / f"{self.name}.log"

    @property
    def _pid_file(self) -> Path:
        return self.folder / f"{self.name}.pid"

    def start(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start `command` from the repository's folder, in a session of its own."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            started = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        _outliving.append(started)
        born = psutil.Process(started.pid).create_time()
        self._pid_file.write_text(json.dumps({"pid": started.pid, "born": born}))

    def process(self) -> psutil.Process | None:
        """The running process, or None. A number that went to another program since does not count."""
        try:
            noted = json.loads(self._pid_file.read_text())
            process = psutil.Process(noted["pid"])
            same = abs(process.create_time() - noted["born"]) < 1
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except (OSError, ValueError, psutil.NoSuchProcess):
            return None

    def stop(self) -> bool:
        """End the process and wait for it; true if there was one."""
        process = self.process()
        if process is not None:
            process.terminate()
            _wait_or_kill(process)
        self._pid_file.unlink(missing_ok=True)
        return process is not None

    def last_lines(self, count: int = 15) -> str:
        """The end of the log, for an error message."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-count:])


def _wait_or_kill(process: psutil.Process) -> None:
    try:
        process.wait(STOP_SECONDS)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(STOP_SECONDS)


def wait_until(ready: Callable[[], bool], *, process: Background, seconds: float) -> bool:
    """True once `ready()` holds; false when the time is over or the process has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ready():
            return True
        if process.process() is None:
            return False
        time.sleep(0.1)
    return False


def own_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without AWS settings of the person's own, with `extra`, and with this Python first.

    Node and npm lie beside this Python; another Node further down the PATH must not be found before them.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    return {**kept, "PATH": path, **extra}
