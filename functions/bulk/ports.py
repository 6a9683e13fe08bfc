"""What bulk actions need from outside."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from mianyue.domain.application import Application
from mianyue.domain.bulk import Bulk, Left, Tally
from mianyue.domain.company import Company, Position, Rule
from mianyue.domain.interview import Interview
from mianyue.domain.message import Message
from mianyue.domain.suppression import Suppression
from mianyue.domain.tracking import ExceptionCase, Story, TrackingEvent
from mianyue.moving import Stories as MovingStories


class Setup(Protocol):
    """The company's set-up."""

    @property
    def company(self) -> Company:
        """The company."""

    @property
    def positions(self) -> tuple[Position, ...]:
        """Every position."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule."""

    def position(self, position_id: str) -> Position:
        """A position. Raises NotFound."""


class Setups(Protocol):
    """Where the set-up is."""

    def setup(self) -> Setup:
        """The set-up, at most half a minute old. Raises NotFound before the company is set up."""

    def newest(self) -> Setup:
        """The set-up as it stands now: for what is shown before a decision, and for acting on it. Raises NotFound."""


class Line(Protocol):
    """One line of the list of applications."""

    @property
    def application(self) -> Application:
        """The application."""


class Lines(Protocol):
    """One page of the list."""

    @property
    def rows(self) -> Sequence[Line]:
        """The lines, newest first."""

    @property
    def cursor(self) -> str | None:
        """Where the next page starts; None at the end."""


class Listing(Protocol):
    """The list of applications."""

    def page(self, *, limit: int, cursor: str = "", wanted: Callable[[Line], bool]) -> Lines:
        """Up to `limit` lines that are `wanted`."""

    def applications(self, application_ids: set[str]) -> dict[str, Application]:
        """Up to 100 applications by id; those that are not there are missing."""


class Histories(Protocol):
    """What the rules ask about many applications."""

    def of(self, applications: Iterable[Application]) -> dict[str, Story]:
        """Each application with its stage entries and interviews, and nothing else of its story."""


class Stories(MovingStories, Protocol):
    """An application's story, and the facts written into it."""

    def interview(self, application_id: str, number: int) -> Interview:
        """One interview. Raises NotFound."""

    def record(
        self,
        event: TrackingEvent,
        before: Interview,
        after: Interview,
        *,
        messages: Iterable[Message] = (),
        cases: Iterable[ExceptionCase] = (),
        suppressed: Suppression | None = None,
    ) -> bool:
        """Write an event with what it changes. False: written before. Raises Conflict."""


class Bulks(Protocol):
    """Records of bulk actions. Whatever takes `before` raises Overtaken, and writes nothing, once that is outdated.

    `looked_at` is when the sweep must look at it if nobody else does; None: not any more.
    """

    def add(self, bulk: Bulk, looked_at: datetime) -> None:
        """Keep a new one. Raises Conflict when it is there."""

    def get(self, bulk_id: str) -> Bulk:
        """One of them. Raises NotFound."""

    def newest(self, limit: int) -> list[Bulk]:
        """Up to `limit` of them, newest first."""

    def tally(self, bulk_id: str) -> Tally:
        """What has become of its mails."""

    def left(self, bulk_id: str, limit: int) -> list[Left]:
        """Up to `limit` applications that it has left alone, in the order of its list."""

    def step(self, before: Bulk, after: Bulk, looked_at: datetime | None) -> None:
        """HR's own step, wherever the worker stands."""

    def advance(self, before: Bulk, after: Bulk, looked_at: datetime | None) -> None:
        """The worker's progress alone."""

    def settle(self, before: Bulk, after: Bulk, left: Left | None) -> None:
        """One application is settled."""

    def look_again(self, bulk_id: str, looked_at: datetime | None) -> None:
        """When to look at one the next time."""


class Mails(Protocol):
    """Messages, by what they belong to."""

    def queued(self, references: Iterable[tuple[str, str]]) -> list[Message]:
        """Those of up to 100 messages, by application and message id, that wait to be sent."""


class Queue(Protocol):
    """The send queue."""

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        """A message is to be sent."""


class Files(Protocol):
    """The private bucket."""

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Write an object, replacing what was there."""

    def get(self, key: str) -> bytes:
        """An object's body. Raises NotFound."""


class Background(Protocol):
    """Work that goes on after the answer."""

    def carry_on(self, bulk_id: str, /) -> None:
        """Work on a bulk action in an invocation of its own."""


class Schedules(Protocol):
    """One-time schedules."""

    def bulk(self, bulk_id: str, starts_at: datetime, function_arn: str) -> None:
        """Wake `function_arn` when the hold of a bulk action is over."""


class Quota(Protocol):
    """What the mail service lets the account send."""

    @property
    def rate(self) -> float:
        """Mails a second."""

    @property
    def per_day(self) -> float:
        """Mails in 24 hours; infinite where there is no limit."""

    @property
    def left(self) -> float:
        """Mails that may still go out in these 24 hours."""


type AskQuota = Callable[[], Quota | None]
