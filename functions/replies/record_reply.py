"""A mail that has come in becomes part of its interview's story, once, with all that follows from it (K6, M4).

A person's mail stops the interview's reminders and becomes a notice for HR, whoever has written it: the address is
known to nobody but the candidate and those to whom they passed the mail on, and a reminder less does no harm. From
whom it came is said where it is not the candidate's own address. A machine's answer is shown, and changes nothing; nor
does what HR itself writes to the candidate with a copy to us. Whoever has the address could send thousands of mails:
beyond `MOST` within `WITHIN` they are shown alone, and the last that HR is told of says so. (Two that arrive in the
same moment may both be the last.) An answer to what went to an address of before may be a stranger's: HR is told, and
nothing changes.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
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
from mianyue.domain.reply import ASK_HR, AUTOMATIC, BY_HR, OLD_ADDRESS, Reply
from mianyue.domain.suppression import same_mailbox
from mianyue.domain.tracking import ExceptionCase, TrackingEvent
from mianyue.recording import TRIES

MOST = 10
"""Mails of one interview that HR is told of, and handed on, within `WITHIN`."""
WITHIN = timedelta(hours=24)
_SHOWN_CHARACTERS = 4000
"""What the timeline holds of a text; the whole mail stays in the bucket as long as it is kept there."""
_NOTICE_CHARACTERS = 600
_CUT = " […]"
_SOURCE = "mail"


class Recorded(NamedTuple):
    """What came of a mail; `event` is what it left in the timeline, `told` says whether HR is to hear of it."""

    application: Application
    event: TrackingEvent
    told: bool


def whose(addresses: Addresses, arrival: Arrival, now: datetime) -> list[Claim]:
    """The interviews that a mail was written to. A forged or mistyped address is nobody's, and nothing is read."""
    found: list[Claim] = []
    for recipient in arrival.recipients:
        try:
            found.append(addresses.claim(recipient, now))
        except LinkInvalid:
            continue
    return found


def record_reply(
    stories: Stories, claim: Claim, arrival: Arrival, mail: ReceivedMail, *, own: Collection[str] = ()
) -> Recorded | None:
    """Write a mail into one interview's story, if it is not there yet; None when there is no such interview any more.

    `own` are the addresses that the company itself writes from. Raises Conflict when the interview keeps changing
    under it: the queue brings it back.
    """
    try:
        before = stories.interview(claim.application_id, claim.entry)
        application = stories.application(claim.application_id)
    except NotFound:  # erased since
        return None
    event = _event(claim, arrival, mail, application, own=own)
    if before.link_version != claim.version:
        event = _of_before(event)
    recorded = _limited(stories, Recorded(application, event, told=event.name in ASK_HR))
    _write(stories, before, recorded, arrival)
    return recorded


def _write(stories: Stories, first: Interview, recorded: Recorded, arrival: Arrival) -> None:
    """Decided on the newest interview: when somebody else was faster, it is read and decided again."""
    event, before = recorded.event, first
    reply = Reply(event.application_id, event.entry, event.event_id, event.at, arrival.key)
    for _ in range(TRIES):
        after = before.after(Fact.REPLIED) if event.name == Fact.REPLIED else before
        try:
            stories.receive(reply, event, before, after, [_case(event)] if recorded.told else [])
        except Conflict:
            before = stories.interview(event.application_id, event.entry)
            continue
        return
    raise Conflict("interview")


def _limited(stories: Stories, recorded: Recorded) -> Recorded:
    """As it is, marked as the last, or shown alone. What HR was told of before, it is told of again, and once."""
    event = recorded.event
    if not recorded.told:
        return recorded
    since = event.at - WITHIN
    told = {case.case_id for case in stories.told(event.application_id, event.entry, event.name) if case.at > since}
    others = len(told - {_case_id(event)})
    if others < MOST - 1:
        return recorded
    if others >= MOST and _case_id(event) not in told:
        return recorded._replace(told=False)
    return recorded._replace(event=event._replace(detail={**event.detail, "limit": "last"}))


def _event(
    claim: Claim, arrival: Arrival, mail: ReceivedMail, application: Application, *, own: Collection[str]
) -> TrackingEvent:
    detail = {
        "automatic": automatic(mail),
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
        name=_name(detail, own),
        at=arrival.at,
        source=_SOURCE,
        detail={name: value for name, value in detail.items() if value},
    )


def _of_before(event: TrackingEvent) -> TrackingEvent:
    """It answers a mail to an address of before; where it was written to that of now as well, it counts for both."""
    known = event.detail.get("warning", "")
    return event._replace(
        event_id=derived(event.event_id, OLD_ADDRESS),
        name=OLD_ADDRESS if event.name == Fact.REPLIED else event.name,
        detail={**event.detail, "warning": known if known in ("virus", "spam") else OLD_ADDRESS},
    )


def _name(detail: Mapping[str, str], own: Collection[str]) -> str:
    """Who has written: a machine, HR itself, or somebody whom HR is to hear. HR as a candidate of its own is heard."""
    if detail["automatic"]:
        return AUTOMATIC
    return BY_HR if same_mailbox(detail["sender"]) in own else Fact.REPLIED


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
        case_id=_case_id(event),
        kind=event.name,
        at=event.at,
        detail={name: _cut(value, _NOTICE_CHARACTERS) for name, value in event.detail.items()},
    )


def _case_id(event: TrackingEvent) -> str:
    return derived(event.event_id, "case")
