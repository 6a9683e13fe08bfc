"""Settling a case: what waits for HR is done, sent again or left (H1)."""

from copy import replace
from datetime import datetime

from functions.portal_api.ports import Outbox, SendQueue, Stories, Suppressions
from mianyue.domain.application import Application
from mianyue.domain.errors import Conflict, InvalidInput, NotFound, Refused
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview
from mianyue.domain.message import INVITES, Kind, Message, Status, new_message
from mianyue.domain.tracking import ExceptionCase, Story, TrackingEvent
from mianyue.recording import record_fact

_OF_THE_ADDRESS = frozenset({Fact.BOUNCED, Fact.COMPLAINED, Fact.SUPPRESSED})


class CaseDesk:
    """Settles cases."""

    def __init__(self, stories: Stories, outbox: Outbox, queue: SendQueue, suppressions: Suppressions) -> None:
        self._stories = stories
        self._outbox = outbox
        self._queue = queue
        self._suppressions = suppressions

    def settle(
        self, application_id: str, case_id: str, resolution: str, *, by: str, now: datetime
    ) -> tuple[ExceptionCase, Application]:
        """The settled case with its application.

        Raises NotFound, InvalidInput (`resolution_not_offered`), Refused (`case_resolved`, `still_no_address`,
        `still_suppressed`).
        """
        story = self._stories.story(application_id)
        case = next((each for each in story.cases if each.case_id == case_id), None)
        if case is None:
            raise NotFound("case")
        if resolution not in case.answers:
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
        message = _waiting_message(story, case)
        if case.kind == "no_address" and case.resolution == "send_again":
            self._outbox.add(_late_invitation(story, case, now), case)
        elif case.kind in _OF_THE_ADDRESS and case.resolution == "send_again":
            self._invite_anew(story, case, now)
        elif message and case.resolution == "send_again":
            self._queue.message(self._outbox.requeue(message, case, now))
        elif message and message.status is Status.DOUBTFUL:
            self._outbox.give_up(message, case)
        else:
            self._stories.resolve(case)

    def _invite_anew(self, story: Story, case: ExceptionCase, now: datetime) -> None:
        """HR has a working address: what was in its way counts no more, and the mail goes there.

        A mail that has come back, whatever it was, is made good by an invitation; one that never left goes itself.
        Raises Refused while no mail may go to the address.
        """
        if self._suppressions.stands(story.application.email):
            raise Refused("still_suppressed")
        interview = _interview(story, case)
        kept = next((each for each in story.messages if each.message_id == case.message_id), None)
        unsent = kept if case.kind == Fact.SUPPRESSED else None
        kind, facts = (unsent.kind, unsent.facts) if unsent else (Kind.INVITATION, {})
        again = new_message(interview, kind, case.case_id, now=now, facts=facts)
        corrected = TrackingEvent(
            application_id=case.application_id,
            entry=case.entry,
            event_id=derived(case.case_id, Fact.ADDRESS_CORRECTED),
            name=Fact.ADDRESS_CORRECTED,
            at=now,
            source="hr",
        )
        record_fact(self._stories, Fact.ADDRESS_CORRECTED, corrected, messages=[again], cases=[case])


def _interview(story: Story, case: ExceptionCase) -> Interview:
    return next(each for each in story.interviews if each.number == case.entry)


def _waiting_message(story: Story, case: ExceptionCase) -> Message | None:
    """The message the case is about, while it still waits for HR: its Send event may have come after all."""
    messages = (each for each in story.messages if each.message_id == case.message_id)
    return next((each for each in messages if each.status in (Status.DOUBTFUL, Status.FAILED)), None)


def _late_invitation(story: Story, case: ExceptionCase, now: datetime) -> Message:
    """The invitation of an interview whose candidate had no mail address. Raises Refused while there is none."""
    if not story.application.email:
        raise Refused("still_no_address")
    return new_message(_interview(story, case), Kind.INVITATION, INVITES, now=now)
