"""Which tests come by a line: what runs against a mutant, the likeliest to fail first."""

import ast
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from types import CodeType
from typing import NamedTuple

import pytest

from tests.proofs.mutations import Mutant

ROOT = Path(__file__).parents[2]
CODE = ("mianyue", "functions")
LONG = 2.0
"""Processor seconds of a test that is left out: it may find a mistake, but not thousands of them."""
ENOUGH = 5.0
"""Processor seconds of tests for one mutant: more of them could only kill more."""

Place = tuple[str, int]


class Covering(NamedTuple):
    """A test is a function with all its cases: a mistake in a table may change what its cases are called."""

    tests: dict[str, dict[int, list[str]]]
    """By file and line."""
    seconds: dict[str, float]

    def of(self, file: str, mutant: Mutant) -> list[str]:
        """The tests that a mistake may fail; of what stands in no function, those that come by where it is named."""
        found = (self._by_lines(file, mutant) or self._by_name(file, mutant.names)) & self.seconds.keys()
        mirror = f"/test_{Path(file).stem}.py::"
        ordered = sorted(found, key=lambda test: (mirror not in test, self.seconds[test]))
        return list(self._enough(ordered))

    def patience(self, tests: Collection[str]) -> float:
        """How many seconds they may take with a mistake, on a busy machine."""
        return 30 + 10 * sum(self.seconds[test] for test in tests)

    def _by_lines(self, file: str, mutant: Mutant) -> set[str]:
        lines = self.tests.get(file, {})
        for first, last in mutant.places:
            if found := {test for line in range(first, last + 1) for test in lines.get(line, ())}:
                return found
        return set()

    def _by_name(self, file: str, names: tuple[str, ...]) -> set[str]:
        mirror = f"/test_{Path(file).stem}.py::"
        found = {test for test in self.seconds if mirror in test}
        for where, line in mentions(file, names)[0]:
            found.update(self.tests.get(where, {}).get(line, ()))
        return found

    def _enough(self, tests: list[str]) -> Iterator[str]:
        left = ENOUGH
        for test in tests:
            if self.seconds[test] < min(LONG, left):
                left -= self.seconds[test]
                yield test


def read(file: Path) -> Covering:
    """What was written down."""
    tests, seconds = json.loads(file.read_text(encoding="utf-8"))
    return Covering({of: {int(line): each for line, each in lines.items()} for of, lines in tests.items()}, seconds)


def mentions(file: str, names: tuple[str, ...]) -> tuple[set[Place], set[str]]:
    """Where names stand, and the names that are made of them; a private one is looked for in its file alone."""
    found: set[Place] = set()
    known, new = set[str](), set(names)
    while new:
        known.add(name := new.pop())
        for where, line, owners in _lines_with(name):
            if not name.startswith("_") or where == file:
                found.add((where, line))
                new |= set(owners) - known
    return found, known - set(names)


@cache
def _lines_with(name: str) -> list[tuple[str, int, tuple[str, ...]]]:
    word = re.compile(rf"\b{re.escape(name)}\b")
    return [(file, line, owners) for file, line, text, owners in _code() if word.search(text)]


@cache
def _code() -> list[tuple[str, int, str, tuple[str, ...]]]:
    """Every line, and the names that its statement defines where that stands outside of functions."""
    found = []
    for path in sorted(path for folder in CODE for path in (ROOT / folder).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        owners = _owners(ast.parse(source))
        file = str(path.relative_to(ROOT))
        found += [(file, line, text, owners.get(line, ())) for line, text in enumerate(source.splitlines(), start=1)]
    return found


def _owners(tree: ast.Module | ast.ClassDef) -> dict[int, tuple[str, ...]]:
    owners = {}
    for statement in tree.body:
        if isinstance(statement, ast.ClassDef):
            owners |= _owners(statement)
        elif names := defined(statement):
            owners |= dict.fromkeys(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1), names)
    return owners


def defined(statement: ast.stmt) -> tuple[str, ...]:
    """The names that an assignment gives a value to; () for all else."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
    return tuple(target.id for target in targets if isinstance(target, ast.Name))


def function_of(test: str) -> str:
    """A test without its case."""
    return test.partition("[")[0]


def record(session: pytest.Session, file: Path) -> int:
    """Run all that a session has collected, and write down which lines each test comes by; what fails is left out."""
    lines = _Lines()
    seconds: dict[str, float] = defaultdict(float)
    failing = set()
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        name, started, failed = function_of(item.nodeid), time.process_time(), session.testsfailed
        lines.seen_by(name)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        seconds[name] += time.process_time() - started
        if session.testsfailed > failed:
            failing.add(name)
    passing = {name: took for name, took in seconds.items() if name not in failing}
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps([lines.tests, passing]), encoding="utf-8")
    return 0


class _Lines:
    """Notes each line of ours once for each test: much faster than coverage, which counts all of them."""

    _TOOL = sys.monitoring.COVERAGE_ID

    def __init__(self) -> None:
        self.tests: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._test = ""
        sys.monitoring.use_tool_id(self._TOOL, "covering")
        sys.monitoring.register_callback(self._TOOL, sys.monitoring.events.LINE, self._line)
        sys.monitoring.set_events(self._TOOL, sys.monitoring.events.LINE)

    def seen_by(self, test: str) -> None:
        """From here on lines are this test's."""
        self._test = test
        sys.monitoring.restart_events()

    def _line(self, code: CodeType, line: int) -> object:
        tests = self.tests[file][line] if (file := _ours(code.co_filename)) else None
        if tests is not None and self._test not in tests[-1:]:
            tests.append(self._test)
        return sys.monitoring.DISABLE


@cache
def _ours(path: str) -> str:
    """A file of ours from the root on, '' for all others."""
    return path.removeprefix(f"{ROOT}/") if path.startswith(tuple(f"{ROOT}/{folder}/" for folder in CODE)) else ""
