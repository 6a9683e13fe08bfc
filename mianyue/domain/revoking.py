"""The address that an interview's mails go to has changed: what the old one was sent opens nothing any more (P6)."""

from datetime import datetime
from typing import NamedTuple

from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview
from mianyue.domain.suppression import same_mailbox
from mianyue.domain.tracking import TrackingEvent


class Revoked(NamedTuple):
    """An interview whose links have stopped working, and the event that says so."""

    before: Interview
    after: Interview
    event: TrackingEvent


def moves_on(old: str, new: str) -> bool:
    """Whether mails go to somebody else's mailbox from here on; where there was none before, nobody holds a link."""
    return bool(old) and same_mailbox(old) != same_mailbox(new)


def revoked(interview: Interview, *, at: datetime) -> Revoked:
    """The interview with links made anew, be it over or not: a move that is gone back on may bring it back."""
    after = interview.after(Fact.ADDRESS_CHANGED)
    event = TrackingEvent(
        application_id=interview.application_id,
        entry=interview.number,
        event_id=derived(interview.application_id, interview.number, Fact.ADDRESS_CHANGED, after.link_version),
        name=Fact.ADDRESS_CHANGED,
        at=at,
        source="hr",
    )
    return Revoked(interview, after, event)
