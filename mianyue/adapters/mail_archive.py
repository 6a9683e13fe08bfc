"""The mail as sent, and whatever else a channel sends, kept in S3 under its message's id (decision 13)."""

import json
from collections.abc import Mapping
from typing import Protocol

from mianyue.adapters.data_bucket import DataBucket
from mianyue.domain.outgoing import OutgoingMail


class Kept(Protocol):
    """What can be kept."""

    def kept(self) -> Mapping[str, object]:
        """All of it, as plain data."""


class MailArchive:
    """Keeps what left by any channel, and finds mails."""

    def __init__(self, bucket: DataBucket) -> None:
        self._bucket = bucket

    def keep(self, message_id: str, outgoing: Kept) -> None:
        """Keep what left. Keeping it again replaces it: only a claimed message gets here."""
        body = json.dumps(outgoing.kept(), ensure_ascii=False).encode()
        self._bucket.put(_key(message_id), body, "application/json")

    def mail(self, message_id: str) -> OutgoingMail:
        """The mail of a message. Raises NotFound."""
        return OutgoingMail.read(json.loads(self._bucket.get(_key(message_id))))


def _key(message_id: str) -> str:
    return f"mail/{message_id}.json"
