"""An application enters another stage: one write, with what that makes of its open interviews (R1, R5)."""

from collections.abc import Collection, Iterable
from copy import replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, Protocol

from mianyue.domain.application import Application, StageEntry, entry_of
from mianyue.domain.bringing_back import BroughtBack, brought_back, undone
from mianyue.domain.calling_off import CalledOff, ended_by
from mianyue.domain.errors import Conflict
from mianyue.domain.tracking import Story
from mianyue.recording import TRIES

type Outcome = Literal["moved", "unchanged", "conflict"]


class Stories(Protocol):
    """What moving needs of the table."""

    def story(self, application_id: str) -> Story:
        """The whole story. Raises NotFound."""

    def enter(
        self,
        before: Application,
        after: Application,
        entry: StageEntry,
        ended: Iterable[CalledOff],
        *,
        left: StageEntry | None,
        back: Iterable[BroughtBack],
    ) -> None:
        """The new stage, its entry, the interviews it ends and those it brings back, all or nothing.

        `left` is the entry the application leaves, as it was read. Raises Conflict, also when it has been routed since.
        """


class Moved(NamedTuple):
    """What came of one application; `entry` is where it stands now."""

    application_id: str
    outcome: Outcome
    entry: int


class Mover(NamedTuple):
    """Moves for one person at one moment. `closing` are the stages that end an application.

    `batch` names the bulk action it belongs to; `held` says that HR had their time to take that back. What a move tells
    candidates waits for `hold`, and so long it can be gone back on (R4).
    """

    stories: Stories
    closing: Collection[str]
    by: str
    now: datetime
    batch: str = ""
    held: bool = False
    hold: timedelta = timedelta(0)

    def move(self, application_id: str, seen: int, stage: str) -> Moved:
        """Move an application on from the entry its mover saw; asked again, it is there already. Raises NotFound."""
        return self._enter(application_id, seen, stage, again=False)

    def enter_again(self, application_id: str, seen: int) -> Moved:
        """Let an application enter the stage it stands in once more, for the rules to look at. Raises NotFound."""
        return self._enter(application_id, seen, "", again=True)

    def _enter(self, application_id: str, seen: int, stage: str, *, again: bool) -> Moved:
        for _ in range(TRIES):
            story = self.stories.story(application_id)
            before = story.application
            if self._done_before(story):
                return Moved(application_id, "moved", before.entry)
            if not again and before.stage == stage:
                return Moved(application_id, "unchanged", before.entry)
            if before.entry != seen:
                return Moved(application_id, "conflict", before.entry)
            after = before.moved(stage or before.stage)
            entry = entry_of(after, at=self.now, by=self.by, batch=self.batch, held=self.held)
            ended = ended_by(entry, story.interviews, self.closing, hold=self.hold)
            back = brought_back(story, entry, self.closing, within=self.hold)
            if undone(story, entry, back):
                entry = replace(entry, routed_at=self.now)
            try:
                self.stories.enter(before, after, entry, ended, left=_left(story), back=back)
            except Conflict:  # somebody was faster, at this application or at one of its interviews
                continue
            return Moved(application_id, "moved", after.entry)
        raise Conflict("application")

    def _done_before(self, story: Story) -> bool:
        """A bulk action that was interrupted comes by again: its own entry is there, whoever has moved on since."""
        return bool(self.batch) and any(each.batch == self.batch for each in story.entries)


def _left(story: Story) -> StageEntry | None:
    """Where the application stands: while that is being routed, an interview may come of it that nobody has seen."""
    return next((each for each in story.entries if each.number == story.application.entry), None)
