"""Saving, restoring, deleting: each makes a new version, if the newest one is still what the person saw (T3, T4)."""

from copy import replace
from datetime import datetime
from typing import NamedTuple

from functions.templates.ports import Desk
from functions.templates.scopes import DEFAULT, checked
from mianyue.domain.errors import Conflict, NotFound, Refused
from mianyue.domain.template import Template
from mianyue.mail.rendering import check


class SavedMeanwhile(Conflict):
    """Somebody else has made a version of this text since it was opened."""

    code = "saved_meanwhile"


class Editor(NamedTuple):
    """Who changes a text, and which version they had before them (0: none)."""

    username: str
    seen: int
    now: datetime


def save(desk: Desk, text: Template, by: Editor) -> Template:
    """The text as its newest version; the same text again makes none.

    Raises TemplateRefused, InvalidInput (`unknown_scope`) or SavedMeanwhile.
    """
    checked(text.scope, desk.setups.setup())
    check(text)
    before = _seen(desk, text.key, by)
    if before and not before.deleted and _same(before, text):
        return before
    return _write(desk, before, text, by)


def restore(desk: Desk, key: str, number: int, by: Editor) -> Template:
    """An old version's text as the newest one. Raises NotFound, TemplateRefused, Refused or SavedMeanwhile."""
    old = desk.templates.version(key, number)
    if old.deleted:
        raise Refused("version_deleted")
    return save(desk, old, by)


def delete(desk: Desk, key: str, by: Editor) -> Template:
    """The text is not used any more; what it falls back to is. Raises NotFound, Refused or SavedMeanwhile."""
    before = _seen(desk, key, by)
    if before is None or before.deleted:
        raise NotFound("template")
    if before.scope == DEFAULT:
        raise Refused("default_stays")
    return _write(desk, before, replace(before, deleted=True), by)


def _seen(desk: Desk, key: str, by: Editor) -> Template | None:
    before = desk.templates.current(key)
    if (before.version if before else 0) != by.seen:
        raise SavedMeanwhile(key)
    return before


def _write(desk: Desk, before: Template | None, text: Template, by: Editor) -> Template:
    after = replace(text, version=by.seen + 1, saved_at=by.now, saved_by=by.username)
    try:
        desk.templates.save(before, after)
    except Conflict as error:
        raise SavedMeanwhile(text.key) from error
    return after


def _same(before: Template, text: Template) -> bool:
    return (before.subject, before.preheader, before.body) == (text.subject, text.preheader, text.body)
