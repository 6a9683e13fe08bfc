"""What the proof of mutants rests on: the mistakes that are made, and how those that live are counted."""

import pytest

from tests.proofs import mutants as proof
from tests.proofs.covering import Covering
from tests.proofs.killing import Fate
from tests.proofs.mutants import Count, Explanation, counted, explanations, modules
from tests.proofs.mutations import Mutant, mutants

SOURCE = '''"""A module."""

from typing import NamedTuple, Protocol

LIMIT = 3
KNOWN = frozenset({"a", "b"})


class Port(Protocol):
    """Says what others must have."""

    def told(self, what: str = "x") -> None:
        """Tell it."""


class Thing(NamedTuple):
    """A thing."""

    count: int
    name: str | None = None
    rest: int = 0

    @property
    def many(self) -> bool:
        """More than enough."""
        return self.count >= LIMIT


def known(word: str) -> str:
    if word in KNOWN:
        return word
    return ""
'''


def changes(where: str) -> list[str]:
    return [mutant.change for mutant in mutants(SOURCE) if mutant.where == where]


def test_tables_defaults_and_properties_get_mistakes_like_functions() -> None:
    assert changes("") == [
        "LIMIT = None",
        "LIMIT = 4",
        "KNOWN = None",
        "KNOWN = frozenset(None)",
        'KNOWN = frozenset({"b"})',
        'KNOWN = frozenset({"a", })',
        'KNOWN = frozenset({"XXaXX", "b"})',
        'KNOWN = frozenset({"a", "XXbXX"})',
    ]
    assert changes("Thing") == ["rest: int = 1"]
    assert changes("Thing.many") == ["return self.count > LIMIT"]
    assert changes("known") == ["if not (word in KNOWN):", "if word not in KNOWN:", 'return "XXXX"']


def test_what_says_nothing_gets_none() -> None:
    assert changes("Port") == changes("Port.told") == []


def test_each_mutant_is_the_module_with_one_mistake() -> None:
    for mutant in mutants(SOURCE):
        compile(mutant.source, "mutant", "exec")
        assert len(set(mutant.source.splitlines()) - set(SOURCE.splitlines())) == 1


def test_a_mutant_meets_the_tests_that_come_by_its_line_and_first_those_of_its_file() -> None:
    (mutant,) = [each for each in mutants(SOURCE) if each.where == "Thing.many"]
    line = SOURCE.splitlines().index("        return self.count >= LIMIT") + 1
    seconds = {
        "tests/domain/test_thing.py::test_many": 0.5,
        "tests/test_a.py::test_a": 0.1,
        "tests/test_b.py::test_b": 1,
    }
    covering = Covering({"mianyue/domain/thing.py": {line: list(seconds), 1: ["tests/test_c.py::test_c"]}}, seconds)
    assert covering.of("mianyue/domain/thing.py", mutant) == list(seconds)


def a_fate(end: str, change: str = "LIMIT = 4") -> Fate:
    return Fate("mianyue/domain/thing.py", Mutant("", change, "", (), ("LIMIT",), ""), end)


WHY = Explanation("mianyue/domain/thing.py : LIMIT =", "Any limit is as good.")


def test_what_lives_is_explained_or_a_gap() -> None:
    ended = [a_fate("killed"), a_fate("timed_out"), a_fate("unborn"), a_fate("alive"), a_fate("alive", "KNOWN = 1")]
    count = counted(ended, [WHY])
    assert count == Count(killed=2, unborn=1, explained=1, gaps=[ended[-1]])
    assert str(count) == ("4 mutants, 2 killed (50.0 %), 1 explained, 1 unexplained; 1 more could not be imported")


def test_it_holds_when_nine_of_ten_are_killed_and_the_others_explained() -> None:
    nine = [a_fate("killed")] * 9
    assert counted([*nine, a_fate("alive")], [WHY]).holds
    assert not counted([*nine, a_fate("alive"), a_fate("alive")], [WHY]).holds
    assert not counted([*nine, a_fate("alive", "KNOWN = 1")], [WHY]).holds


@pytest.mark.parametrize(("end", "code"), [("killed", 0), ("alive", 1)])
def test_a_gap_is_told_by_name_and_what_the_run_came_to_at_last(
    end: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fate = a_fate(end)
    monkeypatch.setattr(proof, "fates", lambda files: iter([(file, [fate]) for file in files]))
    assert proof.main([fate.file]) == code
    *_, last = lines = capsys.readouterr().out.splitlines()
    assert last.startswith("1 mutants, ")
    assert (f"    {proof.name(fate)}" in lines) is (end == "alive")


def test_what_is_explained_stands_in_the_modules_that_are_tried() -> None:
    for each in explanations():
        assert each.file in modules()
        assert ": " in each.mutant
        assert len(each.why) > 20
