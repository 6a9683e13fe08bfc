"""Every text there is, and what is used where there is none (T1)."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from functions.templates.ports import Desk, Setup
from functions.templates.scopes import BY_POSITION, scopes, wider
from mianyue.domain.message import Kind
from mianyue.domain.template import Template, template_key

LANGUAGES: Final = ("zh-CN", "en")


class Place(NamedTuple):
    """One kind, scope and language: its own text, or where the text comes from ('' where nowhere)."""

    kind: str
    scope: str
    language: str
    own: Template | None
    from_scope: str = ""
    from_language: str = ""


class Overview(NamedTuple):
    """All places, in order of kind, scope and language."""

    setup: Setup
    scopes: list[str]
    places: list[Place]


def overview(desk: Desk) -> Overview:
    """Every kind × scope × language."""
    setup, templates = desk.setups.setup(), desk.templates.templates()
    shown = scopes(setup, templates)
    by_key = {each.key: each for each in templates}
    places = [place(by_key, setup, kind, scope, language) for kind in Kind for scope in shown for language in LANGUAGES]
    return Overview(setup, shown, places)


def place(by_key: Mapping[str, Template], setup: Setup, kind: str, scope: str, language: str) -> Place:
    """What is written for one kind, scope and language."""
    if own := by_key.get(template_key(kind, scope, language)):
        return Place(kind, scope, language, own)
    company = setup.company.language
    lookup = [(language, each) for each in wider(scope, setup)]
    lookup += [(company, each) for each in (scope, *wider(scope, setup))] if language != company else []
    for found_language, found in lookup:
        if found == BY_POSITION or template_key(kind, found, found_language) in by_key:
            return Place(kind, scope, language, None, found, found_language)
    return Place(kind, scope, language, None)
