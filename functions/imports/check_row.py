"""One row of the file: a candidate that can go in, or what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Literal, NamedTuple

from functions.imports import choices
from functions.imports.cells import BadCell, Problem, clean, narrow
from functions.imports.contacts import Contact, mail_address, phone_number
from functions.imports.positions import PositionBook
from functions.imports.table_file import Row
from mianyue.domain.application import CandidateType
from mianyue.domain.company import Company, Position

_CONTACT = re.compile(r"[@＠\d]")
OF_THE_PERSON = frozenset({"name", "email", "phone", "zone", "language"})
"""Fields that are the same in all of a candidate's applications; the others belong to one application."""
LONGEST = {"name": 100, "position": 100, "note": 2000}


class Person(NamedTuple):
    """A row that can go in. `given` names the fields that the file fills: only they may change what is there."""

    row: int
    name: str
    email: str
    phone: str
    position: Position
    candidate_type: CandidateType
    zone: str
    language: str
    note: str
    given: frozenset[str]

    @property
    def contacts(self) -> tuple[str, ...]:
        """What makes two rows the same person."""
        return contacts_of(self.email, self.phone)


class CheckedRow(NamedTuple):
    """`person` is None when `errors` says why; warnings do not keep a row out."""

    row: int
    cells: Row
    person: Person | None
    values: dict[str, str]
    """Cleaned text by field, for the preview."""
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def contacts_of(email: str, phone: str) -> tuple[str, ...]:
    """Contacts as the table knows them."""
    return tuple(f"{kind}#{value}" for kind, value in (("email", email), ("phone", phone)) if value)


def picker(mapping: Mapping[int, str]) -> Callable[[Row], tuple[str, ...]]:
    """Takes the mapped cells out of a row, in the mapping's order; found out once, not for each row.

    Two more stand behind them, or one column alone would come as a bare text. IndexError if the row is too short.
    """
    return itemgetter(*mapping, 0, 0)


class RowChecker:
    """Checks rows against one mapping and one company; `language` is that of candidates who name none."""

    def __init__(
        self,
        mapping: Mapping[int, str],
        company: Company,
        book: PositionBook,
        *,
        create_positions: bool,
        language: str,
    ) -> None:
        self._fields = tuple(mapping.values())
        self._pick = picker(mapping)
        self._blank = [""] * (max(mapping, default=0) + 1)
        self._contacts = [index for index, field in mapping.items() if field in ("email", "phone")]
        self._company = company
        self._book = book
        self._create = create_positions
        self._language = language

    def check(self, row: int, cells: Row) -> CheckedRow:
        """What becomes of a row; `row` is its number in the file."""
        found = _Findings(self._text(cells))
        values = self._values(found)
        if not found.filled("email") and not found.filled("phone"):
            found.error("email", "contact_missing")
        person = None if found.errors else self._person(row, values, found)
        return CheckedRow(row, cells, person, values, tuple(found.errors), tuple(found.warnings))

    def contact_in(self, cells: Row) -> bool:
        """Whether the row has something like a contact in its mail or phone column: then it is about somebody."""
        return any(_CONTACT.search(cells[index]) for index in self._contacts if index < len(cells))

    def _text(self, cells: Row) -> dict[str, str]:
        try:
            picked = self._pick(cells)
        except IndexError:  # the row ends before
            picked = self._pick(cells + self._blank)
        return dict(zip(self._fields, picked, strict=False))

    def _values(self, found: "_Findings") -> dict[str, str]:
        company = self._company
        zone = found.read("zone", _zone) or company.zone
        values = {
            "name": found.read("name", str, required="name_missing"),
            "email": found.contact("email", mail_address),
            "phone": found.contact("phone", lambda text: phone_number(text, zone, company.zone)),
            "position": found.read("position", str, required="position_missing"),
            "candidate_type": found.read("candidate_type", choices.candidate_type) or CandidateType.EXPERIENCED.value,
            "zone": zone,
            "language": found.read("language", choices.language) or self._language,
            "note": found.read("note", str),
        }
        if values["phone"] and not found.filled("email"):
            found.warn("email", "mail_missing")
        return values

    def _person(self, row: int, values: dict[str, str], found: "_Findings") -> Person | None:
        position = self._book.find(values["position"])
        if position is None and not self._create:
            found.error("position", "position_unknown")
            return None
        return Person(
            row=row,
            name=values["name"],
            email=values["email"],
            phone=values["phone"],
            position=position or self._book.add(values["position"]),
            candidate_type=CandidateType(values["candidate_type"]),
            zone=values["zone"],
            language=values["language"],
            note=values["note"],
            given=frozenset(found.cleaned),
        )


def _zone(text: str) -> str:
    return choices.zone(narrow(text))


class _Findings:
    """Collects what is wrong with one row."""

    def __init__(self, text: dict[str, str]) -> None:
        self.text = text
        self.cleaned = {field: cleaned for field, cell in text.items() if cell and (cleaned := clean(cell))}
        """What the file says, by field: those about which it says nothing are not there."""
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []

    def filled(self, field: str) -> bool:
        """Whether the file says anything about a field."""
        return field in self.cleaned

    def read[Read](self, field: str, read: Callable[[str], Read], *, required: str = "") -> Read | Literal[""]:
        """The value of a field, '' when there is none or it is wrong."""
        text = self.cleaned.get(field)
        if not text:
            if required:
                self.error(field, required)
            return ""
        if len(text) > LONGEST.get(field, 320):
            self.error(field, "too_long")
            return ""
        try:
            return read(text)
        except BadCell as error:
            self.error(field, error.code)
            return ""

    def contact(self, field: str, read: Callable[[str], Contact]) -> str:
        """A contact's value; its warning is kept."""
        contact = self.read(field, read)
        if not contact:
            return ""
        if contact.warning:
            self.warn(field, contact.warning)
        return contact.value

    def error(self, field: str, code: str) -> None:
        """The row cannot go in."""
        self.errors.append(Problem(field, code, self.text.get(field, "")))

    def warn(self, field: str, code: str) -> None:
        """The row goes in, but HR should look."""
        self.warnings.append(Problem(field, code, self.text.get(field, "")))
