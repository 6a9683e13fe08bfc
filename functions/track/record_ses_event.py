"""An SES event becomes a fact of its interview, once and forward only (K1, K2, K5)."""

from functions.track.read_ses_event import SesEvent
from mianyue.domain.errors import NotFound
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact
from mianyue.domain.tracking import ExceptionCase, TrackingEvent
from mianyue.recording import Stories, record_fact
from mianyue.settling import Outbox, settle_sent

_CASES = frozenset({Fact.BOUNCED, Fact.COMPLAINED})


def record_ses_event(stories: Stories, outbox: Outbox, told: SesEvent) -> str:
    """Write one event; what came of it, as one word.

    Whatever SES says of a mail, it has accepted it: that settles the message first, if nothing else has
    (decision 4).
    """
    event = told.event
    try:
        _settle(outbox, told)
        if told.fact is None:
            _only_shown(stories, event)
        elif told.fact is not Fact.SENT:
            record_fact(stories, told.fact, event, cases=_case(told.fact, event))
    except NotFound:  # erased since, or another deployment's: nothing to record it on
        return "unknown"
    return event.name


def _settle(outbox: Outbox, told: SesEvent) -> None:
    event = told.event
    settle_sent(
        outbox,
        event.application_id,
        event.entry,
        event.message_id,
        provider_id=told.provider_id,
        at=told.accepted_at,
    )


def _only_shown(stories: Stories, event: TrackingEvent) -> None:
    interview = stories.interview(event.application_id, event.entry)
    stories.record(event, interview, interview)


def _case(fact: Fact, event: TrackingEvent) -> list[ExceptionCase]:
    """A bounce or complaint is for HR to look at, once for each mail (K5)."""
    if fact not in _CASES:
        return []
    return [
        ExceptionCase(
            application_id=event.application_id,
            entry=event.entry,
            case_id=derived(event.event_id, fact),
            kind=fact,
            at=event.at,
            message_id=event.message_id,
            detail=event.detail,
        )
    ]
