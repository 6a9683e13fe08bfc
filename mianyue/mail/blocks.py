"""Ready-made pieces of a mail: the button, the facts, the steps, the questions, the contact, in both languages.

Tables with `bgcolor` and padding on cells, because Outlook and QQ Mail keep those and little else.
"""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Final

from mianyue.mail import phrases
from mianyue.mail.markup import NO_TRACK
from mianyue.mail.program import escaped
from mianyue.mail.words import Words

_ZONE: Final = re.compile(r"[（(][^（）()]*[）)]\Z")


class Block:
    """A piece of HTML that is made when a template places it, and not before: a mail misses only what it uses."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    def __html__(self) -> str:
        return self._make()


def blocks(words: Words, kind: str) -> SimpleNamespace:
    """The blocks of one mail; each raises MissingValue when placed while a value it needs is empty."""
    return SimpleNamespace(
        button=Block(lambda: _button(words, kind)),
        details=Block(lambda: _details(words, kind)),
        steps=Block(lambda: _steps(words, kind)),
        questions=Block(lambda: _questions(words)),
        contact=Block(lambda: _contact(words)),
        link=Block(lambda: _link(words, "interview.link")),
        portal_link=Block(lambda: _link(words, "interview.portal_link")),
    )


def _button(words: Words, kind: str) -> str:
    language = _known(words)
    href = escaped(words["interview.link"])
    return (
        '<table role="presentation" class="button" border="0" cellpadding="0" cellspacing="0"><tbody><tr>'
        '<td class="button-cell" align="center" bgcolor="#3f51c7">'
        f'<a {NO_TRACK} class="button-link" href="{href}">{phrases.of(phrases.BUTTON[language], kind)}</a>'
        "</td></tr></tbody></table>"
        f'<p class="spare html-only">{phrases.SPARE_LINK[language]}<br>{_link(words, "interview.link")}</p>'
    )


def _link(words: Words, path: str) -> str:
    href = escaped(words[path])
    return f'<a {NO_TRACK} class="url" href="{href}">{href}</a>'


def _details(words: Words, kind: str) -> str:
    language = _known(words)
    labels = phrases.labels(kind, language)
    rows = "".join(
        f'<tr><th scope="row" align="left" valign="top" class="label">{labels[fact]}</th>'
        f'<td valign="top" class="fact">{_fact(words, fact, kind)}</td></tr>'
        for fact in phrases.facts(kind)
    )
    return (
        '<table class="details" width="100%" border="0" cellpadding="0" cellspacing="0" bgcolor="#f5f6f8">'
        f"<tbody>{rows}</tbody></table>"
    )


def _fact(words: Words, fact: str, kind: str) -> str:
    language = _known(words)
    match fact:
        case "position":
            return escaped(words["position.name"])
        case "length":
            return phrases.LENGTH[language].format(escaped(words["interview.length_minutes"]))
        case "state":
            return phrases.STATE[language][kind]
        case "format":
            return escaped(words["interview.format"])
        case _:
            return _moment(words[f"interview.{fact}"])


def _moment(text: str) -> str:
    """A time whose zone, the brackets at its end, stays in one piece on a narrow screen."""
    match = _ZONE.search(text)
    if match is None:
        return escaped(text)
    return f'{escaped(text[: match.start()])}<span class="zone">{escaped(match[0])}</span>'


def _steps(words: Words, kind: str) -> str:
    language = _known(words)
    steps = "".join(f"<li>{each}</li>" for each in phrases.of(phrases.STEPS[language], kind))
    list_ = "ol" if phrases.in_order(kind) else "ul"
    return f"<h2>{phrases.of(phrases.STEPS_TITLE[language], kind)}</h2><{list_}>{steps}</{list_}>"


def _questions(words: Words) -> str:
    """The recommended questions, each with its reason beneath; nothing at all where there are none."""
    if not words.questions:
        return ""
    language = _known(words)
    items = "".join(f"<li>{escaped(question)}{_reason(reason)}</li>" for question, reason in words.questions)
    return f"<h2>{phrases.QUESTIONS_TITLE[language]}</h2><p>{phrases.QUESTIONS[language]}</p><ul>{items}</ul>"


def _reason(reason: str) -> str:
    return f'<br><span class="reason">{escaped(reason)}</span>' if reason else ""


def _contact(words: Words) -> str:
    """Name and company, then mail and phone as far as they are known; at least the mail address must be."""
    language = _known(words)
    email = escaped(words["hr.email"])
    ways = [f'<a href="mailto:{email}">{email}</a>']
    if words.has("hr.phone"):
        phone = escaped(words["hr.phone"])
        digits = "".join(each for each in words["hr.phone"] if each in "+0123456789")
        ways.append(f'<a class="whole" href="tel:{digits}">{phone}</a>')
    text = phrases.CONTACT[language].format(
        name=escaped(words["hr.name"]), company=escaped(words["company.name"]), ways=_joined(ways, language)
    )
    return f"<h2>{phrases.CONTACT_TITLE[language]}</h2><p>{text}</p>"


def _joined(ways: list[str], language: str) -> str:
    return "：" + "，".join(ways) if language == "zh-CN" else ", ".join(ways)


def _known(words: Words) -> str:
    """The language of the fixed words: the template's where we speak it, else English."""
    return "zh-CN" if words.language == "zh-CN" else "en"
