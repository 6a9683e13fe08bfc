"""Whose applications somebody may see: all, or those for the positions of their departments (O4)."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from mianyue.domain.company import Company, Position


class Allowed(NamedTuple):
    """The positions somebody may see; None: every one."""

    positions: frozenset[str] | None = None

    def sees(self, position_id: str) -> bool:
        """Whether what belongs to a position may be seen."""
        return self.positions is None or position_id in self.positions


def allowed_to(company: Company, positions: Iterable[Position], departments: Collection[str]) -> Allowed:
    """What somebody of `departments` may see who is no admin: all, unless the company has it otherwise.

    A position that belongs to no department is for admins to assign first.
    """
    if not company.by_department:
        return Allowed()
    return Allowed(frozenset(each.position_id for each in positions if each.department in departments))
