"""What HR answers to a question: in words, by mail and on the candidate's page, or some other way (H4)."""

from collections.abc import Callable
from copy import replace
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, cast

from functions.portal_api.ask_question import asked_case
from functions.portal_api.ports import Stories
from functions.portal_api.question_answers import MailOutcome
from functions.portal_api.question_ports import Questions
from mianyue.domain.application import Application
from mianyue.domain.errors import Conflict, InvalidInput, Refused
from mianyue.domain.ids import derived
from mianyue.domain.interview import Interview
from mianyue.domain.message import Kind, Message, new_message, why_not
from mianyue.domain.question import (
    ANSWERED,
    CLOSED,
    LONGEST_ANSWER,
    REWORDED,
    Question,
    State,
    answer_id,
    with_answer,
)
from mianyue.domain.tracking import ExceptionCase, TrackingEvent
from mianyue.recording import TRIES


class Settled(NamedTuple):
    """A question as it is now, whose it is, and what has become of its mail."""

    question: Question
    application: Application
    mail: MailOutcome


class _Wording(NamedTuple):
    """What is said, under which name it stands in the timeline, and whether the candidate is written to."""

    answer: str
    event: str
    mailed: bool


@dataclass(frozen=True)
class AnswerDesk:
    """Answers for one person of HR at one moment. Everything raises NotFound for a question that is not there."""

    stories: Stories
    questions: Questions
    by: str
    now: datetime

    def answer(self, application_id: str, question_id: str, words: str) -> Settled:
        """Answer a question that nobody has answered; one that was closed, too.

        Raises InvalidInput (`answer_missing`, `answer_long`), and Refused (`question_answered`) where a colleague was
        faster.
        """
        wording = _Wording(checked_answer(words), ANSWERED, mailed=True)
        return self._answered(application_id, question_id, wording, _refuse_answered)

    def reword(self, application_id: str, question_id: str, words: str, *, seen: int, mailed: bool) -> Settled:
        """Another wording of the answer that was seen as revision `seen`; the candidate is told where HR says so.

        Raises InvalidInput, and Refused (`answer_reworded`) where a colleague was faster.
        """
        wording = _Wording(checked_answer(words), REWORDED, mailed)
        return self._answered(application_id, question_id, wording, lambda question: _refuse_newer(question, seen))

    def close(self, application_id: str, question_id: str) -> Settled:
        """Answered some other way: nothing goes out. Raises Refused (`question_answered`, `question_closed`)."""
        for _ in range(TRIES):
            before = self.questions.question(application_id, question_id)
            _refuse_settled(before)
            after = before.closed(by=self.by, now=self.now)
            try:
                self.questions.settle(before, after, self._event(after, CLOSED), cases=[self._settled(after)])
            except Conflict:  # a colleague: look again
                continue
            return Settled(after, self.stories.application(application_id), "not_wanted")
        raise Conflict("question")

    def _answered(
        self, application_id: str, question_id: str, wording: _Wording, refuse: Callable[[Question], None]
    ) -> Settled:
        for _ in range(TRIES):
            before = self.questions.question(application_id, question_id)
            refuse(before)
            after = before.answered(wording.answer, by=self.by, now=self.now)
            application = self.stories.application(application_id)
            interview = self.stories.interview(application_id, before.entry)
            outcome = _mail_outcome(application, interview) if wording.mailed else "not_wanted"
            messages = [_message(interview, after, self.now)] if outcome == "on_its_way" else []
            try:
                self.questions.settle(
                    before,
                    after,
                    self._event(after, wording.event),
                    interview=(interview, with_answer(interview, self.now)) if messages else None,
                    messages=messages,
                    cases=[self._settled(after)] if before.state is State.OPEN else [],
                )
            except Conflict:  # a colleague, or something else about the interview: look again
                continue
            return Settled(after, application, outcome)
        raise Conflict("question")

    def _event(self, question: Question, name: str) -> TrackingEvent:
        said = {"question": question.text, "answer": question.answer}
        return TrackingEvent(
            application_id=question.application_id,
            entry=question.entry,
            event_id=derived(answer_id(question), name),
            name=name,
            at=self.now,
            source="hr",
            detail={field: words for field, words in said.items() if words},
        )

    def _settled(self, question: Question) -> ExceptionCase:
        """The exception that asked for it, done with."""
        case = asked_case(question)
        return replace(case, resolved_at=self.now, resolved_by=self.by, resolution=question.state.value)


def checked_answer(words: str) -> str:
    """What the candidate will read. Raises InvalidInput."""
    answer = words.strip()
    if not answer:
        raise InvalidInput("answer", "answer_missing")
    if len(answer) > LONGEST_ANSWER:
        raise InvalidInput("answer", "answer_long", str(LONGEST_ANSWER))
    return answer


def _refuse_answered(question: Question) -> None:
    if question.state is State.ANSWERED:
        raise Refused("question_answered")


def _refuse_settled(question: Question) -> None:
    _refuse_answered(question)
    if question.state is State.CLOSED:
        raise Refused("question_closed")


def _refuse_newer(question: Question, seen: int) -> None:
    if question.state is not State.ANSWERED or question.rev != seen:
        raise Refused("answer_reworded")


def _mail_outcome(application: Application, interview: Interview) -> MailOutcome:
    """Whether the answer can go out by mail; it stands on the candidate's page in any case."""
    if not application.email:
        return "no_address"
    return cast(MailOutcome, why_not(Kind.ANSWER, interview) or "on_its_way")


def _message(interview: Interview, question: Question, now: datetime) -> Message:
    facts = {"question": question.text, "answer": question.answer}
    return new_message(interview, Kind.ANSWER, answer_id(question), now=now, facts=facts)
