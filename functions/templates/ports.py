"""What working on templates needs from outside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mianyue.domain.company import Company, Position, Rule
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.template import Template
from mianyue.domain.tracking import Story
from mianyue.domain.trial import Trial


class Setup(Protocol):
    """The company with its positions and rules."""

    @property
    def company(self) -> Company:
        """The company."""

    @property
    def positions(self) -> tuple[Position, ...]:
        """Its positions."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Its rules."""

    def position(self, position_id: str) -> Position:
        """A position. Raises NotFound."""


class Setups(Protocol):
    """What HR has set up."""

    def setup(self) -> Setup:
        """The set-up. Raises NotFound before the company is set up."""


class Templates(Protocol):
    """Texts with their versions."""

    def templates(self, kind: str = "") -> tuple[Template, ...]:
        """Every template in use, or those of one kind."""

    def current(self, key: str) -> Template | None:
        """The newest version, also one that says the text was deleted; None before the first."""

    def versions(self, key: str) -> list[Template]:
        """Every version, newest first."""

    def version(self, key: str, number: int) -> Template:
        """One version. Raises NotFound."""

    def best(
        self, kind: str, position: Position, language: str, company_language: str, *, template_scope: str = ""
    ) -> Template:
        """The best template there is (T1). Raises NotFound when there is none at all."""

    def save(self, before: Template | None, after: Template) -> None:
        """Make `after` the current version if `before` still is. Raises Conflict."""


class Stories(Protocol):
    """Applications with all that belongs to them."""

    def story(self, application_id: str) -> Story:
        """The whole story. Raises NotFound."""


class Mails(Protocol):
    """Keeps what the sender will hand over."""

    def keep(self, message_id: str, mail: OutgoingMail) -> None:
        """Keep a mail under an id. Raises Unavailable."""


class Queue(Protocol):
    """The send queue."""

    def trial(self, trial: Trial, delay_seconds: int = 0) -> None:
        """A mail to oneself is to be sent."""


class Trials(Protocol):
    """Whose turn it is to write to themselves."""

    def take_turn(self, username: str, now: datetime) -> None:
        """Note that somebody writes to themselves. Raises Conflict when they have done so a moment ago."""


class People(Protocol):
    """Who is signed in."""

    def address(self, access_token: str) -> str:
        """The verified mail address behind an access token. Raises Refused."""


@dataclass(frozen=True)
class Desk:
    """Everything outside, as the use cases see it."""

    setups: Setups
    templates: Templates
    stories: Stories
    mails: Mails
    queue: Queue
    trials: Trials
    people: People
    sender: str
    """The address that mails come from."""
    site_url: str
    clock: Callable[[], datetime]
