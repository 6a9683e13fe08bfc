"""Writing facts into an interview: once each, forward only, whoever tells them (K1, K2)."""

from collections.abc import Callable, Iterable
from typing import Protocol

from mianyue.domain.errors import Conflict, Refused
from mianyue.domain.interview import Fact, Interview
from mianyue.domain.message import Message
from mianyue.domain.suppression import Suppression
from mianyue.domain.tracking import ExceptionCase, TrackingEvent

TRIES = 8
"""Writers of one interview who may come in between before we give up: far more than ever meet."""


class Stories(Protocol):
    """What recording needs of the table."""

    def interview(self, application_id: str, number: int) -> Interview:
        """One interview. Raises NotFound."""

    def record(
        self,
        event: TrackingEvent,
        before: Interview,
        after: Interview,
        *,
        messages: Iterable[Message] = (),
        cases: Iterable[ExceptionCase] = (),
        suppressed: Suppression | None = None,
    ) -> bool:
        """Write an event with what it changes. False: written before. Raises Conflict."""


def record_fact(
    stories: Stories,
    fact: Fact,
    event: TrackingEvent,
    *,
    wishes: tuple[str, ...] | None = None,
    messages: Iterable[Message] = (),
    cases: Iterable[ExceptionCase] = (),
    suppressed: Suppression | None = None,
) -> Interview:
    """Write `event` and what `fact` makes of its interview, in one step; the interview as it is then.

    Decided on the newest interview: when somebody else was faster, it is read and decided again.
    Raises Refused when the state does not allow an answer, NotFound when there is no such interview.
    """

    def changed(before: Interview) -> Interview:
        return before.after(fact, wishes=wishes)

    return _recorded(stories, event, changed, messages=messages, cases=cases, suppressed=suppressed)


def record_look(stories: Stories, fact: Fact, event: TrackingEvent) -> Interview:
    """Write an open or click with its verdict, counted in the same step (K3): the interview as it is then.

    Raises NotFound when there is no such interview.
    """
    return _recorded(stories, event, lambda before: before.looked_at(fact, human=event.by_human))


def _recorded(
    stories: Stories,
    event: TrackingEvent,
    changed: Callable[[Interview], Interview],
    *,
    messages: Iterable[Message] = (),
    cases: Iterable[ExceptionCase] = (),
    suppressed: Suppression | None = None,
) -> Interview:
    for _ in range(TRIES):
        before = stories.interview(event.application_id, event.entry)
        after = changed(before)
        try:
            written = stories.record(event, before, after, messages=messages, cases=cases, suppressed=suppressed)
        except Conflict:
            continue
        return after if written else before
    raise Conflict("interview")


def record_answer(
    stories: Stories,
    fact: Fact,
    event: TrackingEvent,
    *,
    why_not: Callable[[Interview], str],
    turn: int | None = None,
    wishes: tuple[str, ...] | None = None,
    messages: Iterable[Message] = (),
    cases: Iterable[ExceptionCase] = (),
) -> Interview:
    """Like `record_fact`, for an act of the candidate, and written only if it changes something (a second press of the
    same button is no second event).

    `why_not` says why the interview does not allow it, '' when it does. `turn` is the one that the candidate saw: when
    somebody has spoken since, it is refused as `meanwhile_` and what was said.
    """
    for _ in range(TRIES):
        before = stories.interview(event.application_id, event.entry)
        if reason := why_not(before):
            raise Refused(reason)
        after = before.after(fact, wishes=wishes)
        if after is before and _same_press(before, fact, turn):
            return before
        if turn is not None and turn != before.turn:
            raise Refused(f"meanwhile_{before.last_word}")
        try:
            written = stories.record(event, before, after, messages=messages, cases=cases)
        except Conflict:  # perhaps the same press of the same button, twice at once: look again
            continue
        return after if written else before
    raise Conflict("interview")


def _same_press(before: Interview, fact: Fact, turn: int | None) -> bool:
    """Whether an answer that changes nothing was given before, and not made for the candidate by HR meanwhile."""
    return turn is None or turn == before.turn or before.last_word == fact
