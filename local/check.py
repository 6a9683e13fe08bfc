"""`./dev test` and `./dev lint`: everything that must hold before a change is done."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from local.background import own_environment
from local.browser import ensure_browser
from local.command import run
from local.laptop import REPOSITORY, LaptopError, laptop_from
from local.portal import build_portal
from local.spam_filter import ensure_spam_filter
from local.steps import Steps

LINTERS: dict[str, tuple[str, ...]] = {
    "Style (ruff)": ("ruff", "check", "--output-format=concise", "."),
    "Format (ruff)": ("ruff", "format", "--check", "."),
    "Types (mypy)": ("mypy",),
    "Arrows (import-linter)": ("lint-imports",),
}
LAST_TEST = REPOSITORY / ".build" / "last_test.json"
"""How long `./dev test` took when it last ran whole, for `./dev bench`."""
COVERAGE = ("--cov", "--cov-report=term:skip-covered", "--cov-fail-under=95")


def lint(steps: Steps, logs: Path) -> None:
    """Style, format, types and import contracts. Raises LaptopError with what they say."""
    for title, words in LINTERS.items():
        with steps.step(title):
            command = [str(Path(sys.executable).parent / words[0]), *words[1:]]
            run(command, environment=own_environment({}), log=logs / f"{words[0]}.log", doing=title)


def test(steps: Steps, logs: Path, chosen: Sequence[str]) -> int:
    """Browser, spam filter, portal and every test (or the `chosen` ones); pytest's exit code."""
    with steps.step("Browser and fonts") as remarks:
        remarks.append("installed" if ensure_browser(logs / "apt.log") else "there")
    with steps.step("Spam filter") as remarks:
        remarks.append("installed" if ensure_spam_filter(logs / "apt.log") else "there")
    with steps.step("Portal, types checked") as remarks:
        remarks.append("built" if build_portal(laptop_from(os.environ)) else "unchanged")
    print("[8/8] Tests, the journeys on the laptop engine last …", flush=True)
    command = [sys.executable, "-m", "pytest", *(chosen or COVERAGE)]
    return subprocess.run(command, cwd=REPOSITORY, check=False).returncode


def _remember(failed: int, minutes: float) -> None:
    told = {"passed": "failed" if failed else "passed", "on": f"{datetime.now(UTC):%Y-%m-%d}", "minutes": minutes}
    LAST_TEST.parent.mkdir(exist_ok=True)
    LAST_TEST.write_text(json.dumps(told))


def main(words: Sequence[str]) -> int:
    """`lint`, or `test [what pytest shall run]`; exit code 0 only if all of it holds."""
    what, *chosen = words
    logs = laptop_from(os.environ).state / "logs"
    try:
        steps, started = Steps(len(LINTERS) if what == "lint" else len(LINTERS) + 4), time.monotonic()
        lint(steps, logs)
        if what == "lint":
            return 0
        failed = test(steps, logs, chosen)
        if not chosen:
            _remember(failed, (time.monotonic() - started) / 60)
        return failed
    except LaptopError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
