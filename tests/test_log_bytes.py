"""What is logged about one invitation is little, and nothing of the candidate (BARS: bytes of log)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """Written in a process of its own, whose AWS is empty."""
    program = "import json; from bench.log_bytes import written_lines; print(json.dumps(written_lines()))"
    done = subprocess.run([sys.executable, "-c", program], cwd=_ROOT, check=True, capture_output=True, text=True)  # noqa: S603 - our own command
    written: list[str] = json.loads(done.stdout)
    return written


def test_an_invitations_whole_life_is_a_few_lines(lines: list[str]) -> None:
    assert '"sent"' in "".join(lines)
    assert sum(len(line.encode()) + 1 for line in lines) <= 600


def test_no_line_names_the_candidate(lines: list[str]) -> None:
    text = "\n".join(lines)
    for secret in ("欧阳敏", "ouyang.min", "18519664073", "/t/"):
        assert secret not in text
