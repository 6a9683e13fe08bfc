"""What a person has written above the mail they answer: the history below is cut off (the whole mail stays kept).

Each pattern is a line with which a mail program begins its quotation.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple


class Beginning(NamedTuple):
    """A line that begins a quotation, and where its form is to be seen."""

    line: re.Pattern[str]
    program: str


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_SENT: Final = r"(?:发件人|寄件者|寄件人|from|von|de)\s*[:：]"

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
    Beginning(_line(rf"\*?{_SENT}\*?\s*\S"), "Outlook and Foxmail, which repeat the head of the mail"),
)
_QUOTED: Final = ">"


def own_words(text: str) -> str:
    """The lines above the first quotation; all that is not quoted where somebody answers below; else everything."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    above = _above(lines)
    own = _tidy(line for line in above if not line.lstrip().startswith(_QUOTED))
    return own or _tidy(line for line in lines if not _belongs_to_quotation(line)) or _tidy(lines)


def _above(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        # Programs break a long beginning over two lines.
        joined = f"{line} {lines[number + 1]}" if number + 1 < len(lines) else line
        if _begins(line) or (_opens(line) and _begins(joined)):
            return lines[:number]
    return lines


def _begins(line: str) -> bool:
    stripped = line.strip()
    return any(beginning.line.match(stripped) for beginning in BEGINNINGS)


def _opens(line: str) -> bool:
    return bool(re.match(r"\s*(?:on|在|于|於|am|le)\b|\s*(?:在|于|於)", line, re.IGNORECASE))


def _belongs_to_quotation(line: str) -> bool:
    return line.lstrip().startswith(_QUOTED) or _begins(line)


def _tidy(lines: Iterable[str]) -> str:
    """Without empty lines at the ends, and at most one between others."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
