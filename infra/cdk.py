"""Runs the pinned CDK command line: `python -m infra.cdk synth|deploy|bootstrap …`, as `cdk` would be run.

Installs it from package-lock.json first where that has not been done, with the Node that the lock brings.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from infra.paths import BUILD, CDK_CLI, ROOT


def node_environment() -> dict[str, str]:
    """This process's environment with this Python, and the Node and npm beside it, first on PATH."""
    first = str(Path(sys.executable).parent)
    return os.environ | {"PATH": os.pathsep.join([first, os.environ.get("PATH", "")])}


def install_node_packages(folder: Path) -> None:
    """`npm ci` in `folder`, unless that has been done for this very lock. SystemExit with the reason if it fails."""
    lock = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    done = folder / "node_modules" / ".installed"
    if not done.is_file() or done.read_text() != lock:
        command = ["npm", "ci", "--no-audit", "--no-fund", "--silent"]
        if subprocess.run(command, cwd=folder, env=node_environment(), check=False).returncode:
            raise SystemExit(f"npm could not install {folder.name}/package-lock.json: is there a network?")
        done.write_text(lock)


def cdk(*arguments: str, environment: Mapping[str, str] | None = None) -> int:
    """Run the CDK command line in the working tree; its exit code."""
    install_node_packages(CDK_CLI)
    BUILD.mkdir(exist_ok=True)
    command = [str(CDK_CLI / "node_modules" / ".bin" / "cdk"), *arguments]
    return subprocess.run(command, cwd=ROOT, env=node_environment() | dict(environment or {}), check=False).returncode


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    return cdk(*arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
