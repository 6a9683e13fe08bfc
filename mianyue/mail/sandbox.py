"""What a template may do: name a known variable, pass it through a few filters, and ask a simple “if”.

Jinja2's own sandbox forbids reaching into Python, but not 200 MB of text or a walk over attributes. So the
parsed tree is compared with a short allow-list before anything is compiled; the sandbox stands behind it.
"""

from typing import Any, Final

from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2 import Template as Compiled
from jinja2.sandbox import SandboxedEnvironment

from mianyue.mail.allowed import NotAllowed, Walk
from mianyue.mail.program import with_breaks
from mianyue.mail.refusals import TemplateRefused, refusal
from mianyue.mail.segments import Segment
from mianyue.mail.values import BY_PATH, SAYABLE


def _default(value: object, fallback: str) -> object:
    """`{{ hr.phone | default("…") }}`: words for an empty value."""
    return value or fallback


FILTERS: Final[dict[str, Any]] = {
    "default": _default,
    "lines": with_breaks,
    "lower": lambda value: str(value).lower(),
    "upper": lambda value: str(value).upper(),
}
_ARGUMENTS: Final = dict.fromkeys(FILTERS, 0) | {"default": 1}
_PIECE: Final = Walk(BY_PATH, _ARGUMENTS)
_WHOLE: Final = Walk(SAYABLE, _ARGUMENTS)


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


def check_piece(piece: Segment, code: str, source: str, field: str) -> None:
    """Refuses a piece, read as `code`, that says or asks what is not on the list. Raises TemplateRefused."""
    try:
        _PIECE.body(_HTML.parse(code).body)
    except (TemplateSyntaxError, RecursionError) as error:
        raise refusal(field, "template_syntax", source, piece.offset, piece.raw) from error
    except NotAllowed as error:
        raise refusal(field, error.code, source, piece.offset, piece.raw) from error
