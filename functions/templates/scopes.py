"""Whose texts there are: the scopes of a company, and what each falls back to (T1)."""

from collections.abc import Iterable
from typing import Final

from functions.templates.ports import Setup
from mianyue.domain.company import FAMILIES
from mianyue.domain.errors import InvalidInput, NotFound
from mianyue.domain.template import Template

DEFAULT: Final = "default"
BY_POSITION: Final = "position"
"""Where a set has no text of its own, the position decides."""
LONGEST_NAME: Final = 40


def scopes(setup: Setup, templates: Iterable[Template]) -> list[str]:
    """The scopes worth showing: default, every family, and the sets and positions that have something of their own."""
    own = {each.scope for each in templates}
    families = dict.fromkeys([*FAMILIES, *(each.family for each in setup.positions)])
    sets = {each for each in [*own, *(rule.template_scope for rule in setup.rules)] if each.startswith("set:")}
    known = [DEFAULT, *(f"family:{each}" for each in families), *sorted(sets)]
    return [*known, *sorted(own - set(known))]


def checked(scope: str, setup: Setup) -> str:
    """A scope that a text can be written for. Raises InvalidInput (`unknown_scope`)."""
    kind, _, name = scope.partition(":")
    known = (
        scope == DEFAULT
        or (kind == "family" and name in {*FAMILIES, *(each.family for each in setup.positions)})
        or (kind == "position" and name in {each.position_id for each in setup.positions})
        or (kind == "set" and _is_name(name))
    )
    if not known:
        raise InvalidInput("scope", "unknown_scope", scope[:80])
    return scope


def wider(scope: str, setup: Setup) -> tuple[str, ...]:
    """The scopes that are looked at when this one has no text, in order."""
    if scope == DEFAULT:
        return ()
    if scope.startswith("position:"):
        return (*_family_of(scope.removeprefix("position:"), setup), DEFAULT)
    return (BY_POSITION,) if scope.startswith("set:") else (DEFAULT,)


def _family_of(position_id: str, setup: Setup) -> tuple[str, ...]:
    """A position that is no longer there leaves its texts behind."""
    try:
        return (f"family:{setup.position(position_id).family}",)
    except NotFound:
        return ()


def _is_name(name: str) -> bool:
    """`#` sets the parts of a key apart."""
    return 0 < len(name) <= LONGEST_NAME and name == name.strip() and "#" not in name and name.isprintable()
