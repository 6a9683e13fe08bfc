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

_MOST_LINES: Final = 1000
"""Of longer texts only what both ends share is looked for: matching every line grows with their square, too."""
_MOST_WORK: Final = 20_000_000
"""Characters of old lines times those of the new ones beside them. Beyond it changed lines are shown whole."""

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
    stretches = _stretches(before, after)
    closely = sum(_work(before, after, each) for each in stretches if not each.same) <= _MOST_WORK
    found: list[Line] = []
    for stretch in stretches:
        if stretch.same:
            pairs = zip(stretch.gone, stretch.come, strict=True)
            found += [Line("same", i + 1, j + 1, (Piece(before[i], False),)) for i, j in pairs]
        else:
            found += _changed(before, after, stretch, closely=closely)
    return found


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n") if text else []


class _Stretch(NamedTuple):
    """Lines of both texts beside each other: the same ones, or those that have taken each other's place."""

    same: bool
    gone: range
    come: range


def _stretches(before: Sequence[str], after: Sequence[str]) -> list[_Stretch]:
    """Both texts in order."""
    if max(len(before), len(after)) > _MOST_LINES:
        return _ends(before, after)
    verbs = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [_Stretch(verb == "equal", range(i1, i2), range(j1, j2)) for verb, i1, i2, j1, j2 in verbs]


def _ends(before: Sequence[str], after: Sequence[str]) -> list[_Stretch]:
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    i, j = len(before) - tail, len(after) - tail
    return [
        _Stretch(True, range(head), range(head)),
        _Stretch(False, range(head, i), range(head, j)),
        _Stretch(True, range(i, len(before)), range(j, len(after))),
    ]


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines both begin with."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((place for place, (old, new) in pairs if old != new), min(len(before), len(after)))


def _work(before: Sequence[str], after: Sequence[str], stretch: _Stretch) -> int:
    pairs = zip(stretch.gone, stretch.come, strict=False)
    return sum(len(before[i]) * len(after[j]) for i, j in pairs)


def _changed(before: Sequence[str], after: Sequence[str], stretch: _Stretch, *, closely: bool) -> Iterator[Line]:
    """Lines that have taken each other's place go in pairs; the rest of the longer side follows."""
    gone, come = stretch.gone, stretch.come
    for i, j in zip(gone, come, strict=False):
        old, new = _pieces(before[i], after[j]) if closely else _whole(before[i], after[j])
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
        return _whole(old, new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    shared = sum(len("".join(before[i : i + size])) for i, _, size in matcher.get_matching_blocks())
    if 2 * shared < _ALIKE * (len(old) + len(new)):
        return _whole(old, new)
    removed: list[Piece] = []
    added: list[Piece] = []
    for verb, i1, i2, j1, j2 in matcher.get_opcodes():
        removed.append(Piece("".join(before[i1:i2]), verb != "equal"))
        added.append(Piece("".join(after[j1:j2]), verb != "equal"))
    return tuple(filter(_is_there, removed)), tuple(filter(_is_there, added))


def _whole(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    return (Piece(old, True),), (Piece(new, True),)


def _is_there(piece: Piece) -> bool:
    return bool(piece.text)
