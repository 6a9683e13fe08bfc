"""SES's receiving: what candidates write back lies in the bucket, and the queue hears of it, as badly as mail travels.

A mail may come twice, because the sender's system has not heard that it was taken; it may come hours late, or never.
Source of the notification: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from random import Random

from tests.simulators.hub import Hub
from tests.simulators.ses import Accepted

BUCKET = "inbox"
WORDS = "时间不合适，能换一天吗"
"""What people write; nothing of it may stand in a log."""


@dataclass
class InboxFaults:
    """Shares of mails that come twice, hours late, or never; and of those whose address was mistyped."""

    twice: float = 0.0
    late: float = 0.0
    lost: float = 0.0
    mistyped: float = 0.0


@dataclass
class Letter:
    """A mail that somebody has written to one interview's address, or that a machine has."""

    address: str
    machine: bool
    came: bool = False
    """SES has taken it in."""


class Inbox:
    """Takes mails in: `put` keeps one, `publish` tells the queue."""

    def __init__(
        self,
        hub: Hub,
        put: Callable[[str, bytes], None],
        publish: Callable[[str], None],
        *,
        random: Random,
        faults: InboxFaults,
    ) -> None:
        self.faults = faults
        self.letters: list[Letter] = []
        self._hub = hub
        self._put = put
        self._publish = publish
        self._random = random
        self._numbers = count()

    def write(self, mail: Accepted, *, machine: bool = False) -> None:
        """Somebody answers `mail`, or their mail system does so for them."""
        chance = self._random.random
        if chance() < self.faults.lost:
            return
        if chance() < self.faults.mistyped:
            self._travel(mail.to, f"{mail.reply_to[:10]}x{mail.reply_to[11:]}", machine, lambda: None)
            return
        letter = Letter(mail.reply_to, machine)
        self.letters.append(letter)

        def came() -> None:
            letter.came = True

        self._travel(mail.to, mail.reply_to, machine, came)

    def _travel(self, sender: str, address: str, machine: bool, came: Callable[[], None]) -> None:
        raw = _raw(next(self._numbers), sender, address, machine)
        for _ in range(2 if self._random.random() < self.faults.twice else 1):
            late = self._random.random() < self.faults.late
            delay = self._random.uniform(0, 5 * 3600) if late else self._random.uniform(1, 30)
            self._hub.later(delay, lambda: self._come(raw, sender, address, machine, came))

    def _come(self, raw: bytes, sender: str, address: str, machine: bool, came: Callable[[], None]) -> None:
        key = f"inbound/mail-{next(self._numbers)}"
        self._put(key, raw)
        came()
        self._publish(json.dumps(_notification(key, "" if machine else sender, address, self._hub.now)))


def _raw(number: int, sender: str, address: str, machine: bool) -> bytes:
    """Every mail is another one, by its identity and by its words."""
    head = f"From: {sender}\r\nTo: {address}\r\nSubject: Re\r\nMessage-ID: <{number}@example.org>\r\n"
    marked = "Auto-Submitted: auto-replied\r\n" if machine else ""
    return f"{head}{marked}Content-Type: text/plain; charset=utf-8\r\n\r\n{WORDS} {number}\r\n".encode()


def _notification(key: str, sender: str, address: str, at: float) -> dict[str, object]:
    stamp = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    verdicts = {f"{name}Verdict": {"status": "PASS"} for name in ("spam", "virus", "spf", "dkim", "dmarc")}
    action = {"type": "S3", "bucketName": BUCKET, "objectKey": key}
    return {
        "notificationType": "Received",
        "mail": {"timestamp": stamp, "source": sender, "destination": [address]},
        "receipt": {"timestamp": stamp, "recipients": [address], **verdicts, "action": action},
    }
