"""The values of one mail, made harmless: one line each, no control characters, nothing silently empty."""

import re
from types import SimpleNamespace
from typing import Final

from mianyue.domain.errors import InvalidInput
from mianyue.domain.unseen import one_line
from mianyue.mail.program import Empty
from mianyue.mail.values import BY_PATH, VARIABLES, MailValues, Variable

MAX_VALUE: Final = 4000
"""Characters one value may have."""

_LINK: Final = re.compile(r"https?://[^\s\"'<>\\/?#@]+(?:[/?#][^\s\"'<>\\]*)?", re.IGNORECASE)


class Words:
    """Path → what stands for it. Reading a missing one as text raises MissingValue, named as HR writes it."""

    def __init__(self, values: MailValues, language: str) -> None:
        self.language = language
        self._words = {
            each.path: _word(_read(values, each), each) or Empty(each.written(language))
            for each in VARIABLES
            if not each.block
        }
        self.questions = tuple(each for each in map(_question, values.questions) if each[0])
        """The recommended questions, each with its reason, '' where none is given."""

    def __getitem__(self, path: str) -> str:
        return str(self._words[path])

    def has(self, path: str) -> bool:
        """Whether the value is there."""
        return bool(self._words[path])

    def context(self) -> dict[str, object]:
        """What a template sees: `candidate`, `interview` … with exactly the known attributes."""
        found: dict[str, dict[str, object]] = {}
        for path, word in self._words.items():
            variable = BY_PATH[path]
            found.setdefault(variable.root, {})[variable.attribute] = word
        return {root: SimpleNamespace(**attributes) for root, attributes in found.items()}


def _read(values: MailValues, variable: Variable) -> str:
    value = getattr(getattr(values, variable.root), variable.attribute)
    return str(value or "")


def _word(text: str, variable: Variable) -> str:
    word = _lines(text, variable.path) if variable.lines else one_line(_short(text, variable.path))
    if variable.link and word and not _LINK.fullmatch(word):
        raise InvalidInput(variable.path, "link_not_allowed")  # without its value: a link is a secret
    return word


def _question(text: str) -> tuple[str, str]:
    question, _, reason = _lines(text, "blocks.questions").partition("\n")
    return question, one_line(reason)


def _lines(text: str, path: str) -> str:
    return "\n".join(line for each in _short(text, path).splitlines() if (line := one_line(each)))


def _short(text: str, path: str) -> str:
    if len(text) > MAX_VALUE:
        raise InvalidInput(path, "too_long", text[:40])
    return text
