"""Positions as HR saves them, marks them as filled and opens them again (R5, H5)."""

import unicodedata
from copy import replace

from functions.portal_api.allowed_values import require, require_https, require_length, require_text
from functions.portal_api.ports import Setup, Setups
from functions.portal_api.save_seen import saved_seen
from mianyue.domain.candidate_import import position_id_of
from mianyue.domain.company import Position
from mianyue.domain.errors import Conflict, InvalidInput

LONGEST_NAME, LONGEST_FORMAT = 80, 60
SHORTEST_INTERVIEW, LONGEST_INTERVIEW = 5, 240
_SEPARATORS = "#:@"
"""Part a template's key: a family's name may not hold them."""


def add_position(setups: Setups, position: Position, *, by_admin: bool) -> None:
    """Save a new position under an id made of its name. Raises InvalidInput."""
    _check(position, setups.newest(), before=None, by_admin=by_admin)
    try:
        setups.add(replace(position, position_id=position_id_of(_plain(position.name))))
    except Conflict as error:  # the position of that name was called otherwise since, and kept its id
        raise InvalidInput("name", "position_twice", position.name) from error


def change_position(setups: Setups, position: Position, seen: int, *, by_admin: bool) -> None:
    """Save a position in place of its revision `seen`; whether it is filled stays.

    Raises NotFound, InvalidInput, Refused (`changed_meanwhile`).
    """
    setup = setups.newest()
    before = setup.position(position.position_id)
    _check(position, setup, before=before, by_admin=by_admin)
    saved_seen(lambda: setups.change(replace(position, filled=before.filled, department=before.department), seen))


def mark_filled(setups: Setups, position_id: str, filled: bool, seen: int) -> None:
    """From here on nobody, or everybody again, is invited for a position (R5). Raises NotFound, Refused."""
    position = setups.newest().position(position_id)
    saved_seen(lambda: setups.change(replace(position, filled=filled), seen))


def _check(position: Position, setup: Setup, *, before: Position | None, by_admin: bool) -> None:
    require_text("name", position.name, LONGEST_NAME)
    require_length("name_en", position.name_en, LONGEST_NAME)
    others = {_plain(each.name) for each in setup.positions if each.position_id != position.position_id}
    require(_plain(position.name) not in others, "name", "position_twice", position.name)
    require_text("family", position.family, LONGEST_NAME)
    require(not set(position.family) & set(_SEPARATORS), "family", "family_name", position.family)
    minutes = position.length_minutes
    require(SHORTEST_INTERVIEW <= minutes <= LONGEST_INTERVIEW, "length_minutes", "length_range", minutes)
    require_length("format", position.format, LONGEST_FORMAT)
    require_length("format_en", position.format_en, LONGEST_FORMAT)
    _check_place(position.platform_url, before.platform_url if before else "", by_admin)


def _check_place(wanted: str, now: str, by_admin: bool) -> None:
    """The candidate's token goes to this address: whom to trust with it is for an admin to say, as for the company."""
    require(by_admin or wanted == now, "platform_url", "place_by_admin", wanted)
    require_https("platform_url", wanted, now)


def _plain(name: str) -> str:
    """What two spellings of one name have in common, as the import sees it."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
