"""One outbound message and its way through the outbox (decision 4: sending once)."""

from collections.abc import Mapping
from copy import replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from mianyue.domain.ids import derived, message_id
from mianyue.domain.interview import Interview, Progress, Side

DOUBTFUL_AFTER = timedelta(minutes=15)
"""How long a Send event is waited for before HR is asked."""
LEFT_IN_DOUBT = "left_in_doubt"
"""Why a message has failed that HR chose not to send again."""
REFUSED = "refused_by_channel"
"""Why a message has failed that its channel had accepted, and then would not send."""
CANCELLED_BY_HR = "cancelled_by_hr"
"""Why a message or a planned reminder is dropped that HR has taken back."""
NOTICED = "opened"
"""Why a reminder of an unopened mail is dropped whose candidate has opened it: the other kind takes its place."""
INVITES = "invite"
"""Cause of the invitation that a stage entry makes."""
MAIL = "mail"
"""The channel whose mailboxes can refuse for good: bounces and complaints say nothing of the others."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Kind(StrEnum):
    """What a message is for (T1)."""

    INVITATION = "invitation"
    UNOPENED_REMINDER = "unopened_reminder"
    UNCONFIRMED_REMINDER = "unconfirmed_reminder"
    CONFIRMATION = "confirmation"
    NEW_TIME_ACCEPTED = "new_time_accepted"
    NEW_TIME_PROPOSED = "new_time_proposed"
    NEW_TIME_REFUSED = "new_time_refused"
    ANSWER = "answer"
    WITHDRAWAL = "withdrawal"
    EXPIRY = "expiry"
    FRESH_LINK = "fresh_link"


REMINDERS = frozenset({Kind.UNOPENED_REMINDER, Kind.UNCONFIRMED_REMINDER})
"""What a candidate may stop, while all else still reaches them (T6)."""


class Status(StrEnum):
    """Where a message stands. Only `queued` can be claimed; `sending` belongs to one request."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DOUBTFUL = "doubtful"
    DROPPED = "dropped"


class Message(NamedTuple):
    """One mail to one candidate. `status` changes by conditional writes only."""

    application_id: str
    entry: int
    message_id: str
    kind: Kind
    cause: str
    created_at: datetime
    due_at: datetime
    channel: str = MAIL
    status: Status = Status.QUEUED
    claimed_at: datetime | None = None
    sent_at: datetime | None = None
    provider_id: str = ""
    template: str = ""
    """Key and version of the template it was rendered from, e.g. `invitation#family:sales#zh-CN@3`."""
    reason: str = ""
    """Why it failed or was dropped."""
    tries: int = 0
    batch: str = ""
    """The import or bulk action it came of, '' for none (S1)."""
    facts: Mapping[str, str] = _NOTHING
    """What this one message says beyond its interview: `question` and `answer`, or a `note` of HR's (T2)."""
    held_for: str = ""
    """Why it was put off last: `day_full`; '' for all else, which its time tells."""

    @property
    def unsettled(self) -> bool:
        """A request was made, and that the channel took it is not written down.

        Whatever has become of the message since (HR left it, wants it sent again, or it was dropped on the way to a
        second request): if the channel says that it has the mail, it has. But what it has refused is no longer open.
        """
        return self.tries > 0 and self.status is not Status.SENT and self.reason != REFUSED

    @property
    def awaited(self) -> bool:
        """Somebody waits for it: it does not stand in line behind the many."""
        return self.kind in AWAITED

    def claimed(self, now: datetime, template: str) -> "Message":
        """The message as the one request of this claim sees it."""
        return replace(self, status=Status.SENDING, claimed_at=now, template=template, tries=self.tries + 1)


def doubt_id(message: Message) -> str:
    """The exception that asks HR about a message nobody knows the fate of: one for each try."""
    return derived(message.message_id, "doubtful", message.tries)


def new_message(
    interview: Interview,
    kind: Kind,
    cause: str,
    *,
    now: datetime,
    due_at: datetime | None = None,
    facts: Mapping[str, str] = _NOTHING,
) -> Message:
    """The message that `cause` asks for: the same cause always gives the same id."""
    return Message(
        application_id=interview.application_id,
        entry=interview.number,
        message_id=message_id(interview.application_id, interview.number, kind, cause),
        kind=kind,
        cause=cause,
        created_at=now,
        due_at=due_at or now,
        channel=interview.channels[0],
        batch=interview.batch,
        facts=facts,
    )


def another_way(message: Message, interview: Interview, now: datetime) -> Message | None:
    """What `message` was to say, over the next channel of its interview's plan (K5); None when there is none."""
    place = interview.channels.index(message.channel) + 1 if message.channel in interview.channels else 0
    if not 0 < place < len(interview.channels):
        return None
    again = new_message(interview, message.kind, message.message_id, now=now, facts=message.facts)
    return replace(again, channel=interview.channels[place])


ABOUT_WISHES = frozenset({Kind.NEW_TIME_ACCEPTED, Kind.NEW_TIME_PROPOSED, Kind.NEW_TIME_REFUSED})
"""What HR answers to somebody who has asked for another time (P2)."""
AWAITED = frozenset({*ABOUT_WISHES, Kind.CONFIRMATION, Kind.ANSWER, Kind.FRESH_LINK})
"""Kinds that somebody waits for: no thousands of other mails go before them."""
AT_ANY_HOUR = AWAITED | {Kind.WITHDRAWAL}
"""What somebody waits for, or what loses its sense overnight: quiet hours do not hold it (R6)."""
ASKING = frozenset({Kind.INVITATION, *REMINDERS})
"""Kinds that ask somebody to come."""
TO_WHO_MAY_COME = ASKING | {Kind.FRESH_LINK}
"""Kinds that lead into an interview: none for a position that is filled (R5)."""
_AFTERWARDS = {Kind.WITHDRAWAL: Side.CANCELLED, Kind.EXPIRY: Side.EXPIRED}
_UNREMINDED = frozenset({Side.REMINDERS_STOPPED, Side.REPLIED})
"""Who wants no reminders, or has written to a person: all else still reaches them (M4, K6)."""
_TO_WHO_COMES = frozenset({Kind.CONFIRMATION, Kind.NEW_TIME_ACCEPTED})
_TO_WHO_IS_ASKED = frozenset({Kind.NEW_TIME_PROPOSED, Kind.NEW_TIME_REFUSED})


def why_not(kind: Kind, interview: Interview, channel: str = MAIL) -> str:
    """Why a message of this kind must not go out now ('' when it may): read again in the claim (M4)."""
    if ended := _AFTERWARDS.get(kind):
        return _why_not_afterwards(ended, interview)
    if interview.closed and not _may_still_hear(kind, interview):
        return interview.closed.name.lower()
    if channel == MAIL and interview.lost:
        return "unreachable"
    if kind in _TO_WHO_COMES:
        return "" if interview.coming else "answered_anew"
    if kind in _TO_WHO_IS_ASKED:
        return "" if Side.ASKED_ANEW in interview.sides else "answered_anew"
    if kind is Kind.FRESH_LINK:
        return "answered" if Side.DECLINED in interview.sides else ""
    return _why_not_asked(kind, interview) if kind in ASKING else ""


def _may_still_hear(kind: Kind, interview: Interview) -> bool:
    """Who has finished and asks what comes next is answered (P3)."""
    return kind is Kind.ANSWER and interview.closed is Progress.FINISHED


def _why_not_asked(kind: Kind, interview: Interview) -> str:
    if kind in REMINDERS and (unwanted := interview.sides & _UNREMINDED):
        return min(unwanted)
    if interview.answered:
        return "answered"
    if kind is Kind.UNOPENED_REMINDER and interview.noticed:
        return NOTICED
    return ""


def _why_not_afterwards(ended: Side, interview: Interview) -> str:
    if ended not in interview.sides:
        return "still_open"
    return "" if interview.written_to else "unreachable"
