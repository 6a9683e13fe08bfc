"""What HR answers to a candidate who has asked for another time (P2): one write, with all that follows from it."""

from collections.abc import Callable, Mapping
from copy import replace
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from functions.portal_api.ports import Stories
from mianyue.domain.application import Application
from mianyue.domain.errors import Conflict, InvalidInput, NotFound, Refused
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview, Side
from mianyue.domain.message import Kind, Message, new_message
from mianyue.domain.moments import stamp
from mianyue.domain.tracking import ExceptionCase, Story, TrackingEvent
from mianyue.recording import TRIES

FURTHEST_PROPOSAL = timedelta(days=90)
_SAYS = {
    Fact.NEW_TIME_ACCEPTED: (Kind.NEW_TIME_ACCEPTED, "accepted"),
    Fact.NEW_TIME_PROPOSED: (Kind.NEW_TIME_PROPOSED, "proposed"),
    Fact.NEW_TIME_REFUSED: (Kind.NEW_TIME_REFUSED, "refused"),
}
"""The mail that tells the candidate, and what the case is closed with."""
_SPOKEN = frozenset({Fact.CONFIRMED, Fact.DECLINED, Fact.NEW_TIME_ASKED, Fact.STARTED})


class _Asked(NamedTuple):
    """A wish that waits: its case, and the interview it is about."""

    application: Application
    case: ExceptionCase
    interview: Interview


@dataclass(frozen=True)
class WishDesk:
    """Answers wishes for one person of HR at one moment.

    Every answer gives the settled case with its application. It raises NotFound, and Refused where somebody was
    faster: `case_resolved` for a colleague, `candidate_…` for the candidate, `interview_ended`.
    """

    stories: Stories
    by: str
    now: datetime

    def accept(
        self, application_id: str, case_id: str, starts_at: datetime, note: str
    ) -> tuple[ExceptionCase, Application]:
        """One of the wished times holds, and the candidate comes. Raises InvalidInput for any other time."""

        def check(interview: Interview) -> None:
            if stamp(starts_at) not in interview.wishes:
                raise InvalidInput("starts_at", "not_wished", starts_at.isoformat())
            self._check_time(starts_at)

        return self._answer(
            application_id, case_id, Fact.NEW_TIME_ACCEPTED, note=note, check=check, starts_at=starts_at
        )

    def propose(
        self, application_id: str, case_id: str, starts_at: datetime, note: str
    ) -> tuple[ExceptionCase, Application]:
        """Yet another time, to which the candidate has to agree anew. Raises InvalidInput for one that cannot be."""
        return self._answer(
            application_id,
            case_id,
            Fact.NEW_TIME_PROPOSED,
            note=note,
            check=lambda _: self._check_time(starts_at),
            starts_at=starts_at,
        )

    def refuse(self, application_id: str, case_id: str, note: str) -> tuple[ExceptionCase, Application]:
        """The time stays as it is, and the candidate has to say anew whether they come."""
        return self._answer(application_id, case_id, Fact.NEW_TIME_REFUSED, note=note, check=self._check_still_open)

    def _check_time(self, starts_at: datetime) -> None:
        if starts_at <= self.now:
            raise InvalidInput("starts_at", "wish_in_the_past", starts_at.isoformat())
        if starts_at > self.now + FURTHEST_PROPOSAL:
            raise InvalidInput("starts_at", "proposal_too_late", starts_at.isoformat())

    def _check_still_open(self, interview: Interview) -> None:
        """Who is told that the time stays must still be able to come."""
        if self.now >= interview.deadline:
            raise Refused("refused_too_late")

    def _answer(
        self,
        application_id: str,
        case_id: str,
        fact: Fact,
        *,
        note: str,
        check: Callable[[Interview], None],
        starts_at: datetime | None = None,
    ) -> tuple[ExceptionCase, Application]:
        for _ in range(TRIES):
            asked = _asked(self.stories.story(application_id), case_id)
            check(asked.interview)
            event = self._event(asked, fact, starts_at, note.strip())
            after = asked.interview.after(fact, wishes=(), starts_at=starts_at)
            settled = replace(asked.case, resolved_at=self.now, resolved_by=self.by, resolution=_SAYS[fact][1])
            mails = self._mails(asked.application, after, fact, event, note.strip())
            try:
                written = self.stories.record(event, asked.interview, after, messages=mails, cases=[settled])
            except Conflict:  # the candidate, a colleague, or a mere report: look again
                continue
            if written:
                return settled, asked.application
        raise Conflict("interview")

    def _event(self, asked: _Asked, fact: Fact, starts_at: datetime | None, note: str) -> TrackingEvent:
        detail = {"starts_at": stamp(starts_at) if starts_at else "", "note": note}
        return TrackingEvent(
            application_id=asked.case.application_id,
            entry=asked.case.entry,
            event_id=derived(asked.case.case_id, fact),
            name=fact,
            at=self.now,
            source="hr",
            detail={name: value for name, value in detail.items() if value},
        )

    def _mails(
        self, application: Application, interview: Interview, fact: Fact, event: TrackingEvent, note: str
    ) -> list[Message]:
        if not (application.email and interview.reachable):
            return []
        facts: Mapping[str, str] = {"note": note} if note else {}
        return [new_message(interview, _SAYS[fact][0], event.event_id, now=self.now, facts=facts)]


def _asked(story: Story, case_id: str) -> _Asked:
    """The wish behind a case, as it waits. Raises NotFound, Refused."""
    case = next((each for each in story.cases if each.case_id == case_id), None)
    if case is None or case.kind != Fact.NEW_TIME_ASKED:
        raise NotFound("case")
    interview = next(each for each in story.interviews if each.number == case.entry)
    if interview.closed:
        raise Refused("interview_ended")
    if case.resolved_at or Side.NEW_TIME_ASKED not in interview.sides:
        raise Refused(_meanwhile(case, interview))
    return _Asked(story.application, case, interview)


def _meanwhile(case: ExceptionCase, interview: Interview) -> str:
    """Who was faster: the candidate, if theirs was the last word, or a colleague."""
    by_candidate = case.resolved_by in ("", "candidate") and interview.last_word in _SPOKEN
    return f"candidate_{interview.last_word}" if by_candidate else "case_resolved"
