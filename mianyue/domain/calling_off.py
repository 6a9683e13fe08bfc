"""What calling off an interview comes to (R5)."""

from collections.abc import Collection, Iterable
from copy import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from mianyue.domain.application import StageEntry
from mianyue.domain.ids import derived, message_id
from mianyue.domain.interview import Fact, Interview, Progress, Side
from mianyue.domain.message import Kind, Message, new_message
from mianyue.domain.tracking import TrackingEvent

AT_ONCE = timedelta(0)


class CalledOff(NamedTuple):
    """One interview that ends: written whole, in the write of whatever ends it."""

    before: Interview
    after: Interview
    event: TrackingEvent
    messages: tuple[Message, ...]


def called_off(
    interview: Interview, cause: str, *, source: str, at: datetime, hold: timedelta = AT_ONCE, **detail: str
) -> CalledOff:
    """What ending an open interview comes to: no link, no mail but the one that says so, where its rule wants it.

    `cause` tells this ending apart from another one; told twice, it is one. The mail waits for `hold`, in which HR can
    take it back (R4). Who has declined needs no such mail.
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
    after, mails = withdrawn(interview.after(Fact.CANCELLED), at, hold=hold)
    return CalledOff(interview, after, event, mails)


def ended_by(
    entry: StageEntry, interviews: Iterable[Interview], closing: Collection[str], *, hold: timedelta = AT_ONCE
) -> list[CalledOff]:
    """The open interviews that do not outlive a stage entry; `closing` are the stages that end an application."""
    cause, at, stage = str(entry.number), entry.entered_at, entry.stage
    return [
        called_off(interview, cause, source="system", at=at, hold=hold, stage=stage)
        for interview in interviews
        if interview.closed is None and not interview.stands(stage, closing)
    ]


def withdrawn(
    interview: Interview, now: datetime, *, hold: timedelta = AT_ONCE
) -> tuple[Interview, tuple[Message, ...]]:
    """A cancelled interview with the mail that tells its candidate so, if there is still one to write.

    Told is who has had a mail of it and has not declined; also who seemed not to have had one when it ended, once a
    late event says otherwise. The mail stands in the same write as what is returned.
    """
    if interview.closed is not Side.CANCELLED or interview.withdrawn or not _wants_withdrawal(interview):
        return interview, ()
    mail = new_message(interview, Kind.WITHDRAWAL, _cause(interview), now=now, due_at=now + hold)
    return replace(interview, withdrawn=True, rev=interview.rev + 1), (mail,)


def withdrawal_id(interview: Interview) -> str:
    """Id of the mail that tells of a cancelled interview's end."""
    return message_id(interview.application_id, interview.number, Kind.WITHDRAWAL, _cause(interview))


def _cause(interview: Interview) -> str:
    """Each end has a mail of its own: one that was taken back may come once more, and has raised the calendar."""
    return f"{Fact.CANCELLED}-{interview.calendar_sequence}"


def _wants_withdrawal(interview: Interview) -> bool:
    """Who has said yes is told whatever the rule says: that mail takes the entry out of their calendar, too."""
    told = interview.withdrawal_mail or interview.progress >= Progress.CONFIRMED
    return told and interview.written_to and Side.DECLINED not in interview.sides
