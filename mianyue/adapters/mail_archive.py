"""The mail as sent, kept in S3 under its message's id (decision 13)."""

import json

from mianyue.adapters.data_bucket import DataBucket
from mianyue.domain.outgoing import OutgoingMail


class MailArchive:
    """Keeps and finds mails."""

    def __init__(self, bucket: DataBucket) -> None:
        self._bucket = bucket

    def keep(self, message_id: str, mail: OutgoingMail) -> None:
        """Keep a mail. Keeping it again replaces it: only a claimed message gets here."""
        body = json.dumps(mail._asdict() | {"tags": dict(mail.tags)}, ensure_ascii=False).encode()
        self._bucket.put(_key(message_id), body, "application/json")

    def mail(self, message_id: str) -> OutgoingMail:
        """The mail of a message. Raises NotFound."""
        return OutgoingMail(**json.loads(self._bucket.get(_key(message_id))))


def _key(message_id: str) -> str:
    return f"mail/{message_id}.json"
