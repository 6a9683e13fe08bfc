"""An SES event becomes a fact of its interview, once and forward only (K1, K2, K3, K5)."""

from copy import replace
from typing import Protocol

from functions.track.lost_address import lost_address
from functions.track.read_ses_event import REFUSALS, SesEvent
from mianyue.domain.errors import NotFound
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact
from mianyue.domain.sights import seen_by
from mianyue.domain.tracking import ExceptionCase, Story, TrackingEvent
from mianyue.domain.verdicts import verdict
from mianyue.recording import Stories as RecordingStories
from mianyue.recording import record_fact, record_look
from mianyue.settling import RefusingOutbox, settle_refused, settle_sent

_LOSES = frozenset({Fact.BOUNCED, Fact.COMPLAINED})
_LOOKS = frozenset({Fact.OPENED, Fact.CLICKED})


class Stories(RecordingStories, Protocol):
    """What recording an event of SES needs of the table."""

    def story(self, application_id: str) -> Story:
        """Everything about one application. Raises NotFound."""


def record_ses_event(stories: Stories, outbox: RefusingOutbox, told: SesEvent) -> str:
    """Write one event; what came of it, as one word.

    Whatever SES says of a mail, it has accepted it: that settles the message first, if nothing else has
    (decision 4).
    """
    try:
        _settle(outbox, told)
        if not _refused(stories, outbox, told):
            _record(stories, outbox, told)
    except NotFound:  # erased since, or another deployment's: nothing to record it on
        return "unknown"
    return told.event.name


def _record(stories: Stories, outbox: RefusingOutbox, told: SesEvent) -> None:
    fact, event = told.fact, told.event
    if fact is None:
        _only_shown(stories, event)
    elif fact in _LOOKS:
        record_look(stories, fact, _judged(told, stories.story(event.application_id)))
    elif fact in _LOSES:
        record_fact(stories, fact, event, **lost_address(outbox, told, _case(fact, event))._asdict())
    elif fact is not Fact.SENT:
        record_fact(stories, fact, event)


def _judged(told: SesEvent, story: Story) -> TrackingEvent:
    """Who has opened or clicked, as far as can be told by now; told again, it is the first verdict that stays."""
    agent = told.event.detail.get("user_agent", "")
    by, why = verdict(seen_by(told.event, story, user_agent=agent, network=told.network))
    return replace(told.event, verdict=by, why=why)


def _settle(outbox: RefusingOutbox, told: SesEvent) -> None:
    event = told.event
    settle_sent(
        outbox,
        event.application_id,
        event.entry,
        event.message_id,
        provider_id=told.provider_id,
        at=told.accepted_at,
    )


def _refused(stories: Stories, outbox: RefusingOutbox, told: SesEvent) -> bool:
    """The mail has failed by this event: HR is asked what to do."""
    case = _case("mail_rejected", told.event)
    return told.kind in REFUSALS and settle_refused(stories, outbox, told.event, case, provider_id=told.provider_id)


def _only_shown(stories: Stories, event: TrackingEvent) -> None:
    interview = stories.interview(event.application_id, event.entry)
    stories.record(event, interview, interview)


def _case(kind: str, event: TrackingEvent) -> ExceptionCase:
    """What HR has to look at, once for each event (K5)."""
    return ExceptionCase(
        application_id=event.application_id,
        entry=event.entry,
        case_id=derived(event.event_id, kind),
        kind=kind,
        at=event.at,
        message_id=event.message_id,
        detail=event.detail,
    )
