"""What a bulk action does to one application. Done again after a crash, it finds itself done (B3, R3, R5)."""

from collections.abc import Callable
from datetime import datetime

from functions.bulk.foresee import Foresight
from functions.bulk.ports import Setup, Stories
from mianyue.cancelling import call_off
from mianyue.domain.bulk import Bulk, BulkKind, Outcome
from mianyue.domain.errors import NotFound
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact
from mianyue.domain.tracking import Story
from mianyue.moving import Mover

_OUTCOMES = {"moved": Outcome.ACTED, "unchanged": Outcome.UNCHANGED, "conflict": Outcome.CONFLICT}


class Actor:
    """Acts for the person who has begun a bulk action, by the set-up as it stands then."""

    def __init__(self, bulk: Bulk, stories: Stories, setup: Setup, clock: Callable[[], datetime]) -> None:
        self._bulk = bulk
        self._stories = stories
        self._setup = setup
        self._clock = clock

    def act(self, application_id: str, seen: int) -> Outcome:
        """Move, invite or release one application; what came of it."""
        try:
            return self._act(application_id, seen)
        except NotFound:  # erased since
            return Outcome.MISSING

    def _act(self, application_id: str, seen: int) -> Outcome:
        match self._bulk.kind:
            case BulkKind.MOVE:
                return self._move(application_id, seen)
            case BulkKind.INVITE:
                return self._invite(application_id, seen)
            case BulkKind.WITHDRAW:
                return self._release(self._stories.story(application_id), seen)

    def _move(self, application_id: str, seen: int) -> Outcome:
        """Into no stage that HR has removed since: nobody would find the application there."""
        if self._bulk.stage not in self._setup.company.stages:
            done = self._entered(self._stories.story(application_id))
            return Outcome.ACTED if done else Outcome.STAGE_GONE
        return _OUTCOMES[self._mover().move(application_id, seen, self._bulk.stage).outcome]

    def _entered(self, story: Story) -> bool:
        """Done before a crash."""
        return any(entry.batch == self._bulk.bulk_id for entry in story.entries)

    def _invite(self, application_id: str, seen: int) -> Outcome:
        """Into the same stage once more, unless the rules have come to invite nobody there: no entry for nothing."""
        story = self._stories.story(application_id)
        done = self._entered(story)
        foresight = Foresight(self._bulk.kind, "", self._bulk.bulk_id, self._setup, self._clock())
        if not done and story.application.entry == seen and not foresight.of(story, seen).acts:
            return Outcome.UNCHANGED
        return _OUTCOMES[self._mover().enter_again(application_id, seen).outcome]

    def _release(self, story: Story, seen: int) -> Outcome:
        """Out of the interviews that HR has seen; none of those that somebody has made since."""
        before = self._released_before(story)
        if story.application.entry != seen:
            return Outcome.ACTED if before else Outcome.CONFLICT
        open_ = [each.number for each in story.interviews if each.closed is None and each.number <= seen]
        released = [self._call_off(story, number) for number in open_]
        return Outcome.ACTED if any(released) or before else Outcome.UNCHANGED

    def _call_off(self, story: Story, number: int) -> bool:
        application_id = story.application.application_id
        return call_off(self._stories, application_id, number, self._bulk.bulk_id, at=self._clock())

    def _released_before(self, story: Story) -> bool:
        ours = {
            derived(each.application_id, each.number, Fact.CANCELLED, self._bulk.bulk_id) for each in story.interviews
        }
        return any(event.event_id in ours for event in story.events)

    def _mover(self) -> Mover:
        bulk = self._bulk
        closing = self._setup.company.closing_stages
        return Mover(self._stories, closing, by=bulk.created_by, now=self._clock(), batch=bulk.bulk_id, held=True)
