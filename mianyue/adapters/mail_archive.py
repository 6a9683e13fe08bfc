"""The mail as sent, and whatever else a channel sends, kept in S3 under its message's id (decision 13).

Mails that HR sends to themselves have a folder of their own, which forgets.
"""

import json
from collections.abc import Mapping
from typing import Protocol

from mianyue.adapters.data_bucket import DataBucket
from mianyue.domain.outgoing import OutgoingMail

SENT = "mail"
TRIALS = "trials"


class Kept(Protocol):
    """What can be kept."""

    def kept(self) -> Mapping[str, object]:
        """All of it, as plain data."""


class MailArchive:
    """Keeps what left by any channel, and finds mails."""

    def __init__(self, bucket: DataBucket, folder: str = SENT) -> None:
        self._bucket = bucket
        self._folder = folder

    def keep(self, message_id: str, outgoing: Kept) -> None:
        """Keep what left. Keeping it again replaces it: only a claimed message gets here."""
        body = json.dumps(outgoing.kept(), ensure_ascii=False).encode()
        self._bucket.put(self._key(message_id), body, "application/json")

    def mail(self, message_id: str) -> OutgoingMail:
        """The mail of a message. Raises NotFound."""
        return OutgoingMail.read(json.loads(self._bucket.get(self._key(message_id))))

    def _key(self, message_id: str) -> str:
        return f"{self._folder}/{message_id}.json"
