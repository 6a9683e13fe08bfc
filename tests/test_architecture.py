"""The tree is the diagram: arrows go one way (handler → use case → domain ← adapters), files stay small."""

import ast
from itertools import chain
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("mianyue", "functions", "infra", "local")
SOURCES = [
    path
    for path in sorted(chain(*((ROOT / folder).rglob("*.py") for folder in FOLDERS)))
    if "node_modules" not in path.parts
]
EDGES = ("handler.py", "wiring.py")
"""The only files of a function that may know an adapter."""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    named = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return named | {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}


@pytest.mark.parametrize("path", [path for path in SOURCES if "functions" in path.parts], ids=name)
def test_only_the_edge_of_a_function_knows_an_adapter(path: Path) -> None:
    adapters = {module for module in imports(path) if module.startswith("mianyue.adapters")}
    assert not adapters or path.name.endswith(EDGES)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_file_says_in_its_first_line_what_it_is_for_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) < 400
    assert path.stem not in {"utils", "util", "helpers", "manager", "common", "shared", "base", "misc"}


@pytest.mark.parametrize("path", sorted((ROOT / "functions").glob("*/handler.py")), ids=name)
def test_a_handler_stays_under_sixty_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 60


def test_the_median_function_has_at_most_eight_lines() -> None:
    nodes = chain(*(ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in SOURCES))
    lengths = [body_length(node) for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert len(lengths) > 100
    assert median(lengths) <= 8


def body_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
