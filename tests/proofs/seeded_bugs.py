"""Bugs put into send, track, remind and bulk on purpose: the histories or the tests must find every one.

python -m tests.proofs.seeded_bugs           all of them, in copies of the code
python -m tests.proofs.seeded_bugs NAME…     those
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.proofs.bug import Bug
from tests.proofs.bugs import BUGS

ROOT = Path(__file__).parents[2]
_COPIED = ("mianyue", "functions", "tests", "infra", "bench", "pyproject.toml")
_HISTORIES = "0:300"
_TESTS = (
    "tests/send",
    "tests/track",
    "tests/remind",
    "tests/replies",
    "tests/bulk",
    "tests/domain",
    "tests/adapters",
    "tests/test_recording.py",
    "tests/test_moving.py",
    "tests/test_cancelling.py",
)

NO_BUG = Bug("none", "mianyue/adapters/keys.py", "import", "import")
"""What nobody may find: the finders must be right about the code as it is."""


def misplaced() -> list[str]:
    """Bugs whose place in the code is gone, or is not the only one."""
    return [bug.name for bug in BUGS if (ROOT / bug.file).read_text(encoding="utf-8").count(bug.old) != 1]


@contextmanager
def copy_with(bug: Bug) -> Iterator[Path]:
    """A copy of the code with one bug in it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in _COPIED:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, copy / name)
        file = copy / bug.file
        file.write_text(file.read_text(encoding="utf-8").replace(bug.old, bug.new), encoding="utf-8")
        yield copy


def found_by(bug: Bug) -> list[str]:
    """Who finds the bug: `histories`, `tests`, both or nobody."""
    with copy_with(bug) as copy:
        histories = [sys.executable, "-m", "tests.proofs.histories", _HISTORIES, "--stop"]
        tests = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *_TESTS]
        runs = {"histories": histories, "tests": tests}
        return [name for name, command in runs.items() if _fails(command, copy)]


def _fails(command: list[str], folder: Path) -> bool:
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)  # noqa: S603 - ours
    return done.returncode == 1


def all_found(names: Sequence[str] = ()) -> dict[str, list[str]]:
    """Who finds each bug, or each of those named; printed one by one."""
    if finders := found_by(NO_BUG):
        raise SystemExit(f"Without any bug {' and '.join(finders)} fail: nothing can be found that way.")
    found: dict[str, list[str]] = {}
    chosen = [bug for bug in BUGS if not names or bug.name in names]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for bug, finders in zip(chosen, pool.map(found_by, chosen), strict=True):
            print(f"{' and '.join(finders) or 'NOBODY':<20} {bug.name}", flush=True)  # noqa: T201
            found[bug.name] = finders
    return found


def main(names: Sequence[str]) -> int:
    """Exit code 1 when a bug was not found."""
    return 0 if all(all_found(names).values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
