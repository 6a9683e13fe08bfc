"""A text that nobody has saved, as a mail to whoever is working on it (T4): part of no figure."""

from datetime import datetime
from typing import Final, NamedTuple

from functions.templates.ports import Desk
from functions.templates.preview import Preview, preview
from mianyue.domain.errors import Conflict, InvalidInput, Refused
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.template import Template
from mianyue.domain.trial import TAG, WAITS, Trial
from mianyue.mail.rendering import RenderedMail

_PREFIX: Final = {"zh-CN": "【测试】", "en": "[Test] "}


class Signed(NamedTuple):
    """Who is working: the token proves whose address the mail goes to."""

    username: str
    access_token: str


def write_to_oneself(desk: Desk, text: Template, application_id: str, by: Signed, *, trial_id: str) -> str:
    """Ask for the mail to be sent; the address it goes to.

    Raises TemplateRefused, InvalidInput (`missing_value`), NotFound, or Refused (`unverified_address`, `signed_out`,
    `too_soon`).
    """
    mail = _whole(preview(desk, text, application_id))
    address, now = desk.people.address(by.access_token), desk.clock()
    _take_turn(desk, by.username, now)
    desk.mails.keep(trial_id, _outgoing(desk, text, mail, address, trial_id))
    desk.queue.trial(Trial(trial_id, now + WAITS))
    return address


def _whole(found: Preview) -> RenderedMail:
    """A mail to oneself has no gaps either."""
    if found.refusals:
        raise found.refusals[0]
    if found.missing:
        raise InvalidInput("body", "missing_value", found.missing[0])
    assert found.mail  # noqa: S101 - a preview without refusals has one
    return found.mail


def _take_turn(desk: Desk, username: str, now: datetime) -> None:
    try:
        desk.trials.take_turn(username, now)
    except Conflict as error:
        raise Refused("too_soon") from error


def _outgoing(desk: Desk, text: Template, mail: RenderedMail, address: str, trial_id: str) -> OutgoingMail:
    """Without a calendar file: it would put a meeting that nobody has into HR's own calendar."""
    company = desk.setups.setup().company
    return OutgoingMail(
        to=address,
        sender_name=company.name,
        sender=desk.sender,
        reply_to=company.hr_email,
        subject=f"{_PREFIX.get(text.language, _PREFIX['en'])}{mail.subject}",
        html=mail.html,
        text=mail.text,
        template=text.reference,
        tags={TAG: trial_id},
    )
