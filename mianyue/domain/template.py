"""Templates: whose words a message uses (T1)."""

from datetime import datetime
from typing import NamedTuple

from mianyue.domain.company import Position


class Template(NamedTuple):
    """One text: message kind × scope × language.

    `scope` is `position:ID`, `family:NAME`, `default`, or `set:NAME`: a set that a rule can choose.
    """

    kind: str
    scope: str
    language: str
    subject: str
    preheader: str
    body: str
    version: int = 1
    saved_at: datetime | None = None
    saved_by: str = ""
    deleted: bool = False
    """Taken away by HR: a version like any other, but one that nobody is written to with."""

    @property
    def key(self) -> str:
        """Its place in the table, e.g. `invitation#family:sales#zh-CN`."""
        return template_key(self.kind, self.scope, self.language)

    @property
    def reference(self) -> str:
        """Key and version: what a sent message keeps (T4)."""
        return f"{self.key}@{self.version}"


def template_key(kind: str, scope: str, language: str) -> str:
    """Key of the template of a kind, scope and language."""
    return f"{kind}#{scope}#{language}"


def lookup_order(
    kind: str, position: Position, language: str, company_language: str, *, template_scope: str = ""
) -> list[str]:
    """Keys to try, best first (T1).

    The scope that the rule has chosen, if any (R2) → position → family → default within the candidate's language,
    then the same in the company's.
    """
    by_position = (f"position:{position.position_id}", f"family:{position.family}", "default")
    scopes = dict.fromkeys((template_scope, *by_position) if template_scope else by_position)
    languages = dict.fromkeys((language, company_language))
    return [template_key(kind, scope, each) for each in languages for scope in scopes]
