"""What the portal's API needs from outside."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from mianyue.domain.account import Account, Withdrawn
from mianyue.domain.application import Application, StageEntry
from mianyue.domain.audit import Line as AuditLine
from mianyue.domain.audit import Wanted
from mianyue.domain.bringing_back import BroughtBack
from mianyue.domain.calling_off import CalledOff
from mianyue.domain.company import Company, Department, Position, Rule
from mianyue.domain.interview import Interview
from mianyue.domain.link import Claim, Scope
from mianyue.domain.member import Member
from mianyue.domain.message import Message
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.reminder import Reminder
from mianyue.domain.sendable import Planned, Sendable
from mianyue.domain.suppression import Suppression
from mianyue.domain.template import Template
from mianyue.domain.tracking import ExceptionCase, Story, TrackingEvent
from mianyue.waiting_messages import WaitingMessages


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

    @property
    def departments(self) -> tuple[Department, ...]:
        """Every department."""

    def position(self, position_id: str) -> Position:
        """A position. Raises NotFound."""


class Setups(Protocol):
    """Where the set-up is."""

    def setup(self) -> Setup:
        """The set-up. Raises NotFound before the company is set up."""

    def newest(self) -> Setup:
        """The set-up as it stands now. Raises NotFound before the company is set up."""

    def add(self, thing: Position | Rule | Department) -> None:
        """Write what is not there yet. Raises Conflict."""

    def change[T: (Company, Position, Rule, Department)](self, thing: T, seen: int) -> T:
        """Write in place of revision `seen`; what stands there now. Raises Conflict."""

    def remove(self, rule_id: str, seen: int) -> None:
        """Take away revision `seen` of a rule. Raises Conflict."""

    def remove_department(self, department_id: str, seen: int) -> None:
        """Take away revision `seen` of a department. Raises Conflict."""


class Templates(Protocol):
    """Whose words a message uses."""

    def templates(self, kind: str = "") -> tuple[Template, ...]:
        """Every template in use, or those of one kind."""

    def best(
        self, kind: str, position: Position, language: str, company_language: str, *, template_scope: str = ""
    ) -> Template:
        """The best template there is (T1). Raises NotFound when there is none at all."""


class Line(Protocol):
    """One line of the list of applications."""

    @property
    def application(self) -> Application:
        """The application."""

    @property
    def interview(self) -> Interview | None:
        """Its newest interview."""


class Lines(Protocol):
    """One page of the list."""

    @property
    def rows(self) -> Sequence[Line]:
        """The lines, newest first."""

    @property
    def cursor(self) -> str | None:
        """Where the next page starts; None at the end."""


class Listing(Protocol):
    """The lists that HR works with."""

    def page(self, *, limit: int, cursor: str = "", wanted: Callable[[Line], bool]) -> Lines:
        """Up to `limit` lines that are `wanted`, behind `cursor`. Raises InvalidInput for a broken cursor."""

    def open_cases(self) -> list[ExceptionCase]:
        """Every exception nobody has settled, newest first."""

    def applications(self, application_ids: set[str]) -> dict[str, Application]:
        """Up to 100 applications by id; those that are not there are missing."""


class Calendar(Protocol):
    """Interviews by their time."""

    def between(self, since: datetime, until: datetime) -> Iterator[Interview]:
        """Interviews that begin from `since` on and before `until`, earliest first, read as they are asked for."""


class Stories(Protocol):
    """An application's story, and the facts written into it."""

    def story(self, application_id: str) -> Story:
        """Everything about an application. Raises NotFound."""

    def application(self, application_id: str) -> Application:
        """The application alone. Raises NotFound."""

    def interview(self, application_id: str, number: int) -> Interview:
        """One interview. Raises NotFound."""

    def enter(
        self,
        before: Application,
        after: Application,
        entry: StageEntry,
        ended: Iterable[CalledOff],
        *,
        left: StageEntry | None,
        back: Iterable[BroughtBack],
    ) -> None:
        """Move an application on, with what that ends and brings back, if it still stands there. Raises Conflict."""

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

    def resolve(self, case: ExceptionCase) -> None:
        """Close an exception, if it is still open. Raises Conflict."""


class WaitingPage(Protocol):
    """Some of the messages that wait to be sent."""

    @property
    def messages(self) -> Sequence[Message]:
        """Soonest first."""

    @property
    def cursor(self) -> str:
        """Where the next page starts, '' at the end."""


class Outbox(WaitingMessages, Protocol):
    """Messages that wait for HR, and those that HR may still take back."""

    def waiting(self, *, limit: int, cursor: str = "") -> WaitingPage:
        """Up to `limit` messages that wait to be sent, soonest first. Raises InvalidInput for a broken cursor."""

    def beside(self, messages: Sequence[Message]) -> list[Sendable]:
        """Up to 50 messages, each with its interview and application, in the same order."""

    def requeue(self, message: Message, case: ExceptionCase, due_at: datetime) -> Message:
        """Doubtful or failed → queued; the exception closes with it. Raises Conflict."""

    def give_up(self, message: Message, case: ExceptionCase) -> None:
        """Doubtful → failed; the exception closes with it. Raises Conflict."""

    def add(self, message: Message, case: ExceptionCase) -> None:
        """A message that could not be written before; the exception closes with it. Raises Conflict."""


class ReminderPage(Protocol):
    """Some of the reminders that wait."""

    @property
    def reminders(self) -> Sequence[Reminder]:
        """Soonest first."""

    @property
    def cursor(self) -> str:
        """Where the next page starts, '' at the end."""


class Reminders(Protocol):
    """Planned reminders, which HR may cancel (M6)."""

    def waiting(self, *, limit: int, cursor: str = "") -> ReminderPage:
        """Up to `limit` that wait, soonest first. Raises InvalidInput for a broken cursor."""

    def beside(self, reminders: Sequence[Reminder]) -> list[Planned]:
        """Up to 50 reminders, each with its interview and application, in the same order."""

    def planned(self, application_id: str, entry: int, ordinal: int) -> Planned:
        """One reminder with its interview and application. Raises NotFound."""

    def cancel(self, reminder: Reminder, event: TrackingEvent) -> None:
        """Drop a reminder if it still waits as it was read, and write down who did. Raises Conflict."""


class SuppressionPage(Protocol):
    """Some addresses that no mail goes to."""

    @property
    def suppressions(self) -> Sequence[Suppression]:
        """Newest first."""

    @property
    def cursor(self) -> str:
        """Where the next page starts, '' at the end."""


class Suppressions(Protocol):
    """Addresses that no mail goes to (K5)."""

    def page(self, *, limit: int, cursor: str = "") -> SuppressionPage:
        """Up to `limit` that stand, newest first. Raises InvalidInput for a broken cursor."""

    def of(self, address: str) -> list[Suppression]:
        """What stands against an address, and behind it what has been lifted, newest first."""

    def stands(self, address: str) -> Suppression | None:
        """What stands against an address now."""

    def lift(self, standing: Suppression, *, by: str, because: str, now: datetime) -> Suppression:
        """Let mail go there again, if the very one still stands. Raises Conflict."""


class SendQueue(Protocol):
    """The send queue."""

    def message(self, message: Message, delay_seconds: int = 0) -> None:
        """A message is to be sent."""


class Mails(Protocol):
    """Mails as they were sent."""

    def mail(self, message_id: str) -> OutgoingMail:
        """The mail of a message. Raises NotFound."""


class Links(Protocol):
    """Signed links and sessions."""

    def claim(self, scope: Scope, token: str, now: datetime) -> Claim:
        """What a token says. Raises LinkInvalid (`broken`, `wrong_scope`, `expired`)."""

    def signed(self, scope: Scope, token: str) -> Claim:
        """What a token says that was ours, even if it has expired since. Raises LinkInvalid."""

    def session(self, interview: Interview, now: datetime) -> str:
        """A short session for one interview."""

    def platform(self, interview: Interview, now: datetime) -> str:
        """The signed, short-lived link into the AI interview."""


class Pool(Protocol):
    """The user pool."""

    def accounts(self) -> list[Account]:
        """Everybody."""

    def account(self, username: str) -> Account:
        """One of them. Raises NotFound."""

    def admins(self) -> set[str]:
        """Those admins who may sign in."""

    def invite(self, email: str, name: str) -> str:
        """Make an account, and send its temporary password. Raises InvalidInput, Refused."""

    def invite_again(self, email: str) -> None:
        """Send a new temporary password. Raises NotFound, Refused."""

    def give_role(self, username: str, role: str) -> None:
        """This role and no other. Raises NotFound."""

    def enable(self, username: str, *, enabled: bool) -> None:
        """Let somebody sign in, or not any more. Raises NotFound."""

    def sign_out(self, username: str) -> None:
        """No device of theirs gets a new token any more. Raises NotFound."""


class Members(Protocol):
    """What the table knows of those who sign in."""

    def member(self, username: str) -> Member:
        """One of them; of whom nothing has been written, nothing is known."""

    def members(self, usernames: Iterable[str]) -> dict[str, Member]:
        """Up to 100 of them, by username."""

    def withdrawn(self) -> Withdrawn:
        """Those who have been admins and are to be none any more."""

    def change(self, member: Member, withdrawn: Withdrawn | None = None) -> Member:
        """Write in place of what was read. Raises Conflict."""


class AuditPage(Protocol):
    """Some lines of the audit log."""

    @property
    def lines(self) -> Sequence[AuditLine]:
        """Newest first."""

    @property
    def cursor(self) -> str:
        """Where the next page starts, '' at the end."""


class Audit(Protocol):
    """The audit log, to look at (O3)."""

    def page(self, wanted: Wanted, *, limit: int, cursor: str = "") -> AuditPage:
        """Up to `limit` lines, newest first. Raises InvalidInput for a broken cursor."""
