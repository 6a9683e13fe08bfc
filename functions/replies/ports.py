"""What the replies function needs from outside."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from mianyue.domain.application import Application
from mianyue.domain.company import Company
from mianyue.domain.interview import Interview
from mianyue.domain.link import Claim
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.reply import Reply
from mianyue.domain.tracking import ExceptionCase, TrackingEvent
from mianyue.domain.trial import Trial


class Stories(Protocol):
    """Applications, their interviews, and what has come in answer to them."""

    def application(self, application_id: str) -> Application:
        """One application. Raises NotFound."""

    def interview(self, application_id: str, number: int) -> Interview:
        """One interview. Raises NotFound."""

    def receive(
        self,
        reply: Reply,
        event: TrackingEvent,
        before: Interview,
        after: Interview,
        cases: Iterable[ExceptionCase],
    ) -> bool:
        """Write a mail with its event, what it changes and what HR is told; False: written before. Raises Conflict."""

    def told(self, application_id: str, entry: int, kind: str) -> list[ExceptionCase]:
        """What HR has been told of the mails that came into an interview: cases of one kind."""


class Addresses(Protocol):
    """The addresses of interviews."""

    def claim(self, address: str, now: datetime) -> Claim:
        """What an address says. Raises LinkInvalid."""


class Inbox(Protocol):
    """Mails as they came."""

    def get(self, key: str) -> bytes:
        """A whole mail. Raises NotFound."""


class Setup(Protocol):
    """What handing on needs of the company's set-up."""

    @property
    def company(self) -> Company:
        """The company."""


class Setups(Protocol):
    """Where the set-up is read."""

    def setup(self) -> Setup:
        """The company's set-up. Raises NotFound."""


class Mails(Protocol):
    """Mails that wait for their turn."""

    def keep(self, message_id: str, outgoing: OutgoingMail) -> None:
        """Keep what is to be sent. Raises Unavailable."""


class Queue(Protocol):
    """Where the one sender takes from."""

    def trial(self, trial: Trial) -> None:
        """A mail to HR itself is to be sent."""
