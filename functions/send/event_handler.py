"""A new event of an interview: whether its reminders are still needed. Loaded with the first such event."""

from functions.send.review_reminders import review_reminders
from functions.send.wiring import Parts
from mianyue.adapters.aws_client import AwsError
from mianyue.adapters.log import log
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.wire import NoAnswerError
from mianyue.domain.errors import NotFound


def review(wired: Parts, application_id: str, entry: int) -> None:
    """Review the reminders of one interview. What fails is left to the sweep: it must not hold up the stream."""
    try:
        outcome = review_reminders(StoryStore(wired.table), wired.schedules, application_id, entry)
    except NotFound:  # erased since
        outcome = "unknown"
    except (AwsError, NoAnswerError) as error:
        outcome = type(error).__name__
    log("review", application=application_id, entry=entry, outcome=outcome)
