"""What a person has written, without the mail they answer: the history is cut off (the whole mail stays kept).

Each pattern is a line with which a mail program begins its quotation. Where the quotation is marked line by line, what
stands between and below it unmarked is the person's own; where it is not, nobody can tell the two apart.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple


class Beginning(NamedTuple):
    """A line that begins a quotation, and where its form is to be seen."""

    line: re.Pattern[str]
    program: str


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_FIRST: Final = _line(r"\*?(?:发件人|寄件者|寄件人|from|von|de)\s*[:：]\*?\s*\S")
_NEXT: Final = _line(
    r"\*?(?:发送时间|发送日期|收件人|主题|日期|时间|抄送|傳送時間|寄件日期|收件者|主旨|日期|副本"
    r"|sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet)\s*[:：]"
)
"""Outlook and Foxmail repeat the head of the mail. A person may begin a line with `From:`, not two with such words."""
_NEXT_WITHIN: Final = 2

BEGINNINGS: Final = (
    Beginning(_line(r"on\b.{4,200}\bwrote\s*[:：]$"), "Gmail, Apple Mail, Thunderbird"),
    Beginning(_line(r"at\s+\d{4}-\d\d-\d\d.{4,200}\bwrote\s*[:：]$"), "NetEase on the web, in English"),
    Beginning(_line(r"(?:在|于|於).{4,200}(?:写道|寫道|编写)\s*[:：]$"), "Apple Mail and NetEase in Chinese"),
    Beginning(_line(r".{2,120}于\s*\d{4}年\d.{2,120}写道\s*[:：]$"), "Gmail in Chinese"),
    Beginning(_line(r"(?:am|le)\b.{4,200}\b(?:schrieb|a écrit)\b.{0,120}[:：]$"), "Gmail in German and French"),
    Beginning(_line(r"-{2,}\s*(?:原始邮件|原邮件|邮件原件|原始信件|转发的邮件)\s*-{2,}$"), "QQ Mail, Coremail"),
    Beginning(_line(r"-{2,}\s*(?:回复的原邮件|replied message)\s*-{2,}$"), "NetEase's app"),
    Beginning(_line(r"-{2,}\s*(?:original|original message|forwarded message)\s*-{2,}$"), "Outlook, Yahoo, QQ Mail"),
    Beginning(_line(r"_{20,}$"), "Outlook"),
)
_QUOTED: Final = ">"


def own_words(text: str) -> str:
    """The lines that are not quoted; all but the beginnings of quotations where there are none; else everything."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    own = _tidy(_own(lines))
    return own or _tidy(line for line in lines if not _belongs_to_quotation(line)) or _tidy(lines)


def _own(lines: list[str]) -> Iterator[str]:
    number = 0
    while number < len(lines):
        length = _beginning(lines, number)
        if length and not _is_quoted("".join(_following(lines, number + length, 1))):
            return
        if not length and not _is_quoted(lines[number]):
            yield lines[number]
        number += length or 1


def _beginning(lines: list[str], number: int) -> int:
    """Of how many lines the beginning of a quotation is that stands here; 0 for none."""
    line = lines[number]
    if _begins(line) or (_FIRST.match(line.strip()) and _is_head(lines, number + 1)):
        return 1
    # Programs break a long beginning over two lines.
    joined = f"{line} {lines[number + 1]}" if number + 1 < len(lines) else line
    return 2 if _opens(line) and _begins(joined) else 0


def _is_head(lines: list[str], number: int) -> bool:
    return any(_NEXT.match(line.strip()) for line in _following(lines, number, _NEXT_WITHIN))


def _following(lines: list[str], number: int, most: int) -> Iterator[str]:
    """The lines from `number` on that are not empty, `most` of them."""
    return islice((lines[at] for at in range(number, len(lines)) if lines[at]), most)


def _begins(line: str) -> bool:
    stripped = line.strip()
    return any(beginning.line.match(stripped) for beginning in BEGINNINGS)


def _opens(line: str) -> bool:
    return bool(re.match(r"\s*(?:on|在|于|於|am|le)\b|\s*(?:在|于|於)", line, re.IGNORECASE))


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(_QUOTED)


def _belongs_to_quotation(line: str) -> bool:
    return _is_quoted(line) or _begins(line)


def _tidy(lines: Iterable[str]) -> str:
    """Without empty lines at the ends, and at most one between others."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
