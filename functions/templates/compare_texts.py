"""What has changed between two texts: line by line, and within a line word by word, in Chinese by character (T4)."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

_TOKEN: Final = re.compile(
    r"</?[a-zA-Z][^<>]*>|\{\{[^{}]*\}\}|\{%[^{}]*%\}|\[[^\[\]\n]{1,40}\]|[a-zA-Z0-9_]+|\s+|.", re.DOTALL
)
"""A tag and a placeholder are whole: half of one explains nothing."""
_ALIKE: Final = 0.4
"""Lines less alike than this are shown as one gone and one new: a patchwork of letters explains nothing."""
_MOST_TOKENS: Final = 2000
"""A longer line is compared as a whole: comparing grows with the square of its length."""

type Change = Literal["same", "removed", "added"]


class Piece(NamedTuple):
    """A stretch of a line."""

    text: str
    changed: bool


class Line(NamedTuple):
    """One line of the comparison, with its number in the old and in the new text (0: not there)."""

    change: Change
    old: int
    new: int
    pieces: tuple[Piece, ...]


def compared(old: str, new: str) -> list[Line]:
    """Every line of both texts in order; a changed line appears as removed and, right behind, as added."""
    before, after = _lines(old), _lines(new)
    found: list[Line] = []
    for verb, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            found += [
                Line("same", i + 1, j + 1, (Piece(before[i], False),))
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
            ]
        else:
            found += _changed(before, after, range(i1, i2), range(j1, j2))
    return found


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n") if text else []


def _changed(before: Sequence[str], after: Sequence[str], gone: range, come: range) -> Iterator[Line]:
    """Lines that have taken each other's place go in pairs; the rest of the longer side follows."""
    for i, j in zip(gone, come, strict=False):
        old, new = _pieces(before[i], after[j])
        yield Line("removed", i + 1, 0, old)
        yield Line("added", 0, j + 1, new)
    for i in gone[len(come) :]:
        yield Line("removed", i + 1, 0, (Piece(before[i], True),))
    for j in come[len(gone) :]:
        yield Line("added", 0, j + 1, (Piece(after[j], True),))


def _pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both lines with what differs marked."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > _MOST_TOKENS:
        return (Piece(old, True),), (Piece(new, True),)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    shared = sum(len("".join(before[i : i + size])) for i, _, size in matcher.get_matching_blocks())
    if 2 * shared < _ALIKE * (len(old) + len(new)):
        return (Piece(old, True),), (Piece(new, True),)
    removed: list[Piece] = []
    added: list[Piece] = []
    for verb, i1, i2, j1, j2 in matcher.get_opcodes():
        removed.append(Piece("".join(before[i1:i2]), verb != "equal"))
        added.append(Piece("".join(after[j1:j2]), verb != "equal"))
    return tuple(filter(_is_there, removed)), tuple(filter(_is_there, added))


def _is_there(piece: Piece) -> bool:
    return bool(piece.text)
