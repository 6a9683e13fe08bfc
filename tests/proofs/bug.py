"""One mistake that is put in on purpose."""

from typing import NamedTuple


class Bug(NamedTuple):
    """One mistake: `old` stands exactly once in `file`."""

    name: str
    file: str
    old: str
    new: str
