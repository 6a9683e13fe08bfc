"""Has anything changed since the last time: a checksum over files and words, remembered in a file."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_BY_PRODUCTS = frozenset({"__pycache__", "node_modules", "dist", "cdk.out", ".build"})


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """Checksum over the contents and relative names of all files in `paths` (by-products left out), and `words`."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in paths:
        for file in sorted(_files(path)):
            digest.update(f"\0{path.name}/{file.relative_to(path)}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir() and path.name not in _BY_PRODUCTS:
        for child in path.iterdir():
            yield from _files(child)


class Stamp:
    """The fingerprint under which a piece of work was last done."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def matches(self, value: str) -> bool:
        """Whether the work was done under exactly this fingerprint."""
        return self._path.exists() and self._path.read_text() == value

    def set(self, value: str) -> None:
        """Note that the work is done."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(value)
