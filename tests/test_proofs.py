"""What `./dev prove` rests on: every seeded bug still has its place, and results are kept where readers look."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.proofs import portions, summary
from tests.proofs.bugs import BUGS
from tests.proofs.histories import SEEDS, Sum
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


class TestARunOfHistories:
    @pytest.fixture(autouse=True)
    def played(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[range]:
        """What is played instead of simulated; the tenth portion is one too many for the machine."""
        played: list[range] = []
        monkeypatch.setattr(portions, "KEPT", tmp_path / "kept" / "histories.json")
        monkeypatch.setattr(portions, "code", lambda: self.code)
        monkeypatch.setattr(portions, "played", lambda histories: self._play(played, histories))
        return played

    code = "abc1234"
    dies_at = 0

    def _play(self, played: list[range], histories: range) -> Sum:
        if len(played) + 1 == self.dies_at:
            raise KeyboardInterrupt
        played.append(histories)
        return Sum(len(histories), accepted=1, broken=Counter({"a double": 1}), where=[histories.start])

    def run(self) -> Sum:
        return portions.in_portions(lambda _: None, count=40, portion=10)

    def test_goes_on_where_it_was_cut(self, played: list[range]) -> None:
        self.dies_at = 5
        with pytest.raises(KeyboardInterrupt):
            self.run()
        self.dies_at = 0
        total = self.run()
        assert len(played) == len(set(played)) == 4 * len(SEEDS)
        assert (total.histories, total.accepted, total.broken) == (120, 12, Counter({"a double": 12}))
        assert total.where == [each.start for each in played]

    @pytest.mark.parametrize("other", ["def5678", "abc1234*"])
    def test_begins_anew_with_other_code(self, played: list[range], other: str) -> None:
        self.run()
        self.code = other
        assert self.run().histories == 120
        assert len(played) == 8 * len(SEEDS)
