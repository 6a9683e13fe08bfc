"""An application's story as one list, newest first (K1)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from mianyue.domain.question import ASKED
from mianyue.domain.reply import ASK_HR
from mianyue.domain.sights import seen_by_hit
from mianyue.domain.tracking import Story
from mianyue.domain.verdicts import verdict

_SAID = ASK_HR | {ASKED}
"""Cases about words that stand in the timeline already."""


@dataclass(frozen=True)
class Happening:
    """One thing that happened."""

    at: datetime
    kind: Literal["entry", "event", "hit", "message", "case"]
    name: str
    source: str
    message_id: str = ""
    detail: dict[str, str] = field(default_factory=dict)
    verdict: str = ""
    why: str = ""


def timeline(story: Story) -> list[Happening]:
    """Everything that happened to an application, newest first."""
    return sorted(_happenings(story), key=lambda each: each.at, reverse=True)


def _happenings(story: Story) -> Iterator[Happening]:
    for entry in story.entries:
        yield Happening(entry.entered_at, "entry", entry.stage, _source(entry.entered_by))
    for message in story.messages:
        detail = {"status": message.status.value, "reason": message.reason, "template": message.template}
        yield Happening(message.created_at, "message", message.kind, "system", message.message_id, detail)
    for event in story.events:
        judged = {"verdict": event.verdict, "why": event.why}
        yield Happening(event.at, "event", event.name, event.source, event.message_id, dict(event.detail), **judged)
    for hit in story.hits:
        detail = {"method": hit.method, "user_agent": hit.user_agent}
        by, why = verdict(seen_by_hit(hit, story))
        yield Happening(hit.at, "hit", "link", "link", detail=detail, verdict=by, why=why)
    for case in story.cases:
        said = {} if case.kind in _SAID else dict(case.detail)
        detail = said | {"case_id": case.case_id, "resolution": case.resolution}
        yield Happening(case.at, "case", case.kind, "system", case.message_id, detail)


def _source(entered_by: str) -> str:
    """`import:…` is an import; anything else is a person of HR, whose id says nothing to a reader."""
    return "import" if entered_by.startswith("import:") else "hr"
