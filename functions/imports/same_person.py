"""Rows of one file that are about the same person: by mail or by phone."""

from dataclasses import dataclass, field
from typing import NamedTuple

from functions.imports.check_row import OF_THE_PERSON, Person


class Earlier(NamedTuple):
    """What earlier rows say about a row. Numbers are row numbers, 0 for none."""

    same_application: int = 0
    """First row with this person and this position."""
    another_person: int = 0
    """The mail stands in one earlier row, the phone in this other one, about somebody else."""
    different_name: bool = False
    said: frozenset[str] = frozenset()
    """Fields that an earlier row gives already, of the person or of this application: that row's values stand,
    so that importing the file again finds nothing to change."""


@dataclass
class SeenPeople:
    """Remembers the rows that go in."""

    _rows: dict[str, int] = field(default_factory=dict)
    """First row of the person who has a contact."""
    _applications: dict[tuple[int, str], int] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)
    _said: dict[tuple[int, str], frozenset[str]] = field(default_factory=dict)
    """Fields given so far: of a person (position ''), and of each of the person's applications."""

    def look(self, person: Person) -> Earlier:
        """What earlier rows say about `person`, who is remembered unless two people are mixed up."""
        people = sorted({self._rows[contact] for contact in person.contacts if contact in self._rows})
        if len(people) > 1:
            return Earlier(another_person=people[1])
        first = people[0] if people else person.row
        self._rows |= dict.fromkeys(person.contacts, first)
        name = self._names.setdefault(first, person.name)
        same = self._applications.setdefault((first, person.position.position_id), person.row)
        return Earlier(
            same if same != person.row else 0,
            different_name=name != person.name,
            said=self._say(first, "", person.given & OF_THE_PERSON)
            | self._say(first, person.position.position_id, person.given - OF_THE_PERSON),
        )

    def _say(self, first: int, position_id: str, given: frozenset[str]) -> frozenset[str]:
        earlier = self._said.get((first, position_id), frozenset())
        self._said[first, position_id] = earlier | given
        return earlier
