"""The whole corpus of hostile templates and values, judged one by one: refused with its place, or harmless (T3)."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from copy import replace
from email import message_from_bytes
from typing import Any, NamedTuple

import pytest

from mianyue.domain.errors import InvalidInput, MissingValue
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.template import Template
from mianyue.mail.program import MAX_OUTPUT
from mianyue.mail.refusals import REMEDIES, TemplateRefused
from mianyue.mail.rendering import RenderedMail, render
from mianyue.mail.tags import ALLOWED
from mianyue.mail.values import VARIABLES, MailValues
from tests.mail.as_received import as_received
from tests.mail.hostile_templates import EITHER, ESCAPES, MARKUP
from tests.mail.hostile_values import LINKS, TRICKS
from tests.mail.reader import Reader
from tests.mail.samples import LINK, VALUES, a_template

HEADERS = {
    *("Received", "Date", "Message-ID", "Feedback-ID", "X-SES-Outgoing"),
    *("From", "To", "Reply-To", "List-Unsubscribe", "Subject", "MIME-Version", "Content-Type"),
}
MOST_SECONDS = 1.0
"""Of the processor, whatever is written."""
SAFE_LINK = re.compile(r"(?:https?://[^\s/?#@]+(?:[/?#].*)?|mailto:.*|tel:[+\d() -]*)", re.IGNORECASE)
ACTING = re.compile(r"url\(|expression|behavior|binding|@import|javascript|position|</", re.IGNORECASE)
TEXTS = {
    root: tuple(field for field, value in getattr(VALUES, root)._asdict().items() if isinstance(value, str))
    for root in ("candidate", "position", "company", "interview", "hr", "message")
}
EVERYTHING = a_template(
    "".join(f"<div title='{_}'>{{{{ {each.path} }}}}</div>" if not each.block else f"[{each.shorthand_zh}]"
            for each in VARIABLES for _ in ("[姓名]",)),
    subject="".join(f"{{{{ {each.path} }}}}" for each in VARIABLES if not each.block and not each.link),
    preheader="[公司][姓名][备注]",
)  # fmt: skip
FRAME = Reader(render(a_template("a"), VALUES).html)


class Case(NamedTuple):
    """One attempt."""

    name: str
    template: Template
    values: MailValues
    must_be_refused: bool = False


def cases() -> Iterator[Case]:
    for name, source in {**ESCAPES, **MARKUP, **EITHER}.items():
        yield Case(f"body: {name}", a_template(source), VALUES, name not in EITHER)
    for name, source in {**ESCAPES, **EITHER}.items():
        refused = name not in EITHER and "\ue000" not in source  # only text with tags has marks to be forged
        yield Case(f"subject: {name}", a_template("a", subject=source), VALUES, refused)
        yield Case(f"preheader: {name}", a_template("a", preheader=source), VALUES, refused)
    for name, value in TRICKS.items():
        yield Case(f"value: {name}", EVERYTHING, everywhere(value))
    for name, link in LINKS.items():
        yield Case(f"link: {name}", EVERYTHING, replace(VALUES, interview=_linked(link)))


def everywhere(value: str) -> MailValues:
    """`value` in every text a mail can say, the links alone kept."""
    changed = {root: getattr(VALUES, root)._replace(**dict.fromkeys(fields, value)) for root, fields in TEXTS.items()}
    changed["interview"] = changed["interview"]._replace(link=LINK, portal_link=LINK)
    return replace(VALUES, **changed, questions=(f"{value}\n{value}", value))


def _linked(link: str) -> Any:
    return VALUES.interview._replace(link=link, portal_link=link)


CASES = {each.name: each for each in cases()}


def judged(case: Case) -> list[str]:
    """What is wrong with how a case ended; nothing when it was refused in words, or came out harmless."""
    started = time.process_time()
    try:
        rendered = render(case.template, case.values)
    except TemplateRefused as refused:
        wrong = list(_unclear(refused, case))
    except (InvalidInput, MissingValue):  # HR is asked about this one mail
        wrong = []
    else:
        wrong = [*_harm(rendered), *_broken_headers(rendered, case)]
        wrong += ["an escape: not refused"] if case.must_be_refused else []
    return wrong + (["over the cap: time"] if time.process_time() - started > MOST_SECONDS else [])


def _unclear(refused: TemplateRefused, case: Case) -> Iterator[str]:
    lines = str(getattr(case.template, refused.field)).replace("\r\n", "\n").split("\n")
    if not case.name.startswith(f"{refused.field}: "):
        yield f"a refusal of another part: {refused.field}"
    if refused.code not in REMEDIES:
        yield f"a refusal without words: {refused.code}"
    if not (1 <= refused.line <= len(lines) and 1 <= refused.column <= len(lines[refused.line - 1]) + 1):
        yield f"a refusal of no place: {refused.line}:{refused.column}"


def _harm(rendered: RenderedMail) -> Iterator[str]:
    read = Reader(rendered.html)
    strange = Counter(read.tags) - Counter(FRAME.tags)
    if not strange.keys() <= ALLOWED.keys():
        yield f"an escape: {strange}"
    for name, value in read.attributes:
        if name.startswith("on") or (name in ("href", "src") and not SAFE_LINK.fullmatch(value or "")):
            yield f"an escape: {name}={value!r}"
        if name == "style" and ACTING.search(value or ""):
            yield f"an escape: style={value!r}"
    if read.comments != FRAME.comments or read.unpaired:
        yield f"a broken mail: {read.unpaired[:3]}"
    if max(len(rendered.html.encode()), len(rendered.text.encode())) > MAX_OUTPUT:
        yield "over the cap: size"


def _broken_headers(rendered: RenderedMail, case: Case) -> Iterator[str]:
    """As it leaves, with the case's own words in every header that holds any."""
    mail = OutgoingMail(
        to=case.values.hr.email or "min@example.com",
        sender_name=case.values.company.name,
        sender="post@example.com",
        reply_to=case.values.hr.email,
        subject=rendered.subject,
        html=rendered.html,
        text=rendered.text,
        template="t@1",
        headers={"List-Unsubscribe": f"<{LINK}>"},
    )
    message = message_from_bytes(as_received(mail))
    if re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]", rendered.subject) or message["Bcc"]:
        yield "a broken mail: headers"
    if Counter(message.keys()) != Counter(HEADERS):
        yield f"a broken mail: {sorted(message.keys())}"


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_with_its_place_or_comes_out_harmless(name: str) -> None:
    assert judged(CASES[name]) == []


def test_the_corpus_is_as_large_as_was_promised() -> None:
    distinct = {*ESCAPES.values(), *MARKUP.values(), *EITHER.values(), *TRICKS.values(), *LINKS.values()}
    assert len(distinct) >= 200
    assert len(CASES) == sum(1 for _ in cases()), "every case has a name of its own"
