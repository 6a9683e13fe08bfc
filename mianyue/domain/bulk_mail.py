"""What a mail has to do with the bulk action it came of: all of it that the sender asks about (B3, R4)."""

from enum import StrEnum
from typing import NamedTuple

from mianyue.domain.message import INVITES, Kind, Message

_PREFIX = "b"


class BulkStatus(StrEnum):
    """`held` can be taken back whole; `done` has gone through its list, though mails of it may still wait."""

    HELD = "held"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def halts(self) -> bool:
        """No mail of it may go out now."""
        return self in (BulkStatus.PAUSED, BulkStatus.CANCELLED)


class BulkCause(NamedTuple):
    """The bulk action behind a mail, as it stands now."""

    bulk_id: str
    status: BulkStatus = BulkStatus.HELD
    changed_by: str = ""


def bulk_id(random: str) -> str:
    """The id of a new bulk action: twenty hexadecimal digits behind a letter that no import's id begins with."""
    return _PREFIX + random


def names_bulk(batch: str) -> bool:
    """Whether a batch is a bulk action, not an import."""
    return batch.startswith(_PREFIX)


def sent_by_bulk(message: Message) -> bool:
    """Whether a bulk action itself has caused this mail: reminders, and what HR asks for anew, go their own way."""
    return message.kind is Kind.INVITATION and message.cause == INVITES and names_bulk(message.batch)
