"""From a template and values to a mail: subject, HTML and plain text.

>>> render(template, values_for(application, interview, company, position, link, "zh-CN"))
RenderedMail(subject='青屿 Qingyu｜销售代表AI面试邀请', html='<!DOCTYPE html>…', text='张伟，您好…')
"""

from typing import Final, NamedTuple

from mianyue.domain.errors import InvalidInput
from mianyue.domain.template import Template
from mianyue.domain.unseen import one_line
from mianyue.mail.blocks import blocks
from mianyue.mail.checking import checked
from mianyue.mail.layout import in_layout
from mianyue.mail.markup import BodyMarkup
from mianyue.mail.program import MAX_OUTPUT, Program, output
from mianyue.mail.refusals import TemplateRefused, refusal
from mianyue.mail.segments import segments
from mianyue.mail.simple_program import SimpleProgram
from mianyue.mail.values import MailValues
from mianyue.mail.words import Words

MAX_SUBJECT: Final = 200
"""Characters of a subject; a longer one is cut, because no mail program shows it."""
_KEPT: Final = 64
"""Templates kept in memory: a company has some dozens."""


class RenderedMail(NamedTuple):
    """One mail, ready for a channel. `subject` is a single line."""

    subject: str
    html: str
    text: str
    preheader: str = ""
    """What a mailbox shows behind the subject; stands in the HTML already."""


class _Program(NamedTuple):
    template: Template
    subject: Program
    preheader: Program
    body: Program


_programs: dict[str, _Program] = {}


def render(template: Template, values: MailValues) -> RenderedMail:
    """The mail that `template` makes of `values`.

    Raises MissingValue (a value the template uses is empty: the variable as HR writes it), TemplateRefused, which
    is an InvalidInput (the template itself: line and column), and InvalidInput (a value too long, a link that is
    none, more than 256 KB).
    """
    program = _program(template)
    words = Words(values, template.language)
    context = words.context()
    subject = one_line(output(program.subject, context, "subject"))
    if not subject:
        raise InvalidInput("subject", "empty_subject")
    preheader = one_line(output(program.preheader, context, "preheader"))
    placed = blocks(words, values.kind or template.kind)
    content = output(program.body, context | {"blocks": placed}, "body")
    html, text = in_layout(content, words=words, subject=subject, preheader=preheader)
    if max(len(html.encode()), len(text.encode())) > MAX_OUTPUT:
        raise InvalidInput("body", "too_long")
    return RenderedMail(_cut(subject), html, text, preheader)


def check(template: Template) -> None:
    """Refuses a template that cannot be used, before it is saved (T3): TemplateRefused with line and column."""
    _compile(template)


def refusals(template: Template) -> list[TemplateRefused]:
    """Why a template cannot be used, the first reason of each of its parts; nothing when it can (T3)."""
    found: list[TemplateRefused] = []
    for part in (_subject, _preheader, _body):
        try:
            part(template)
        except TemplateRefused as refused:
            found.append(refused)
    return found


def _program(template: Template) -> _Program:
    """The compiled template, kept per key and version; compared, because a draft has no version of its own yet."""
    kept = _programs.get(template.reference)
    if kept is None or kept.template != template:
        kept = _compile(template)
        _programs.pop(template.reference, None)
        if len(_programs) >= _KEPT:
            del _programs[next(iter(_programs))]
        _programs[template.reference] = kept
    return kept


def _compile(template: Template) -> _Program:
    return _Program(
        template=template,
        subject=_subject(template),
        preheader=_preheader(template),
        body=_body(template),
    )


def _subject(template: Template) -> Program:
    if not template.subject.strip():
        raise TemplateRefused("subject", "empty_subject")
    return _line(template.subject, "subject")


def _preheader(template: Template) -> Program:
    return _line(template.preheader, "preheader")


def _line(source: str, field: str) -> Program:
    """A subject or preheader: text, variables, no blocks."""
    pieces = segments(source, field)
    checked(pieces, source, field)
    for piece in pieces:
        if piece.variable and piece.variable.block:
            raise refusal(field, "block_not_here", source, piece.offset, piece.raw)
    return _compiled("".join(each.code for each in pieces), html=False, field=field)


def _body(template: Template) -> Program:
    source = template.body.replace("\r\n", "\n")
    pieces = segments(source, "body")
    checked(pieces, source, "body")
    return _compiled(BodyMarkup(pieces, source, "body").code(), html=True, field="body")


def _compiled(code: str, *, html: bool, field: str) -> Program:
    if simple := SimpleProgram.of(code, html=html):
        return simple
    from mianyue.mail.sandbox import compiled  # noqa: PLC0415 - the engine: most templates do without it

    return compiled(code, html=html, field=field)


def _cut(subject: str) -> str:
    return subject if len(subject) <= MAX_SUBJECT else subject[: MAX_SUBJECT - 1] + "…"
