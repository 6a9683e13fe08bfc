"""What the audit log answers."""

from mianyue.http.answers import Answer, Moment


class ChangedField(Answer):
    """A field that was changed; `old` and `new` are null where they are not to be shown."""

    field: str
    old: str | None
    new: str | None


class AuditLine(Answer):
    """Who (`by`, a username) did what (`act`) when, to which thing (`kind` and its id), from which address."""

    line_id: str
    at: Moment
    by: str
    act: str
    address: str
    kind: str
    thing: str
    changes: list[ChangedField]


class AuditPage(Answer):
    """Lines, newest first; `cursor` asks for the next page, null at the end."""

    lines: list[AuditLine]
    cursor: str | None
