"""Every starter text as the mail that leaves, with its headers and its entry for the calendar."""

from collections.abc import Iterator
from copy import replace
from dataclasses import dataclass
from typing import Any

from functions.send.write_mail import MailWriter
from mianyue import starter
from mianyue.domain.company import Company, Position
from mianyue.domain.interview import Fact
from mianyue.domain.message import Kind, new_message
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.sendable import Sendable
from mianyue.domain.template import Template
from tests.starter.mails import FACTS, LINK, NOW, QUESTIONS, TEMPLATES, invitation_of, positions_of

SENDER = "interviews@mianyue.example.com"


@dataclass
class Setups:
    """The demo company with one position and one text."""

    company: Company
    only: Position
    text: Template

    def setup(self) -> "Setups":
        return self

    def position(self, position_id: str) -> Position:
        return self.only

    def best(self, *_: Any, **__: Any) -> Template:
        return self.text


def sent_mails() -> Iterator[tuple[str, OutgoingMail]]:
    """(name, mail) for every text, to a candidate for the first position it speaks for."""
    for template in TEMPLATES.values():
        yield template.key, sent_mail(template, positions_of(template)[0])


def sent_mail(template: Template, position: Position) -> OutgoingMail:
    """The mail to a candidate who has confirmed, so that withdrawals take an entry back."""
    setups = Setups(starter.company(), position, template)
    application, interview = invitation_of(position, template.language)
    told = replace(interview.after(Fact.CONFIRMED), questions=QUESTIONS[template.language])
    message = new_message(told, Kind(template.kind), "1", now=NOW, facts=FACTS[template.language])
    write = MailWriter(setups, setups, lambda _: LINK, SENDER)
    return write(Sendable(application, told, message))
