"""A mail that has come in becomes part of its interview's story, once, with all that follows from it (K6, M4).

A person's mail stops the interview's reminders and becomes a notice for HR, whoever has written it: the address is
known to nobody but the candidate and those to whom they passed the mail on, and a reminder less does no harm. From
whom it came is said where it is not the candidate's own address. A machine's answer is shown, and changes nothing.
"""

from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from functions.replies.automatic import automatic
from functions.replies.ports import Addresses, Stories
from functions.replies.read_notification import Arrival
from functions.replies.received_mail import ReceivedMail
from mianyue.domain.application import Application
from mianyue.domain.errors import Conflict, LinkInvalid, NotFound
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview
from mianyue.domain.link import Claim
from mianyue.domain.reply import AUTOMATIC, Reply
from mianyue.domain.suppression import same_mailbox
from mianyue.domain.tracking import ExceptionCase, TrackingEvent
from mianyue.recording import TRIES

_SHOWN_CHARACTERS = 4000
"""What the timeline holds of a text; the whole mail stays in the bucket as long as it is kept there."""
_NOTICE_CHARACTERS = 600
_CUT = " […]"
_SOURCE = "mail"


class Recorded(NamedTuple):
    """What came of a mail; `event` is what it left in the timeline."""

    application: Application
    event: TrackingEvent

    @property
    def by_a_person(self) -> bool:
        """Whether HR is to hear of it."""
        return self.event.name == Fact.REPLIED


def whose(addresses: Addresses, arrival: Arrival, now: datetime) -> list[Claim]:
    """The interviews that a mail was written to. A forged or mistyped address is nobody's, and nothing is read."""
    found: list[Claim] = []
    for recipient in arrival.recipients:
        try:
            found.append(addresses.claim(recipient, now))
        except LinkInvalid:
            continue
    return found


def record_reply(stories: Stories, claim: Claim, arrival: Arrival, mail: ReceivedMail) -> Recorded | None:
    """Write a mail into one interview's story, if it is not there yet; None when there is no such interview any more.

    Raises Conflict when the interview keeps changing under it: the queue brings it back.
    """
    try:
        before = stories.interview(claim.application_id, claim.entry)
        application = stories.application(claim.application_id)
    except NotFound:  # erased since
        return None
    if before.link_version != claim.version:  # the mail went to an address that was not the candidate's
        return None
    recorded = Recorded(application, _event(claim, arrival, mail, application))
    _write(stories, before, recorded, arrival)
    return recorded


def _write(stories: Stories, first: Interview, recorded: Recorded, arrival: Arrival) -> None:
    """Decided on the newest interview: when somebody else was faster, it is read and decided again."""
    event, before = recorded.event, first
    reply = Reply(event.application_id, event.entry, event.event_id, event.at, arrival.key)
    for _ in range(TRIES):
        after = before.after(Fact.REPLIED) if recorded.by_a_person else before
        try:
            stories.receive(reply, event, before, after, [_case(event)] if recorded.by_a_person else [])
        except Conflict:
            before = stories.interview(event.application_id, event.entry)
            continue
        return
    raise Conflict("interview")


def _event(claim: Claim, arrival: Arrival, mail: ReceivedMail, application: Application) -> TrackingEvent:
    machine = automatic(mail)
    detail = {
        "automatic": machine,
        "warning": _warning(arrival),
        "sender": "" if same_mailbox(mail.sender) == same_mailbox(application.email) else mail.sender or "?",
        "subject": mail.subject,
        "text": _cut(mail.text, _SHOWN_CHARACTERS),
        "files": ", ".join(mail.files),
    }
    return TrackingEvent(
        application_id=claim.application_id,
        entry=claim.entry,
        event_id=_identity(claim, mail),
        name=AUTOMATIC if machine else Fact.REPLIED,
        at=arrival.at,
        source=_SOURCE,
        detail={name: value for name, value in detail.items() if value},
    )


def _identity(claim: Claim, mail: ReceivedMail) -> str:
    """The mail's own: delivered twice, it is one, though the two differ in what mail systems wrote on top."""
    said = "\x1f".join((mail.sender, mail.header("date"), mail.subject, mail.text, *mail.files))
    digest = sha256(said.encode(errors="replace")).hexdigest()
    return derived(claim.application_id, claim.entry, "reply", mail.message_id, digest)


def _warning(arrival: Arrival) -> str:
    """What SES has found against a mail, the worst first; '' for nothing."""
    if arrival.fails("virus"):
        return "virus"
    if arrival.fails("spam"):
        return "spam"
    return "unverified_sender" if arrival.fails("dmarc") else ""


def _cut(text: str, characters: int) -> str:
    return text if len(text) <= characters else text[:characters].rstrip() + _CUT


def _case(event: TrackingEvent) -> ExceptionCase:
    """What HR is told of it."""
    return ExceptionCase(
        application_id=event.application_id,
        entry=event.entry,
        case_id=derived(event.event_id, "case"),
        kind=Fact.REPLIED,
        at=event.at,
        detail={name: _cut(value, _NOTICE_CHARACTERS) for name, value in event.detail.items()},
    )
