"""What a bulk action would do to one application, by the very rules that will decide (B3, R2)."""

from copy import replace
from datetime import datetime
from typing import NamedTuple

from functions.bulk.ports import Setup
from mianyue.domain.application import StageEntry, entry_of
from mianyue.domain.bulk import BulkKind
from mianyue.domain.calling_off import CalledOff, called_off, ended_by
from mianyue.domain.rules import send_at, verdict
from mianyue.domain.tracking import Story


class Foreseen(NamedTuple):
    """`acts`: it is on the list. `invited_at`: an invitation follows then. `told`: so many mails at `told_at` say that
    an interview is cancelled. `reason`: why it does not act, or why nobody is invited (of a withdrawal: told).

    Reasons are those of `verdict`, and `there_already`, `moved_on`, `not_found`, `nothing_open`, `no_address`,
    `not_told`.
    """

    acts: bool
    invited_at: datetime | None = None
    reason: str = ""
    told: int = 0
    told_at: datetime | None = None

    @property
    def mails(self) -> list[datetime]:
        """When each mail goes out."""
        told = [self.told_at] * self.told if self.told_at else []
        return [*told, self.invited_at] if self.invited_at else told


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
            entered = self._entered(story, story.application.stage)
            return entered if entered.invited_at else Foreseen(False, reason=entered.reason)
        if story.application.stage == self.stage:
            return Foreseen(False, reason="there_already")
        return self._entered(story, self.stage)

    def _entered(self, story: Story, stage: str) -> Foreseen:
        """What comes of entering a stage: an invitation, and the end of interviews that do not stand there (R5)."""
        entry = self._entry(story, stage)
        ended = ended_by(entry, story.interviews, self.setup.company.closing_stages)
        return self._telling(self._invited(story, entry), ended)

    def _invited(self, story: Story, entry: StageEntry) -> Foreseen:
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
        ended = [called_off(each, self.bulk_id, source="hr", at=self.at) for each in open_]
        return self._telling(Foreseen(True, reason="not_told"), ended)

    def _telling(self, foreseen: Foreseen, ended: list[CalledOff]) -> Foreseen:
        """With the mails that tell of interviews that end: they go out with the write that ends them."""
        told = sum(len(each.messages) for each in ended)
        if not told:
            return foreseen
        return replace(foreseen, told=told, told_at=self.at)

    def _entry(self, story: Story, stage: str) -> StageEntry:
        """The stage entry that the bulk action would make."""
        after = story.application.moved(stage)
        return entry_of(after, at=self.at, by="", batch=self.bulk_id, held=True)
