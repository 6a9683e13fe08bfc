"""Programs of text, bare variables and plain ifs, as nearly every template is one.

The engine would say the same, and is asked for whatever is more. But importing it takes a third of the time in which a
new process writes its first mail, and reading such a template with it as long as all that sends the mail.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, Self

from mianyue.mail.program import escaped, with_breaks
from mianyue.mail.values import BY_PATH, SAYABLE

_STEP: Final = re.compile(
    r"\{\{\s*(?P<says>\w+\.\w+)\s*(?P<lines>\|\s*lines\s*)?\}\}|\{%\s*(?:if\s+(?P<asks>\w+\.\w+)|(?P<word>else|endif))\s*%\}"
)
_BRACES: Final = ("{{", "{%", "{#")
_BLOCKS: Final = "blocks"
_ASKS: Final = {path for path, each in BY_PATH.items() if each.root != _BLOCKS}


class _Step(NamedTuple):
    """What comes behind a stretch of text: `word` is `says`, `lines`, `if`, `else`, `endif`, or nothing at the end."""

    text: str
    word: str = ""
    root: str = ""
    attribute: str = ""


class SimpleProgram:
    """Stands where a compiled template would, and says the same."""

    def __init__(self, steps: list[_Step], *, html: bool) -> None:
        self._steps = steps
        self._said: dict[str, Callable[[object], str]] = {
            "says": escaped if html else str,
            "lines": with_breaks if html else str,
        }

    @classmethod
    def of(cls, code: str, *, html: bool) -> Self | None:
        """The program behind `code`; None when the engine must read it."""
        steps = _steps(code.removesuffix("\n"))  # as the engine does
        return cls(steps, html=html) if all(map(_known, steps)) and _closed(steps) else None

    def generate(self, context: dict[str, object]) -> Iterator[str]:
        """What it says, piece by piece. Raises MissingValue."""
        shown = [True]
        for text, word, root, attribute in self._steps:
            if shown[-1]:
                yield text
            if word == "if":
                shown.append(shown[-1] and bool(getattr(context[root], attribute)))
            elif word == "else":
                shown[-1] = shown[-2] and not shown[-1]
            elif word == "endif":
                shown.pop()
            elif word and shown[-1]:
                yield self._said[word](getattr(context[root], attribute))


def asks_plainly(code: str) -> bool:
    """Whether a statement is `if` with nothing but a variable, or what belongs to such an if."""
    match = _STEP.fullmatch(code)
    return match is not None and (match["asks"] in _ASKS or bool(match["word"]))


def _steps(code: str) -> list[_Step]:
    steps, end = [], 0
    for match in _STEP.finditer(code):
        root, _, attribute = (match["says"] or match["asks"] or "").partition(".")
        word = match["word"] or ("if" if match["asks"] else "lines" if match["lines"] else "says")
        steps.append(_Step(code[end : match.start()], word, root, attribute))
        end = match.end()
    return [*steps, _Step(code[end:])]


def _known(step: _Step) -> bool:
    """Nothing in it needs the engine, be it to say it or to refuse it."""
    if any(braces in step.text for braces in _BRACES):
        return False
    path = f"{step.root}.{step.attribute}"
    match step.word:
        case "says":
            return path in SAYABLE
        case "lines" | "if":
            return path in _ASKS
    return True


def _closed(steps: list[_Step]) -> bool:
    """Whether each if has its end, and one else at most."""
    opened: list[str] = []
    for step in steps:
        if step.word == "if":
            opened.append("if")
        elif step.word in ("else", "endif"):
            if not opened or (step.word == opened.pop()):
                return False
            if step.word == "else":
                opened.append("else")
    return not opened
