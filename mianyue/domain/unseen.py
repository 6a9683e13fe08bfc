"""Characters that nobody sees and that could make a text read, or a header end, otherwise than it looks."""

import re
from typing import Final

UNSEEN: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of pairs, and direction overrides; not tabs and line breaks.

One pattern for all: compiling it anew for each who needs it is a part of every cold start.
"""


def one_line(text: str) -> str:
    """`text` without line breaks and unseen characters: safe as a mail header."""
    return " ".join(UNSEEN.sub("", text).split())
