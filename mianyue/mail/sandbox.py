"""What a template may do: name a known variable, pass it through a few filters, and ask a simple “if”.

Jinja2's own sandbox forbids reaching into Python, but not 200 MB of text or a walk over attributes. So the
parsed tree is compared with a short allow-list before anything is compiled; the sandbox stands behind it.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Protocol

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2 import Template as Compiled
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from mianyue.domain.errors import InvalidInput, MissingValue
from mianyue.mail.allowed import MAX_DEPTH, NotAllowed, Walk
from mianyue.mail.refusals import TemplateRefused, refusal
from mianyue.mail.segments import Part, Segment
from mianyue.mail.values import BY_PATH, VARIABLES, Variable

MAX_OUTPUT: Final = 256 * 1024
"""Bytes one rendered part may have."""
_IF_WORDS: Final = ("if", "elif", "else", "endif")


class Program(Protocol):
    """What says a part of a mail."""

    def generate(self, context: dict[str, object], /) -> Iterator[str]:
        """It, piece by piece."""


class Empty:
    """Stands for a value that is missing: false in an `if`, never a silent gap in a mail (T3)."""

    def __init__(self, variable: str) -> None:
        self._variable = variable

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return other == ""

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        raise MissingValue(self._variable)

    __html__ = __str__


def _default(value: object, fallback: str) -> object:
    """`{{ hr.phone | default("…") }}`: words for an empty value."""
    return value or fallback


def _lines(value: object) -> Markup:
    """`{{ company.highlights | lines }}`: line breaks kept."""
    return Markup("<br>").join(str(value).split("\n"))


FILTERS: Final[dict[str, Any]] = {
    "default": _default,
    "lines": _lines,
    "lower": lambda value: str(value).lower(),
    "upper": lambda value: str(value).upper(),
}
_ARGUMENTS: Final = dict.fromkeys(FILTERS, 0) | {"default": 1}
_PIECE: Final = Walk(BY_PATH, _ARGUMENTS)
_WHOLE: Final = Walk({*BY_PATH, *(f"blocks.{each.attribute}" for each in VARIABLES if each.link)}, _ARGUMENTS)


class MailEnvironment(SandboxedEnvironment):
    """Jinja2 with nothing in it but our filters; every attribute but the known variables is unsafe."""

    def __init__(self, *, autoescape: bool) -> None:
        super().__init__(autoescape=autoescape, undefined=StrictUndefined, cache_size=0)
        self.globals = {}
        self.filters = FILTERS
        self.tests = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002 - Jinja2's signature
        """Only plain names: the values themselves have no others."""
        return not attr.startswith("_")

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002 - Jinja2's signature
        """Nothing is called from a template."""
        return False


_HTML: Final = MailEnvironment(autoescape=True)
_TEXT: Final = MailEnvironment(autoescape=False)
_TEXT.filters = {**FILTERS, "lines": str}


def checked(pieces: Sequence[Segment], source: str, field: str) -> None:
    """Refuses every output and statement that is not on the allow-list, with its line and column.

    Raises TemplateRefused (template_syntax, unknown_variable, not_allowed, unclosed_if).
    """
    opened: list[Segment] = []
    for piece in pieces:
        if piece.variable:
            continue  # nothing but a known variable: no need to parse it, and a cold start waits
        if piece.part is Part.OUTPUT:
            _check_output(piece, source, field)
        elif piece.part is Part.STATEMENT:
            _check_statement(piece, opened, source, field)
    if opened:
        raise refusal(field, "unclosed_if", source, opened[-1].offset, opened[-1].raw)


def compiled(code: str, *, html: bool, field: str) -> Compiled:
    """The template behind `code`. The whole tree is walked once more: should the engine ever cut the source
    differently than we do, nothing slips through between the two.
    """
    environment = _HTML if html else _TEXT
    try:
        tree = environment.parse(code)
        _WHOLE.body(tree.body)
        return environment.from_string(tree)
    except (TemplateSyntaxError, NotAllowed, RecursionError) as error:
        raise TemplateRefused(field, "template_syntax") from error


def clickable(variable: Variable) -> str:
    """What a link of ours becomes in text; not for HR, who writes `[链接]`."""
    return f"{{{{ blocks.{variable.attribute} }}}}"


def output(template: Program, context: dict[str, object], field: str) -> str:
    """The rendered text; InvalidInput (too_long) beyond 256 KB, MissingValue where a value is empty."""
    parts: list[str] = []
    size = 0
    for part in template.generate(context):
        size += len(part.encode())
        if size > MAX_OUTPUT:
            raise InvalidInput(field, "too_long")
        parts.append(part)
    return "".join(parts)


def escaped(value: str) -> str:
    """A value as it stands in HTML, quotes included."""
    return str(escape(value))


def _check_output(piece: Segment, source: str, field: str) -> None:
    node = _parsed(piece.code, piece, source, field)
    _walk(node, piece, source, field)


def _check_statement(piece: Segment, opened: list[Segment], source: str, field: str) -> None:
    words = piece.code[2:-2].split(None, 1)
    word = words[0] if words else ""
    if word not in _IF_WORDS:
        raise refusal(field, "not_allowed", source, piece.offset, piece.raw)
    if word == "if":
        opened.append(piece)
    if not opened or len(opened) > MAX_DEPTH:
        raise refusal(field, "unclosed_if" if not opened else "too_long", source, piece.offset, piece.raw)
    if word in ("if", "elif"):
        condition = words[1] if len(words) > 1 else ""
        node = _parsed(f"{{% if {condition} %}}{{% endif %}}", piece, source, field)
        _walk(node, piece, source, field)
    elif len(words) > 1:
        raise refusal(field, "template_syntax", source, piece.offset, piece.raw)
    if word == "endif":
        opened.pop()


def _parsed(code: str, piece: Segment, source: str, field: str) -> nodes.Template:
    try:
        return _HTML.parse(code)
    except (TemplateSyntaxError, RecursionError) as error:
        raise refusal(field, "template_syntax", source, piece.offset, piece.raw) from error


def _walk(node: nodes.Template, piece: Segment, source: str, field: str) -> None:
    try:
        _PIECE.body(node.body)
    except NotAllowed as error:
        raise refusal(field, error.code, source, piece.offset, piece.raw) from error
