"""Cases: what waits for HR, and settling it (H1)."""

from dataclasses import replace
from datetime import datetime
from itertools import batched

from functions.portal_api.ports import Listing, Outbox, SendQueue, Stories
from mianyue.domain.application import Application
from mianyue.domain.errors import Conflict, InvalidInput, NotFound, Refused
from mianyue.domain.message import Message, Status
from mianyue.domain.tracking import ExceptionCase, Story

DOUBTFUL = "doubtful"


def open_cases(listing: Listing) -> list[tuple[ExceptionCase, Application]]:
    """The open cases, newest first, each with its application."""
    cases = listing.open_cases()
    found: dict[str, Application] = {}
    for some in batched(dict.fromkeys(case.application_id for case in cases), 100, strict=False):
        found |= listing.applications(set(some))
    return [(case, found[case.application_id]) for case in cases if case.application_id in found]


class CaseDesk:
    """Settles cases."""

    def __init__(self, stories: Stories, outbox: Outbox, queue: SendQueue) -> None:
        self._stories = stories
        self._outbox = outbox
        self._queue = queue

    def settle(
        self, application_id: str, case_id: str, resolution: str, *, by: str, now: datetime
    ) -> tuple[ExceptionCase, Application]:
        """The settled case with its application.

        Raises NotFound, InvalidInput (`resolution_not_offered`), Refused (`case_resolved`).
        """
        story = self._stories.story(application_id)
        case = next((each for each in story.cases if each.case_id == case_id), None)
        if case is None:
            raise NotFound("case")
        if resolution != "done" and case.kind != DOUBTFUL:
            raise InvalidInput("resolution", "resolution_not_offered", resolution)
        if case.resolved_at:
            raise Refused("case_resolved")
        settled = replace(case, resolved_at=now, resolved_by=by, resolution=resolution)
        try:
            self._write(story, settled, now)
        except Conflict as error:
            raise Refused("case_resolved") from error
        return settled, story.application

    def _write(self, story: Story, case: ExceptionCase, now: datetime) -> None:
        message = _doubtful_message(story, case)
        if message is None:
            self._stories.resolve(case)
        elif case.resolution == "send_again":
            self._queue.message(self._outbox.requeue_doubtful(message, case, now))
        else:
            self._outbox.give_up_doubtful(message, case)


def _doubtful_message(story: Story, case: ExceptionCase) -> Message | None:
    """The message the case is about, while it still is in doubt: its Send event may have come after all."""
    if case.kind != DOUBTFUL:
        return None
    messages = (each for each in story.messages if each.message_id == case.message_id)
    return next((each for each in messages if each.status is Status.DOUBTFUL), None)
