"""What a function imports of our own: the modules that have to travel with it."""

import ast
from collections.abc import Iterator
from pathlib import Path

OURS = ("mianyue", "functions")


def own_files(root: Path, function: str) -> list[Path]:
    """Every module of `functions/FUNCTION`, every module of ours it reaches, and the data files beside them.

    Imports inside functions count too: they are late, not optional. Sorted, so that a bundle is always the same.
    """
    waiting = sorted((root / "functions" / function).rglob("*.py"))
    found: set[Path] = set()
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += [reached for name in _imported(file) if (reached := _file(root, name))]
            waiting += _packages_above(root, file)
    return sorted(found | {data for file in found for data in _data_beside(file)})


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(), str(file))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            # `from package import module` names a module where it does not name something in it.
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _file(root: Path, module: str) -> Path | None:
    """The file of one of our modules; None for anything else."""
    if module.partition(".")[0] not in OURS:
        return None
    path = root.joinpath(*module.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((each for each in candidates if each.is_file()), None)


def _packages_above(root: Path, file: Path) -> Iterator[Path]:
    """`__init__.py` of every package on the way: importing a module runs them first."""
    for folder in file.parents:
        if folder == root:
            return
        if (package := folder / "__init__.py").is_file():
            yield package


def _data_beside(file: Path) -> Iterator[Path]:
    skipped = {".py", ".pyc", ".lock"}
    return (each for each in file.parent.iterdir() if each.is_file() and each.suffix not in skipped)
