"""The HTML of a template body: checked tag by tag, variables only where they are harmless, our links marked.

Works on the source with every output and statement replaced by a mark of one private character and its number,
so that the reader of tags sees where a variable stands: in text, or inside a quoted attribute.
"""

import re
from bisect import bisect_right
from typing import Final

from mianyue.mail.program import clickable
from mianyue.mail.refusals import TemplateRefused, refusal
from mianyue.mail.segments import Part, Segment
from mianyue.mail.tags import ALLOWED, PARENTS, UNQUOTED, VOID, Attribute, BrokenTag, Tag, tags
from mianyue.mail.values import LINKS

NO_TRACK: Final = "ses:no-track"
"""Amazon SES leaves a link with this bare attribute alone (its FAQ on sending metrics, "click tracking"):
a signed link must not travel through the redirect domain."""

_MARK: Final = re.compile("\ue000(\\d+)\ue001")
_DECLARATION: Final = (
    r"\s*+(?:background-color|border(?:-[a-z]+)?|color|font-size|font-style|font-weight|line-height"
    r"|margin(?:-[a-z]+)?|padding(?:-[a-z]+)?|text-align|text-decoration|vertical-align|width)\s*+:[\w\s#%.,-]++"
)
_HREF: Final = r"(?i:https?://[^\s\"'<>\\/?#@]++(?:[/?#][^\s\"'<>\\]*+)?|mailto:[^\s\"'<>]++|tel:[+\d() -]++)"
_IMAGE: Final = r"https://[^\s\"'<>\\\ue000]++"
_PLAIN: Final = r"[\w#%. -]*+"
"""Patterns are compiled when an attribute asks for one: most templates never do, and a cold start waits."""
_HREF_VARIABLES: Final = {"": LINKS, "mailto:": ("hr.email",), "tel:": ("hr.phone",)}
_IF: Final = "{%"
"""Stands in the stack of open tags for an open `if`: tags close within the branch that opened them."""


class BodyMarkup:
    """One body on its way from HR's source to code for the template engine."""

    def __init__(self, pieces: list[Segment], source: str, field: str) -> None:
        self._pieces, self._source, self._field = pieces, source, field
        self._starts: list[int] = []
        self._marked = self._with_marks()
        self._open: list[tuple[str, int]] = []
        self._code: list[str] = []

    def code(self) -> str:
        """The code; TemplateRefused for the first thing a mail may not hold, with its line and column."""
        end = 0
        for tag in self._tags():
            self._take_text(end, tag.start)
            self._take_tag(tag)
            end = tag.end
        self._take_text(end, len(self._marked))
        if self._open:
            name, start = self._open[-1]
            raise self._refusal("tag_not_closed", start, f"<{name}>")
        return "".join(self._code)

    def _with_marks(self) -> str:
        parts, length = [], 0
        for number, piece in enumerate(self._pieces):
            self._starts.append(length)
            text = piece.raw if piece.part is Part.TEXT else f"\ue000{number}\ue001"
            if piece.part is Part.TEXT and ("\ue000" in text or "\ue001" in text):
                raise refusal(self._field, "bad_markup", self._source, piece.offset)
            parts.append(text)
            length += len(text)
        return "".join(parts)

    def _tags(self) -> list[Tag]:
        try:
            return tags(self._marked)
        except BrokenTag as error:
            unquoted = re.match(UNQUOTED, self._marked[error.offset :])
            code = "unquoted_attribute" if unquoted else "bad_markup"
            raise self._refusal(code, error.offset, self._marked[error.offset :]) from error

    def _take_text(self, start: int, end: int) -> None:
        for mark in _MARK.finditer(self._marked, start, end):
            self._code.append(self._marked[start : mark.start()])
            self._take_piece(self._pieces[int(mark[1])], mark.start())
            start = mark.end()
        self._code.append(self._marked[start:end])

    def _take_piece(self, piece: Segment, start: int) -> None:
        """In text, a link of ours becomes something to click, unless it already stands in a link; lines stay lines."""
        if piece.part is Part.STATEMENT:
            self._take_statement(piece, start)
        variable, in_link = piece.variable, self._inside("a")
        if variable and variable.block and in_link:
            raise self._refusal("block_not_here", start, piece.raw)
        if variable and variable.link and not in_link:
            self._code.append(clickable(variable))
        elif variable and variable.lines:
            self._code.append(f"{{{{ {variable.path} | lines }}}}")
        else:
            self._code.append(piece.code)

    def _take_statement(self, piece: Segment, start: int) -> None:
        word = piece.code[2:-2].split(None, 1)[0]
        if word != "if" and self._popped() != _IF:
            raise self._refusal("tag_not_closed", start, piece.raw)
        if word != "endif":
            self._open.append((_IF, start))

    def _inside(self, name: str) -> bool:
        return any(each == name for each, _ in self._open)

    def _popped(self) -> str:
        return self._open.pop()[0] if self._open else ""

    def _take_tag(self, tag: Tag) -> None:
        raw = self._marked[tag.start : tag.end]
        if tag.name not in ALLOWED:
            raise self._refusal("tag_not_allowed", tag.start, raw)
        if tag.closes:
            self._close(tag, raw)
        else:
            self._check_attributes(tag)
            self._nest(tag, raw)
        ours = tag.name == "a" and self._is_variable(tag.get("href"), LINKS)
        marked = any(each.name == NO_TRACK for each in tag.attributes)
        code = _MARK.sub(lambda mark: self._pieces[int(mark[1])].code, raw)
        self._code.append(f"<a {NO_TRACK}{code[2:]}" if ours and not marked else code)

    def _close(self, tag: Tag, raw: str) -> None:
        if tag.name in VOID or tag.attributes or self._popped() != tag.name:
            raise self._refusal("tag_not_closed", tag.start, raw)

    def _nest(self, tag: Tag, raw: str) -> None:
        parents = PARENTS.get(tag.name)
        around = next((each for each, _ in reversed(self._open) if each != _IF), "")
        if (parents and around not in parents) or (tag.name == "a" and self._inside("a")):
            raise self._refusal("tag_not_allowed", tag.start, raw)
        if tag.name not in VOID:
            self._open.append((tag.name, tag.start))

    def _check_attributes(self, tag: Tag) -> None:
        for attribute in tag.attributes:
            if attribute.name not in ALLOWED[tag.name]:
                raise self._refused(tag, attribute, "attribute_not_allowed")
            if attribute.name == "href":
                self._check_href(tag, attribute)
            elif not self._harmless(attribute):
                raise self._refused(tag, attribute, "attribute_not_allowed")

    def _check_href(self, tag: Tag, attribute: Attribute) -> None:
        value = attribute.value or ""
        prefix, mark, _ = value.partition("\ue000")
        if mark:
            good = self._is_variable(value[len(prefix) :], _HREF_VARIABLES.get(prefix, ()))
        else:
            good = re.fullmatch(_HREF, value) is not None
        if not good:
            raise self._refused(tag, attribute, "link_not_allowed")

    def _harmless(self, attribute: Attribute) -> bool:
        value = attribute.value or ""
        if attribute.name == "style":
            return all(re.fullmatch(_DECLARATION, each) for each in value.split(";") if each.strip())
        if attribute.name == "src":
            return re.fullmatch(_IMAGE, value) is not None
        if attribute.name in ("title", "alt"):
            return all(self._plain(mark) for mark in _MARK.finditer(value))
        return re.fullmatch(_PLAIN, value) is not None

    def _plain(self, mark: re.Match[str]) -> bool:
        """Whether a mark in an attribute is a plain variable: no `if`, no block, no filter that makes tags."""
        variable = self._pieces[int(mark[1])].variable
        return variable is not None and not variable.block

    def _is_variable(self, value: str, paths: tuple[str, ...]) -> bool:
        mark = _MARK.fullmatch(value)
        variable = self._pieces[int(mark[1])].variable if mark else None
        return variable is not None and variable.path in paths

    def _refused(self, tag: Tag, attribute: Attribute, code: str) -> TemplateRefused:
        raw = f'{attribute.name}="{attribute.value or ""}"'
        return self._refusal(code, tag.start + attribute.offset, raw)

    def _refusal(self, code: str, offset: int, text: str) -> TemplateRefused:
        """A place in the marked text, led back to its place in HR's source."""
        number = max(bisect_right(self._starts, offset) - 1, 0)
        piece = self._pieces[number]
        inside = offset - self._starts[number] if piece.part is Part.TEXT else 0
        text = _MARK.sub(lambda mark: self._pieces[int(mark[1])].raw, text)
        return refusal(self._field, code, self._source, piece.offset + inside, text)
