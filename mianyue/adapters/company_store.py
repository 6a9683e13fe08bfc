"""What HR has set up: company, positions, rules; and what a company begins with of templates and FAQ."""

from collections.abc import Callable, Iterable
from copy import replace
from typing import NamedTuple

from mianyue.adapters import keys
from mianyue.adapters.items import Item, decode
from mianyue.adapters.table import ABSENT, ConditionFailed, Operation, Table, delete, put
from mianyue.domain.company import Company, Department, Position, Rule
from mianyue.domain.errors import NotFound
from mianyue.domain.faq import FaqEntry
from mianyue.domain.template import Template

KEPT_SECONDS = 30.0
"""How long a running function trusts what it has read of the set-up."""
_SEEN = "attribute_exists(pk) AND (rev = :seen OR attribute_not_exists(rev))"
"""What was saved before there were revisions has none, and is as good as seen."""


class Setup(NamedTuple):
    """The company with its positions and rules: one Query."""

    company: Company
    positions: tuple[Position, ...]
    rules: tuple[Rule, ...]
    departments: tuple[Department, ...] = ()
    again: Callable[[], "Setup"] | None = None
    """Reads the set-up anew; None when this is as new as can be."""

    def position(self, position_id: str) -> Position:
        """A position by id; one that an import has just made is looked for anew. Raises NotFound."""
        for position in self.positions:
            if position.position_id == position_id:
                return position
        if self.again:
            return self.again().position(position_id)
        raise NotFound("position")


class CompanyStore:
    """Reads the set-up, remembering it for half a minute; writes it. `clock` tells seconds since 1970."""

    def __init__(self, table: Table, clock: Callable[[], float]) -> None:
        self._table = table
        self._clock = clock
        self._kept: tuple[float, Setup] | None = None

    def setup(self, since: float = 0.0) -> Setup:
        """The set-up, at most half a minute old, and none that was read before `since`.

        Raises NotFound before the company is set up.
        """
        if self._kept is None or self._kept[0] < max(since, self._clock() - KEPT_SECONDS):
            return self._read_anew()
        return replace(self._kept[1], again=self._read_anew)

    def newest(self) -> Setup:
        """The set-up as it stands now: what an editor shows and decides on. Raises NotFound."""
        return self._read_anew()

    def _read_anew(self) -> Setup:
        self._kept = (self._clock(), self._read())
        return self._kept[1]

    def _read(self) -> Setup:
        items = list(self._table.items(keys.COMPANY))
        companies = _decoded(Company, items, "company")
        if not companies:
            raise NotFound("company")
        positions = _decoded(Position, items, "position")
        departments = _decoded(Department, items, "department")
        return Setup(companies[0], positions, _decoded(Rule, items, "rule"), departments)

    def save(self, *things: Company | Position | Rule | Template | FaqEntry) -> None:
        """Write each of `things`, whatever was there: for setting up, where nobody else edits."""
        for thing in things:
            self._table.write(put(_item(thing)))
        self._kept = None

    def add(self, thing: Position | Rule | Department) -> None:
        """Write `thing`, which is not there yet. Raises Conflict."""
        self._write(put(_item(thing), ABSENT))

    def change[T: (Company, Position, Rule, Department)](self, thing: T, seen: int) -> T:
        """Write `thing` in place of its revision `seen`; what stands there now. Raises Conflict."""
        changed = replace(thing, rev=seen + 1)
        self._write(put(_item(changed), _SEEN, seen=seen))
        return changed

    def remove(self, rule_id: str, seen: int) -> None:
        """Take away revision `seen` of a rule. Raises Conflict."""
        self._write(delete(keys.rule_key(rule_id), _SEEN, seen=seen))

    def remove_department(self, department_id: str, seen: int) -> None:
        """Take away revision `seen` of a department. Raises Conflict."""
        self._write(delete(keys.department_key(department_id), _SEEN, seen=seen))

    def _write(self, operation: Operation) -> None:
        self._table.write(operation)
        self._kept = None

    def save_missing(self, things: Iterable[Company | Position | Rule | Template | FaqEntry]) -> int:
        """Write those of `things` that are not there yet; how many that were."""
        written = sum(self._write_missing(put(_item(thing), ABSENT)) for thing in things)
        self._kept = None
        return written

    def _write_missing(self, operation: Operation) -> bool:
        try:
            self._table.write(operation)
        except ConditionFailed:
            return False
        return True


def _item(thing: Company | Position | Rule | Department | Template | FaqEntry) -> Item:
    match thing:
        case Company():
            return keys.company_item(thing)
        case Position():
            return keys.position_item(thing)
        case Rule():
            return keys.rule_item(thing)
        case Department():
            return keys.department_item(thing)
        case Template():
            return keys.template_item(thing)
        case FaqEntry():
            return keys.faq_item(thing)


def _decoded[T](kind: type[T], items: list[Item], name: str) -> tuple[T, ...]:
    return tuple(decode(kind, item) for item in items if item["type"]["S"] == name)
