"""`./dev test` and `./dev lint`: everything that must hold before a change is done."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

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
IN_BROWSERS = ("tests/journey", "tests/portal")
"""Tests that wait for a browser and the laptop engine most of the time: they run beside all others."""


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
    if chosen:
        print("[8/8] The tests that were named …", flush=True)
        return _pytest(*chosen).wait()
    return _whole_test(logs / "browsers.log")


def _whole_test(log: Path) -> int:
    """Both halves side by side; what the one in browsers has said is shown at the end. The worse exit code."""
    print(f"[8/8] Tests; those in browsers and on the laptop engine beside them, in {log} …", flush=True)
    with log.open("w", encoding="utf-8") as written:
        beside = _pytest(*IN_BROWSERS, into=written)
        rest = _pytest(*COVERAGE, *(f"--ignore={each}" for each in IN_BROWSERS)).wait()
        print("Those in browsers …", flush=True)
        failed = beside.wait()
    print(log.read_text(encoding="utf-8"), flush=True)
    return rest or failed


def _pytest(*words: str, into: IO[str] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "pytest", *words], cwd=REPOSITORY, stdout=into, stderr=into)


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
