"""What a candidate answers: comes, would rather come at another time, does not come (P2)."""

from collections.abc import Iterable, Sequence
from copy import replace
from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.portal_api.candidate_session import Visit
from functions.portal_api.ports import Stories
from mianyue.domain.answering import NewTimes, why_not
from mianyue.domain.errors import InvalidInput
from mianyue.domain.ids import derived
from mianyue.domain.interview import Fact, Interview, Side
from mianyue.domain.message import Kind, Message, new_message
from mianyue.domain.moments import stamp
from mianyue.domain.tracking import ExceptionCase, TrackingEvent
from mianyue.recording import record_answer

MOST_WISHES = 3
WISHES_AFTER_DEADLINE = timedelta(days=14)
_ANSWER_CASES = frozenset({"new_time_asked", "declined"})


@dataclass(frozen=True)
class Desk:
    """Takes one answer: `request_id` names the request, so that it is told apart from the next one.

    `new_times` is what HR has set; `turn` is the one the candidate saw, None where their page is too old to tell.
    """

    stories: Stories
    request_id: str
    now: datetime
    new_times: NewTimes
    turn: int | None = None

    def confirm(self, visit: Visit) -> Visit:
        """The candidate comes; a confirmation mail is written with the answer. Raises Refused."""
        event = self._event(visit.interview, Fact.CONFIRMED)
        message = new_message(visit.interview, Kind.CONFIRMATION, event.event_id, now=self.now)
        reachable = bool(visit.application.email) and visit.interview.reachable
        return self._recorded(visit, Fact.CONFIRMED, event, wishes=(), messages=[message] if reachable else [])

    def ask_new_time(self, visit: Visit, wishes: Sequence[datetime], note: str) -> Visit:
        """Another time, please; HR decides. Raises Refused, and InvalidInput for times that cannot be."""
        wished = checked_wishes(wishes, visit.interview, self.now)
        event = self._event(visit.interview, Fact.NEW_TIME_ASKED, wishes=" ".join(wished), note=note.strip())
        return self._recorded(visit, Fact.NEW_TIME_ASKED, event, wishes=wished, cases=[_case(event)])

    def decline(self, visit: Visit, reason: str) -> Visit:
        """The candidate does not come; HR is told. Raises Refused."""
        event = self._event(visit.interview, Fact.DECLINED, reason=reason.strip())
        return self._recorded(visit, Fact.DECLINED, event, wishes=(), cases=[_case(event)])

    def _recorded(
        self,
        visit: Visit,
        fact: Fact,
        event: TrackingEvent,
        *,
        wishes: tuple[str, ...],
        messages: Iterable[Message] = (),
        cases: Iterable[ExceptionCase] = (),
    ) -> Visit:
        cases = [*cases, *self._overtaken(visit.interview)]
        interview = record_answer(
            self.stories,
            fact,
            event,
            why_not=lambda newest: why_not(fact, newest, self.new_times, self.now),
            turn=self.turn,
            wishes=wishes,
            messages=messages,
            cases=cases,
        )
        return replace(visit, interview=interview)

    def _overtaken(self, interview: Interview) -> list[ExceptionCase]:
        """What an earlier answer had asked of HR: the new answer closes it."""
        if not interview.sides & {Side.NEW_TIME_ASKED, Side.DECLINED}:
            return []
        cases = self.stories.story(interview.application_id).cases
        asked = [case for case in cases if case.entry == interview.number and case.kind in _ANSWER_CASES]
        return [self._closed(case) for case in asked if case.resolved_at is None]

    def _closed(self, case: ExceptionCase) -> ExceptionCase:
        return replace(case, resolved_at=self.now, resolved_by="candidate", resolution="answered_anew")

    def _event(self, interview: Interview, fact: Fact, **detail: str) -> TrackingEvent:
        return TrackingEvent(
            application_id=interview.application_id,
            entry=interview.number,
            event_id=derived(interview.application_id, interview.number, fact, self.request_id),
            name=fact,
            at=self.now,
            source="candidate",
            detail={name: value for name, value in detail.items() if value},
        )


def checked_wishes(wishes: Sequence[datetime], interview: Interview, now: datetime) -> tuple[str, ...]:
    """One to three different moments from now until two weeks after the deadline, in order of time, as stamps.

    Raises InvalidInput (`wishes_count`, `wish_in_the_past`, `wish_too_late`).
    """
    moments = sorted(set(wishes))
    if not 1 <= len(moments) <= MOST_WISHES:
        raise InvalidInput("wishes", "wishes_count", str(len(wishes)))
    for moment in moments:
        if moment <= now:
            raise InvalidInput("wishes", "wish_in_the_past", moment.isoformat())
        if moment > interview.deadline + WISHES_AFTER_DEADLINE:
            raise InvalidInput("wishes", "wish_too_late", moment.isoformat())
    return tuple(stamp(moment) for moment in moments)


def _case(event: TrackingEvent) -> ExceptionCase:
    """What HR sees of an answer that needs them."""
    return ExceptionCase(
        application_id=event.application_id,
        entry=event.entry,
        case_id=derived(event.event_id, "case"),
        kind=event.name,
        at=event.at,
        detail=event.detail,
    )
