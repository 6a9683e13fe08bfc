"""What must hold of new links in every history: not asked for too often, and no reminder right behind one (P6)."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from mianyue.adapters.items import Item, decode
from mianyue.adapters.keys import interview_key
from mianyue.adapters.table import Key
from mianyue.domain.interview import Interview
from mianyue.domain.message import REMINDERS, Kind, Message
from mianyue.domain.moments import parse_stamp
from mianyue.domain.reminder import ordinal_of
from tests.simulators.world import World

ASKED = "link_asked"
_BETWEEN = timedelta(minutes=10)
_DAY, _MOST = timedelta(days=1), 3
_EARLY = 60.0
"""Seconds that a reminder may come before its moment: schedules are exact to a minute."""


class FreshLinkPromises:
    """Watches a world from its first write; `breaks` is told what it has seen, in words."""

    def __init__(self, world: World, breaks: Callable[[str], None]) -> None:
        self._world = world
        self._breaks = breaks
        world.on_write.append(self._written)

    def _written(self, _: Key, before: Item | None, after: Item | None) -> None:
        if before is None and after and after["type"]["S"] == "message":
            message = decode(Message, after)
            if message.kind in REMINDERS and ordinal_of(message):
                self._reminded(message)

    def _reminded(self, message: Message) -> None:
        """Who has asked for a link has been sent one: silence is counted from then on."""
        item = self._world.item(interview_key(message.application_id, message.entry))
        assert item, "a reminder of no interview"
        interview = decode(Interview, item)
        delay = interview.unopened_after_seconds
        if message.kind is Kind.UNCONFIRMED_REMINDER:
            delay = interview.unconfirmed_after_seconds or delay
        last = max((parse_stamp(each).timestamp() for each in interview.links_asked), default=float("-inf"))
        if self._world.hub.now < last + delay - _EARLY - 2 * self._world.skew:
            self._breaks("somebody was reminded who had just been sent a new link")


def too_often(events: Iterable[Item], causes: Collection[str]) -> Iterator[str]:
    """At rest: the askings of one interview that a mail has come of, as their processes saw the time."""
    asked = sorted(_at(each) for each in events if each["name"]["S"] == ASKED and each["event_id"]["S"] in causes)
    if any(later - earlier < _BETWEEN for earlier, later in pairwise(asked)):
        yield "two new links were asked for within ten minutes"
    if any(last - first < _DAY for first, last in zip(asked, asked[_MOST:], strict=False)):
        yield "more than three new links were asked for in a day"


def _at(event: Item) -> datetime:
    return parse_stamp(event["at"]["S"])
