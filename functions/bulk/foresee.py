"""What a bulk action would do to one application, by the very rules that will decide (B3, R2)."""

from datetime import datetime
from typing import NamedTuple

from functions.bulk.ports import Setup
from mianyue.domain.application import StageEntry, entry_of
from mianyue.domain.bulk import BulkKind
from mianyue.domain.calling_off import called_off
from mianyue.domain.rules import send_at, verdict
from mianyue.domain.tracking import Story


class Foreseen(NamedTuple):
    """`acts`: it is on the list. `mail_at`: a mail follows then. `reason`: why it does not act, or why no mail follows.

    Reasons are those of `verdict`, and `there_already`, `moved_on`, `not_found`, `nothing_open`, `no_address`,
    `not_told`.
    """

    acts: bool
    mail_at: datetime | None = None
    reason: str = ""


class Foresight(NamedTuple):
    """One bulk action that is to begin at `at`."""

    kind: BulkKind
    stage: str
    bulk_id: str
    setup: Setup
    at: datetime

    def of(self, story: Story, seen: int) -> Foreseen:
        """What becomes of an application that HR has seen in its stage entry `seen`."""
        if story.application.entry != seen:
            return Foreseen(False, reason="moved_on")
        if self.kind is BulkKind.WITHDRAW:
            return self._released(story)
        if self.kind is BulkKind.INVITE:
            invited = self._invited(story, story.application.stage)
            return Foreseen(bool(invited.mail_at), invited.mail_at, invited.reason)
        if story.application.stage == self.stage:
            return Foreseen(False, reason="there_already")
        return self._invited(story, self.stage)

    def _invited(self, story: Story, stage: str) -> Foreseen:
        entry = self._entry(story, stage)
        position = self.setup.position(story.application.position_id)
        found = verdict(self.setup.rules, story, position, entry)
        if found.rule is None:
            return Foreseen(True, reason=found.reason)
        if not story.application.email:
            return Foreseen(True, reason="no_address")
        zone = story.application.zone
        return Foreseen(True, send_at(found.rule, self.setup.company, position, entry, zone=zone, now=self.at))

    def _released(self, story: Story) -> Foreseen:
        open_ = [each for each in story.interviews if each.closed is None]
        if not open_:
            return Foreseen(False, reason="nothing_open")
        told = any(called_off(each, self.bulk_id, source="hr", at=self.at).messages for each in open_)
        return Foreseen(True, self.at if told else None, "" if told else "not_told")

    def _entry(self, story: Story, stage: str) -> StageEntry:
        """The stage entry that the bulk action would make."""
        after = story.application.moved(stage)
        return entry_of(after, at=self.at, by="", batch=self.bulk_id, held=True)
