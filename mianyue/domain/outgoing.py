"""A mail as it leaves, and as it is kept (decision 13)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

_NONE: Mapping[str, str] = MappingProxyType({})
RATE_USED = 0.95
"""Part of SES's rate that the senders of the many take together: room for what somebody waits for, and for mails that
travel unequally long."""


class Attachment(NamedTuple):
    """A file of text that goes with a mail; `content_type` with its parameters."""

    name: str
    content_type: str
    content: str


class OutgoingMail(NamedTuple):
    """One rendered mail. `tags` come back in every event of the channel: they hold ids only."""

    to: str
    sender_name: str
    sender: str
    reply_to: str
    subject: str
    html: str
    text: str
    template: str
    tags: Mapping[str, str] = _NONE
    headers: Mapping[str, str] = _NONE
    """Further headers, in printable ASCII."""
    attachments: tuple[Attachment, ...] = ()

    def kept(self) -> Mapping[str, object]:
        """All of it, as plain data."""
        attachments = [each._asdict() for each in self.attachments]
        return self._asdict() | {"tags": dict(self.tags), "headers": dict(self.headers), "attachments": attachments}

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "OutgoingMail":
        """The mail that was kept."""
        attachments = tuple(Attachment(**each) for each in kept.get("attachments", ()))
        return cls(**(kept | {"attachments": attachments}))
