"""What calling off an interview comes to (R5)."""

from datetime import datetime
from typing import NamedTuple

from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview, Side
from mianyue.domain.message import Kind, Message, new_message
from mianyue.domain.tracking import TrackingEvent


class CalledOff(NamedTuple):
    """One interview that ends: written whole, in the write of whatever ends it."""

    before: Interview
    after: Interview
    event: TrackingEvent
    messages: tuple[Message, ...]


def called_off(interview: Interview, cause: str, *, source: str, at: datetime, **detail: str) -> CalledOff:
    """What ending an open interview comes to: no link, no mail but the one that says so, where its rule wants it.

    `cause` tells this ending apart from another one; told twice, it is one. Who has declined needs no such mail.
    """
    event = TrackingEvent(
        application_id=interview.application_id,
        entry=interview.number,
        event_id=derived(interview.application_id, interview.number, Fact.CANCELLED, cause),
        name=Fact.CANCELLED,
        at=at,
        source=source,
        detail=detail,
    )
    told = interview.withdrawal_mail and interview.written_to and Side.DECLINED not in interview.sides
    mails = (new_message(interview, Kind.WITHDRAWAL, event.event_id, now=at),) if told else ()
    return CalledOff(interview, interview.after(Fact.CANCELLED), event, mails)
