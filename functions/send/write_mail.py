"""From a message to the mail that leaves: the template's words, the interview's values, a signed link."""

from collections.abc import Callable
from typing import Protocol

from mianyue.domain.calendar import calendar_method
from mianyue.domain.company import Company, Position
from mianyue.domain.interview import Interview
from mianyue.domain.message import REMINDERS, Kind
from mianyue.domain.outgoing import Attachment, OutgoingMail
from mianyue.domain.sendable import Sendable
from mianyue.domain.template import Template
from mianyue.mail.rendering import render
from mianyue.mail.values import MailValues, values_for

_STOPPABLE = REMINDERS | {Kind.INVITATION}


class Setup(Protocol):
    """What writing needs of the company's set-up."""

    @property
    def company(self) -> Company:
        """The company."""

    def position(self, position_id: str) -> Position:
        """A position. Raises NotFound."""


class Setups(Protocol):
    """Where the set-up is read."""

    def setup(self) -> Setup:
        """The company's set-up. Raises NotFound."""


class Templates(Protocol):
    """The templates."""

    def best(
        self, kind: str, position: Position, language: str, company_language: str, *, template_scope: str = ""
    ) -> Template:
        """The best template there is (T1). Raises NotFound."""


class MailWriter:
    """Writes mails from the address `sender`. `link` signs the tracking link of an interview.

    `reply_to` makes the address that answers to a mail of an interview go to (K6), '' where they go to HR.
    """

    def __init__(
        self,
        setups: Setups,
        templates: Templates,
        link: Callable[[Interview], str],
        sender: str,
        reply_to: Callable[[Interview], str] = lambda _: "",
    ) -> None:
        self._setups = setups
        self._templates = templates
        self._sender = sender
        self._link = link
        self._reply_to = reply_to

    def __call__(self, found: Sendable) -> OutgoingMail:
        """The mail of a message. Raises MissingValue, InvalidInput or NotFound."""
        setup, interview = self._setups.setup(), found.interview
        company, position = setup.company, setup.position(interview.position_id)
        template = self._templates.best(
            found.message.kind,
            position,
            interview.language,
            company.language,
            template_scope=interview.template_scope,
        )
        link = self._link(interview)
        values = values_for(
            found.application,
            interview,
            company,
            position,
            link,
            template.language,
            facts=found.message.facts,
        )
        rendered = render(template, values)
        return OutgoingMail(
            to=found.application.email,
            sender_name=company.name,
            sender=self._sender,
            reply_to=self._reply_to(interview) or company.hr_email,
            subject=rendered.subject,
            html=rendered.html,
            text=rendered.text,
            template=template.reference,
            tags=_tags(found),
            headers=_headers(found.message.kind, link),
            attachments=_attachments(found, values, company.hr_email or self._sender),
        )


class Post(Protocol):
    """Carries what is written, at its own pace."""

    def turn(self, *, one_of_many: bool = False) -> None:
        """Wait for the moment to hand a mail over. Raises Throttled or OverQuota when that is not soon."""

    def send(self, mail: OutgoingMail) -> str:
        """The post's own id. Raises Throttled, OverQuota, Rejected or Unanswered."""


class Mail:
    """Mail as a channel (C1): somebody who writes, and a post that carries what is written."""

    def __init__(self, write: Callable[[Sendable], OutgoingMail], post: Post) -> None:
        self.write = write
        self.turn = post.turn
        self.send = post.send


def _tags(found: Sendable) -> dict[str, str]:
    """What every event of this mail carries back: ids only (SES allows letters, digits, `_` and `-`)."""
    return {
        "application": found.message.application_id,
        "entry": str(found.message.entry),
        "message": found.message.message_id,
    }


def _headers(kind: Kind, link: str) -> dict[str, str]:
    """What may go on by itself can be stopped by one click of the mail program (RFC 8058)."""
    if kind not in _STOPPABLE:
        return {}
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _attachments(found: Sendable, values: MailValues, organizer: str) -> tuple[Attachment, ...]:
    method = calendar_method(found.message.kind, found.interview)
    if method is None:
        return ()
    from mianyue.mail.calendar_entry import calendar_entry  # noqa: PLC0415 - most mails carry none, and do not wait

    return (calendar_entry(found, values, organizer, method),)
