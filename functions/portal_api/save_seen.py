"""Saving what the editor has seen: who was overtaken by a colleague is told so, and nothing is overwritten."""

from collections.abc import Callable

from mianyue.domain.errors import Conflict, Refused


def saved_seen(save: Callable[[], object]) -> None:
    """Carry out `save`. Raises Refused (`changed_meanwhile`) where the table is not as the editor has seen it."""
    try:
        save()
    except Conflict as error:
        raise Refused("changed_meanwhile") from error
