"""Templates and their versions (T1, T4).

The current text of a kind, scope and language is one item, which the sender reads; each version is another that
never changes. A starter text begins as a current item alone and gets its version item with the first change.
"""

from mianyue.adapters import keys
from mianyue.adapters.items import decode
from mianyue.adapters.table import ABSENT, Operation, Table, put
from mianyue.domain.company import Position
from mianyue.domain.errors import NotFound
from mianyue.domain.template import Template, lookup_order


class TemplateStore:
    """Finds the template for a mail; reads and writes texts with all their versions."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def best(
        self, kind: str, position: Position, language: str, company_language: str, *, template_scope: str = ""
    ) -> Template:
        """The best template there is (T1). Raises NotFound when there is none at all."""
        order = lookup_order(kind, position, language, company_language, template_scope=template_scope)
        found = self._table.get_all([(keys.TEMPLATES, key) for key in order])
        for key in order:
            item = found.get((keys.TEMPLATES, key))
            if item and not (template := decode(Template, item)).deleted:
                return template
        raise NotFound("template")

    def templates(self, kind: str = "") -> tuple[Template, ...]:
        """Every template in use, or those of one kind, in order of kind, scope and language."""
        found = self._table.items(keys.TEMPLATES, prefix=f"{kind}#" if kind else "")
        every = (decode(Template, item) for item in found)
        return tuple(each for each in every if not each.deleted)

    def current(self, key: str) -> Template | None:
        """The newest version behind a template's key, also one that says it was deleted; None before the first."""
        item = self._table.get((keys.TEMPLATES, key))
        return decode(Template, item) if item else None

    def versions(self, key: str) -> list[Template]:
        """Every version, newest first."""
        kept = [decode(Template, item) for item in self._table.items(keys.versions_pk(key), forward=False)]
        current = self.current(key)
        return kept if kept or current is None else [current]

    def version(self, key: str, number: int) -> Template:
        """One version. Raises NotFound."""
        if item := self._table.get(keys.version_key(key, number)):
            return decode(Template, item)
        current = self.current(key)
        if current is None or current.version != number:
            raise NotFound("template")
        return current

    def save(self, before: Template | None, after: Template) -> None:
        """Make `after` the current version if `before` still is (None: there was none). Raises Conflict."""
        new = put(keys.version_item(after), ABSENT)
        if before is None:
            self._table.write(put(keys.template_item(after), ABSENT), new)
        else:
            self._table.write(_replaced(before, after), new, put(keys.version_item(before)))


def _replaced(before: Template, after: Template) -> Operation:
    return put(keys.template_item(after), "#version = :seen", seen=before.version)
