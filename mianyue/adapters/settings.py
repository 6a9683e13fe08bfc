"""The environment of a function, read once: a missing value stops the function at its start, by name."""

import os
from typing import NamedTuple


def read[S: NamedTuple](kind: type[S]) -> S:
    """The settings of a kind, each from the environment variable of its name in capitals.

    Raises KeyError naming the variable that is missing.
    """
    return kind._make(os.environ[name.upper()] for name in kind._fields)
