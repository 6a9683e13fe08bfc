"""Whether all that a part of a template says and asks is on the list of what is allowed, place by place (T3)."""

from collections.abc import Sequence
from typing import Final

from mianyue.mail.refusals import refusal
from mianyue.mail.segments import Part, Segment
from mianyue.mail.simple_program import asks_plainly

MAX_DEPTH: Final = 12
"""How deep ifs, conditions and filters may nest: HR needs two, a stack overflow thousands."""
_IF_WORDS: Final = ("if", "elif", "else", "endif")


def checked(pieces: Sequence[Segment], source: str, field: str) -> None:
    """Refuses every output and statement that is not on the allow-list, with its line and column.

    Raises TemplateRefused (template_syntax, unknown_variable, not_allowed, unclosed_if).
    """
    opened: list[Segment] = []
    for piece in pieces:
        if piece.part is Part.STATEMENT:
            _check_statement(piece, opened, source, field)
        elif piece.part is Part.OUTPUT and not piece.variable:
            _check_parsed(piece, piece.code, source, field)
    if opened:
        raise refusal(field, "unclosed_if", source, opened[-1].offset, opened[-1].raw)


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
        _check_parsed(piece, f"{{% if {condition} %}}{{% endif %}}", source, field)
    elif len(words) > 1:
        raise refusal(field, "template_syntax", source, piece.offset, piece.raw)
    if word == "endif":
        opened.pop()


def _check_parsed(piece: Segment, code: str, source: str, field: str) -> None:
    """A bare variable needs no parsing, and a plain `if` neither."""
    if piece.part is Part.STATEMENT and asks_plainly(piece.code):
        return
    from mianyue.mail.sandbox import check_piece  # noqa: PLC0415 - the engine: most templates do without it

    check_piece(piece, code, source, field)
