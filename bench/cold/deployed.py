"""Functions as they lie on a disk of Lambda's: ours from their zip, the usual ones with bytecode of their own."""

import shutil
import site
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from infra.bundling import THIS_MACHINE, bundled
from infra.paths import ROOT

_USUAL = Path("bench", "cold", "usual")


@dataclass(frozen=True)
class Deployed:
    """What a process needs to answer: folders that come first on its path, and the module with `handler`."""

    path: tuple[str, ...]
    module: str


def ours(function: str, folder: Path) -> Deployed:
    """`functions/FUNCTION`, unpacked from its zip for this machine."""
    unpacked = folder / function
    with zipfile.ZipFile(bundled(function, THIS_MACHINE)) as bundle:
        bundle.extractall(unpacked)
    return Deployed((str(unpacked),), f"functions.{function}.handler")


def usual(name: str, folder: Path) -> Deployed:
    """A usual function. Its dependencies are those of this environment, whose bytecode a first run leaves there."""
    copied = folder / "usual"
    if not copied.exists():
        shutil.copytree(ROOT / _USUAL, copied / _USUAL, ignore=shutil.ignore_patterns("__pycache__"))
        for package in (_USUAL.parent, _USUAL.parent.parent):
            shutil.copy(ROOT / package / "__init__.py", copied / package)
        command = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", str(copied)]
        subprocess.run(command, check=True)  # noqa: S603 - our own command
    return Deployed((str(copied), *site.getsitepackages()), f"bench.cold.usual.{name}")
