"""docs/proofs.md: what each proof came to when it last ran, and on which state of the code."""

import subprocess
from datetime import date
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parents[2] / "docs" / "proofs.md"
_BEGINS = "<!-- results -->"
_HEADER = "| Proof | Holds | What it came to | Date | Code | Minutes |\n|---|---|---|---|---|---|\n"


class Line(NamedTuple):
    """One proof's result."""

    name: str
    holds: bool
    found: str
    on: date
    minutes: float


def keep(line: Line) -> None:
    """Put a result in the place of the proof's last one."""
    text, _, results = FILE.read_text(encoding="utf-8").partition(_BEGINS)
    rows = {row.split("|")[1].strip(): row for row in results.splitlines() if row.startswith("| ")}
    rows.pop("Proof", None)
    cells = (line.name, "yes" if line.holds else "**no**", line.found, str(line.on), code(), f"{line.minutes:.0f}")
    rows[line.name] = f"| {' | '.join(cells)} |"
    table = _HEADER + "\n".join(rows.values())
    FILE.write_text(f"{text}{_BEGINS}\n\n{table}\n", encoding="utf-8")


def code() -> str:
    """The commit, and a star when there is more than it in the tree."""
    asked = (["git", "rev-parse", "--short", "HEAD"], ["git", "status", "--porcelain", "--", "mianyue", "functions"])
    commit, changes = (
        subprocess.run(each, cwd=FILE.parent, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
        for each in asked
    )
    return commit + ("*" if changes else "")
