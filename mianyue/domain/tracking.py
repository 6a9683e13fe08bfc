"""Tracking events, exceptions and the story they make up with the rest of an application (K1, H1)."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from mianyue.domain.application import Application, StageEntry
from mianyue.domain.hit import RawHit
from mianyue.domain.interview import Interview
from mianyue.domain.message import Message
from mianyue.domain.question import ASKED, Question
from mianyue.domain.reminder import Reminder

_NOTHING: Mapping[str, str] = MappingProxyType({})


class TrackingEvent(NamedTuple):
    """Something that happened, once: the same identity is the same event, however often it is told.

    `source` is `ses`, `link`, `candidate`, `hr`, `platform` or `system`; `detail` holds plain facts
    (a bounce's subtype, a chosen time), never a name or address.
    """

    application_id: str
    entry: int
    event_id: str
    name: str
    at: datetime
    source: str
    message_id: str = ""
    detail: Mapping[str, str] = _NOTHING
    verdict: str = ""
    """Of an open or click: `human` or `machine`, and `why`, as in `verdicts` (K3)."""
    why: str = ""

    @property
    def by_human(self) -> bool:
        """A person has opened or clicked."""
        return self.verdict == "human"


_ANSWERS: dict[str, tuple[str, ...]] = {
    "bounced": ("send_again", "done"),
    "complained": ("send_again", "done"),
    "suppressed": ("send_again", "done"),
    "doubtful": ("send_again", "leave"),
    "missing_value": ("send_again", "done"),
    "template_broken": ("send_again", "done"),
    "mail_rejected": ("send_again", "done"),
    "channel_missing": ("send_again", "done"),
    "no_address": ("send_again", "done"),
    ASKED: (),
}


class ExceptionCase(NamedTuple):
    """Something only HR can settle (H1). `kind` picks the sentence and the one-click answers."""

    application_id: str
    entry: int
    case_id: str
    kind: str
    at: datetime
    message_id: str = ""
    detail: Mapping[str, str] = _NOTHING
    resolved_at: datetime | None = None
    resolved_by: str = ""
    resolution: str = ""

    @property
    def answers(self) -> tuple[str, ...]:
        """How HR can settle it: `done` where all that is to do is done elsewhere; a question is answered in words."""
        return _ANSWERS.get(self.kind, ("done",))


def next_channel(following: Message | None) -> dict[str, str]:
    """What a case says of the way that is tried next, where a mail cannot arrive (K5)."""
    return {"next": following.channel if following else "no_other_channel"}


class Story(NamedTuple):
    """Everything about one application: one Query."""

    application: Application
    entries: tuple[StageEntry, ...] = ()
    interviews: tuple[Interview, ...] = ()
    messages: tuple[Message, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    events: tuple[TrackingEvent, ...] = ()
    hits: tuple[RawHit, ...] = ()
    cases: tuple[ExceptionCase, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def interview(self) -> Interview | None:
        """The newest interview, if there is one."""
        return max(self.interviews, key=lambda each: each.number, default=None)
