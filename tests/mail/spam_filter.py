"""SpamAssassin's verdict on many mails, in one process: local tests only, nothing is asked of the network."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from local.spam_filter import find_spam_filter

_REPORT = re.compile(
    rb"^X-Spam-Status: \w+, score=(?P<score>-?[\d.]+) .*?tests=(?P<tests>.*?)\s*autolearn.*?^X-Number: (?P<number>\d+)",
    re.MULTILINE | re.DOTALL,
)


class Verdict(NamedTuple):
    """What a mail scores, and for which tests."""

    score: float
    tests: str


def verdicts(mails: Sequence[bytes], folder: Path) -> list[Verdict]:
    """The verdicts, in the order of the mails. `folder` is scratch."""
    program = find_spam_filter()
    assert program, "SpamAssassin is missing: ./dev test installs it, or says what to do"
    box = folder / "mails.mbox"
    box.write_bytes(b"".join(_in_a_box(number, mail) for number, mail in enumerate(mails)))
    command = [program, "--local", "--mbox", str(box)]
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)  # noqa: S603 - the filter
    found = {int(each["number"]): _verdict(each) for each in _REPORT.finditer(done.stdout)}
    return [found[number] for number in range(len(mails))]


def _verdict(report: re.Match[bytes]) -> Verdict:
    return Verdict(float(report["score"]), "".join(report["tests"].decode().split()))


def _in_a_box(number: int, mail: bytes) -> bytes:
    """A mail as a mailbox file holds it; its number, because the filter works in an order of its own."""
    lines = re.sub(rb"(?m)^From ", b">From ", mail.replace(b"\r\n", b"\n"))
    return b"From sender Mon Nov 23 02:00:01 2026\nX-Number: %d\n" % number + lines + b"\n\n"
