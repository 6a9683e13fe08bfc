"""Answers that are ready before anybody asks (P3, H4)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mianyue.domain.company import Position

MOST_ENTRIES = 200
LONGEST_QUESTION, LONGEST_ANSWER = 200, 2_000
HELPED = "faq_helped"
"""Name of the event that says that an entry has answered what a candidate wanted to know."""
EVERYBODY = "default"


class FaqEntry(NamedTuple):
    """One question with its answer, in one language or both.

    `scope` is `default`, `family:NAME` or `position:ID`, as a template's.
    """

    faq_id: str
    scope: str
    question: str
    answer: str
    question_en: str
    answer_en: str
    rev: int = 1

    @property
    def position_id(self) -> str:
        """The one position that it is for, '' where it is for several."""
        kind, _, name = self.scope.partition(":")
        return name if kind == "position" else ""

    def concerns(self, position: Position) -> bool:
        """Whether it is for the candidates of a position."""
        return self.scope in (EVERYBODY, f"family:{position.family}", f"position:{position.position_id}")


class FaqOrder(NamedTuple):
    """In which order entries stand: what it does not name comes last."""

    faq_ids: tuple[str, ...] = ()
    rev: int = 0


class FaqCount(NamedTuple):
    """How often an entry was among those shown to somebody who then asked, or said which helped; how often it did."""

    faq_id: str
    shown: int = 0
    helped: int = 0


def in_order(entries: Iterable[FaqEntry], order: FaqOrder) -> list[FaqEntry]:
    """Entries as HR has put them; those it has not, behind, oldest first."""
    place = {faq_id: number for number, faq_id in enumerate(order.faq_ids)}
    return sorted(entries, key=lambda each: (place.get(each.faq_id, len(place)), each.faq_id))


def for_position(entries: Sequence[FaqEntry], position: Position) -> list[FaqEntry]:
    """What a candidate of a position may be shown; the closest to their position come first, each in HR's order."""
    scopes = (f"position:{position.position_id}", f"family:{position.family}", EVERYBODY)
    mine = (each for each in entries if each.concerns(position))
    return sorted(mine, key=lambda each: scopes.index(each.scope))
