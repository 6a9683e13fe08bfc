"""One text to work on: its own, or the one it would fall back to; with all its versions (T4)."""

from typing import NamedTuple

from functions.templates.list_templates import Place, place
from functions.templates.ports import Desk
from functions.templates.scopes import BY_POSITION, DEFAULT, checked
from mianyue.domain.template import Template, template_key


class Opened(NamedTuple):
    """A text as the editor opens it. `seen` is the newest version, 0 where there was never one."""

    place: Place
    text: Template
    seen: int
    versions: list[Template]


def opened(desk: Desk, kind: str, scope: str, language: str) -> Opened:
    """The text of one kind, scope and language; where there is none, what would be used instead.

    Raises InvalidInput for an unknown scope.
    """
    setup = desk.setups.setup()
    checked(scope, setup)
    by_key = {each.key: each for each in desk.templates.templates(kind)}
    found = place(by_key, setup, kind, scope, language)
    versions = desk.templates.versions(template_key(kind, scope, language))
    text = found.own or _instead(found, by_key)
    return Opened(found, text, versions[0].version if versions else 0, versions)


def _instead(found: Place, by_key: dict[str, Template]) -> Template:
    """The text to begin with; an empty one where there is nothing to begin with."""
    scope = DEFAULT if found.from_scope == BY_POSITION else found.from_scope
    begun = by_key.get(template_key(found.kind, scope, found.from_language or found.language))
    return begun or Template(found.kind, found.scope, found.language, "", "", "")
