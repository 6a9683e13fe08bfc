"""Whether a text tells candidates what they need to know, and whether mailboxes will let it in (T5).

Pure: a template that compiles and the mail it makes go in, findings come out. A finding stops nobody from saving;
what stops them is a refusal (`refusals`).
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from mianyue.domain.template import Template
from mianyue.mail import phrases
from mianyue.mail.clarity_words import SPAM_PHRASES
from mianyue.mail.rendering import RenderedMail
from mianyue.mail.segments import Part, segments

SUBJECT_COLUMNS: Final = 60
"""What a phone shows of a subject in two lines; a Chinese character takes two columns."""
PREHEADER_COLUMNS: Final = 140
CLIPPED_BYTES: Final = 102 * 1024
"""Gmail cuts a longer mail, and the candidate has to ask for the rest."""
_LEAST_CHARACTERS: Final = 40
_CHARACTERS_PER_LINK: Final = 80
_SAMPLE_LINES: Final = 10
"""Findings of one sort: more would say nothing new."""

_SAID_BY: Final[dict[str, frozenset[str]]] = {
    "time": frozenset({"interview.time"}),
    "format": frozenset({"interview.format"}),
    "length": frozenset({"interview.length_minutes"}),
    "steps": frozenset({"blocks.steps"}),
    "deadline": frozenset({"interview.deadline"}),
    "contact": frozenset({"blocks.contact", "hr.email", "hr.phone"}),
    "button": frozenset({"blocks.button", "interview.link", "interview.portal_link"}),
    "answer": frozenset({"message.answer"}),
}
"""What a candidate needs to know → the variables that say it."""
NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "invitation": ("time", "format", "length", "steps", "deadline", "contact", "button"),
    "unopened_reminder": ("time", "format", "length", "deadline", "contact", "button"),
    "unconfirmed_reminder": ("time", "deadline", "contact", "button"),
    "confirmation": ("time", "format", "length", "steps", "contact", "button"),
    "new_time_accepted": ("time", "format", "length", "contact", "button"),
    "new_time_proposed": ("time", "format", "length", "deadline", "contact", "button"),
    "new_time_refused": ("time", "deadline", "contact", "button"),
    "answer": ("answer", "contact"),
    "withdrawal": ("contact",),
    "expiry": ("contact",),
    "fresh_link": ("time", "deadline", "contact", "button"),
}
"""What each kind of mail has to say: nobody who is told that it is off needs steps."""

_PATH: Final = re.compile(r"\b[a-z]+\.[a-z_]+\b")
_TAG: Final = re.compile(r"<[^<>]*>")
_IMAGE: Final = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ALT: Final = re.compile(r"\balt\s*=\s*[\"'][^\"']*[^\"'\s]", re.IGNORECASE)
_STEPS: Final = re.compile(r"<ol\b", re.IGNORECASE)
_HREF: Final = re.compile(r"href=\"(https?://[^\"]+)\"")
_ADDRESS: Final = re.compile(r"https?://\S+")
_EXCLAMATIONS: Final = re.compile(r"[!！].*[!！]|[!！]{2}")
_CAPITALS: Final = re.compile(r"\b[A-Z]{4,}\b(?:\W+[A-Z]{2,}\b)+")


class Severity(StrEnum):
    """How much a finding matters."""

    PROBLEM = "problem"
    """Candidates will miss something, or the mail may not arrive."""
    ADVICE = "advice"
    """It would be better otherwise."""


class Finding(NamedTuple):
    """One thing to improve. `line` and `column` count from 1; 0 where it is about the whole."""

    code: str
    severity: Severity
    field: str = "body"
    line: int = 0
    column: int = 0
    value: str = ""


def findings(template: Template, mail: RenderedMail) -> list[Finding]:
    """What to improve in a template that made `mail`, the weightiest first."""
    found = [
        *_missing(template),
        *_spam(template),
        *_subject(template, mail),
        *_preheader(template),
        *_pictures(template, mail),
        *_balance(mail),
    ]
    return sorted(found, key=lambda each: each.severity is Severity.ADVICE)


def columns(text: str) -> int:
    """How wide a text is on a screen: wide characters take two columns."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _missing(template: Template) -> Iterator[Finding]:
    said = _said(template)
    for need in NEEDED.get(template.kind, ()):
        own_steps = need == "steps" and _STEPS.search(template.body)
        if not (said & _SAID_BY[need] or own_steps):
            yield Finding(f"no_{need}", Severity.PROBLEM)


def _said(template: Template) -> set[str]:
    """The variables that the body puts into the mail, those in the table of facts included."""
    pieces = segments(template.body, "body")
    paths = {path for each in pieces if each.part is Part.OUTPUT for path in _PATH.findall(each.code)}
    if "blocks.details" in paths:
        names = {"length": "length_minutes"}
        paths |= {f"interview.{names.get(fact, fact)}" for fact in phrases.facts(template.kind)}
    return paths


def _spam(template: Template) -> Iterator[Finding]:
    for field in ("subject", "preheader", "body"):
        words = _words(getattr(template, field), field)
        for match in list(SPAM_PHRASES.finditer(words))[:_SAMPLE_LINES]:
            yield _at("spam_phrase", Severity.PROBLEM, field, words, match.start(), match[0])


def _words(source: str, field: str) -> str:
    """What HR has written as text, with everything else blanked, so that places stay what they are."""
    pieces = segments(source, field)
    text = "".join(each.raw if each.part is Part.TEXT else " " * len(each.raw) for each in pieces)
    return _TAG.sub(lambda tag: re.sub(r"[^\n]", " ", tag[0]), text)


def _at(code: str, severity: Severity, field: str, source: str, offset: int, value: str) -> Finding:  # noqa: PLR0917
    before = source[:offset]
    return Finding(code, severity, field, before.count("\n") + 1, offset - before.rfind("\n"), value)


def _subject(template: Template, mail: RenderedMail) -> Iterator[Finding]:
    if (width := columns(mail.subject)) > SUBJECT_COLUMNS:
        yield Finding("long_subject", Severity.ADVICE, "subject", value=str(width))
    words = _words(template.subject, "subject")
    for pattern in (_EXCLAMATIONS, _CAPITALS):
        if match := pattern.search(words):
            yield _at("shouting", Severity.PROBLEM, "subject", words, match.start(), match[0])
    said = {path for each in segments(template.subject, "subject") for path in _PATH.findall(each.code)}
    if not said & {"company.name", "position.name"}:
        yield Finding("anonymous_subject", Severity.ADVICE, "subject")


def _preheader(template: Template) -> Iterator[Finding]:
    if not template.preheader.strip():
        yield Finding("no_preheader", Severity.ADVICE, "preheader")
    elif template.preheader.strip() == template.subject.strip():
        yield Finding("preheader_repeats", Severity.ADVICE, "preheader")
    elif (width := columns(_words(template.preheader, "preheader"))) > PREHEADER_COLUMNS:
        yield Finding("long_preheader", Severity.ADVICE, "preheader", value=str(width))


def _pictures(template: Template, mail: RenderedMail) -> Iterator[Finding]:
    pictures = list(_IMAGE.finditer(template.body))
    for picture in pictures[:_SAMPLE_LINES]:
        if not _ALT.search(picture[0]):
            yield _at("picture_without_words", Severity.PROBLEM, "body", template.body, picture.start(), "")
    if pictures and len(_content(mail)) < _LEAST_CHARACTERS:
        yield Finding("only_pictures", Severity.PROBLEM)


def _balance(mail: RenderedMail) -> Iterator[Finding]:
    content, links = _content(mail), set(_HREF.findall(mail.html))
    if not content:
        yield Finding("no_plain_text", Severity.PROBLEM)
    elif len(links) > 1 and len(content) < _CHARACTERS_PER_LINK * len(links):
        yield Finding("many_links", Severity.PROBLEM, value=str(len(links)))
    if (size := len(mail.html.encode())) > CLIPPED_BYTES:
        yield Finding("clipped", Severity.PROBLEM, value=str(size // 1024))


def _content(mail: RenderedMail) -> str:
    """The words of the plain-text part, without addresses and without the foot that every mail has."""
    content, _, _ = mail.text.rpartition("\n--\n")
    return _ADDRESS.sub("", content).strip()
