"""What a candidate has asked, and what HR has answered (P3, H4)."""

from collections.abc import Iterable
from copy import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from mianyue.domain.ids import derived
from mianyue.domain.interview import Interview, Side
from mianyue.domain.moments import stamp

SHORTEST, LONGEST = 2, 1_000
LONGEST_ANSWER = 4_000
MOST_IN_A_DAY = 5
DAY = timedelta(days=1)
ASKED = "question_asked"
"""Name of the event and of the case: an act, but no answer to the invitation."""
ANSWERED = "question_answered"
"""Names of the events of HR's: an answer, another wording of it, and that it was given some other way."""
REWORDED = "answer_reworded"
CLOSED = "question_closed"


class State(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    """HR has answered some other way, on the phone say."""


class Question(NamedTuple):
    """One question of a candidate about one interview. `rev` rises with every change."""

    application_id: str
    entry: int
    question_id: str
    asked_at: datetime
    text: str
    language: str
    shown: tuple[str, ...] = ()
    """FAQ entries that were suggested and did not help, best first."""
    answer: str = ""
    settled_at: datetime | None = None
    """When HR answered first, or closed it."""
    settled_by: str = ""
    faq_id: str = ""
    """The FAQ entry that was made of it."""
    rev: int = 1

    @property
    def state(self) -> State:
        """Open until HR has answered it or closed it."""
        if self.settled_at is None:
            return State.OPEN
        return State.ANSWERED if self.answer else State.CLOSED

    def answered(self, answer: str, *, by: str, now: datetime) -> "Question":
        """With HR's answer: the first, or another wording of it."""
        first = replace(self, settled_at=now, settled_by=by) if self.state is not State.ANSWERED else self
        return replace(first, answer=answer, rev=self.rev + 1)

    def closed(self, *, by: str, now: datetime) -> "Question":
        """Answered some other way."""
        return replace(self, settled_at=now, settled_by=by, rev=self.rev + 1)


def question_id(interview: Interview, text: str) -> str:
    """The same words about the same interview are the same question: a second press asks nothing anew."""
    return "q" + derived(interview.application_id, interview.number, "question", "".join(text.casefold().split()))


def case_id(question: str) -> str:
    """The exception that asks HR for an answer."""
    return derived(question, "case")


def answer_id(question: Question) -> str:
    """What causes the mail with an answer: one for each wording, so that none goes out twice."""
    return derived(question.question_id, "answer", question.rev)


def why_not(interview: Interview) -> str:
    """Why nothing can be asked here, in one word; '' when it can: who has finished may still want to know something."""
    return next((side.value for side in (Side.CANCELLED, Side.EXPIRED) if side in interview.sides), "")


def left(interview: Interview, now: datetime) -> int:
    """How many more questions fit into the last 24 hours; clocks may differ, so one may seem to come from ahead."""
    return max(0, MOST_IN_A_DAY - sum(now - asked < DAY for asked in interview.questions_asked_at))


def with_question(interview: Interview, now: datetime) -> Interview:
    """The interview with one question more: written where it was read, so that of two at once none escapes counting."""
    asked = (*interview.questions_asked, stamp(now))[-MOST_IN_A_DAY:]
    return replace(interview, questions_asked=asked, rev=interview.rev + 1)


def with_answer(interview: Interview, now: datetime) -> Interview:
    """The interview whose candidate has just been sent an answer."""
    return replace(interview, question_answered=stamp(now), rev=interview.rev + 1)


def newest_first(questions: Iterable[Question]) -> list[Question]:
    """In the order in which people look for them."""
    return sorted(questions, key=lambda each: each.asked_at, reverse=True)
