"""What travels between the table and those who work on what is to be sent."""

from typing import NamedTuple

from mianyue.domain.application import Application
from mianyue.domain.bulk_mail import BulkCause
from mianyue.domain.interview import Interview
from mianyue.domain.message import MAIL, Message
from mianyue.domain.reminder import Reminder


class Sendable(NamedTuple):
    """A message with what deciding about it needs."""

    application: Application
    interview: Interview
    message: Message
    bulk: BulkCause | None = None
    """The bulk action whose own mail it is, which may have been paused or cancelled since (B3)."""

    @property
    def address(self) -> str:
        """The mail address that its message goes to; '' where it goes another way."""
        return self.application.email if self.message.channel == MAIL else ""


class Planned(NamedTuple):
    """A reminder with what telling of it needs."""

    application: Application
    interview: Interview
    reminder: Reminder
