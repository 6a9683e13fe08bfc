"""The send function's second door: stage entries, as the stream brings them or the sweep finds them."""

from functions.send.route_stage_entry import route_stage_entry
from functions.send.wiring import Parts
from mianyue.adapters import clock
from mianyue.adapters.log import log
from mianyue.adapters.story_store import StoryStore


def route(wired: Parts, application_id: str, number: int, since: float = 0.0) -> None:
    """Route one stage entry by rules that were read after `since`."""
    stories, setup = StoryStore(wired.table), wired.company.setup(since)
    outcome = route_stage_entry(stories, setup, application_id, number, now=clock.now())
    log("stage_entry", application=application_id, entry=number, outcome=outcome)
