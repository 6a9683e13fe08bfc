"""What `./dev prove` rests on: every seeded bug still has its place, and results are kept where readers look."""

from datetime import date
from pathlib import Path

import pytest

from tests.proofs import summary
from tests.proofs.bugs import BUGS
from tests.proofs.seeded_bugs import copy_with, misplaced
from tests.proofs.summary import Line, keep


def test_every_seeded_bug_has_exactly_one_place_in_the_code() -> None:
    assert misplaced() == []
    assert len({bug.name for bug in BUGS}) == len(BUGS) >= 20


def test_a_copy_has_the_bug_and_the_code_has_not() -> None:
    bug = BUGS[0]
    with copy_with(bug) as copy:
        assert bug.new in (copy / bug.file).read_text(encoding="utf-8")
    assert misplaced() == []


def test_a_result_takes_the_place_of_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "proofs.md"
    file.write_text("# Proofs\n\n<!-- results -->\n", encoding="utf-8")
    monkeypatch.setattr(summary, "FILE", file)
    keep(Line("histories", holds=False, found="a double", on=date(2026, 11, 22), minutes=3))
    keep(Line("bugs", holds=True, found="all", on=date(2026, 11, 22), minutes=12.4))
    keep(Line("histories", holds=True, found="nothing", on=date(2026, 11, 23), minutes=30))
    text = file.read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith(("| histories", "| bugs"))]
    assert text.startswith("# Proofs\n")
    assert [row.split("|")[2:5] for row in rows] == [
        [" yes ", " nothing ", " 2026-11-23 "],
        [" yes ", " all ", " 2026-11-22 "],
    ]
