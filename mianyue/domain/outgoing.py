"""A mail as it leaves, and as it is kept (decision 13)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_NONE: Mapping[str, str] = MappingProxyType({})


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

    def kept(self) -> Mapping[str, object]:
        """All of it, as plain data."""
        return self._asdict() | {"tags": dict(self.tags)}
