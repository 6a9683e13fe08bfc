"""What a candidate asks, and what a ready answer has saved them from asking (P3)."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from functions.portal_api.candidate_session import Visit
from functions.portal_api.ports import Setup, Stories
from functions.portal_api.question_ports import Faq, Questions
from mianyue.domain.errors import Conflict, InvalidInput, NotFound, Refused
from mianyue.domain.faq import HELPED, FaqEntry, for_position
from mianyue.domain.ids import derived
from mianyue.domain.interview import Interview
from mianyue.domain.question import (
    ASKED,
    LONGEST,
    SHORTEST,
    Question,
    case_id,
    left,
    newest_first,
    question_id,
    why_not,
    with_question,
)
from mianyue.domain.tracking import ExceptionCase, TrackingEvent
from mianyue.recording import TRIES

_TURNED_ROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that make text run the other way, and so say something else than it shows."""


@dataclass(frozen=True)
class QuestionDesk:
    """Takes one candidate's questions at one moment."""

    stories: Stories
    questions: Questions
    faq: Faq
    now: datetime

    def asked(self, visit: Visit) -> list[Question]:
        """What the candidate has asked about this interview, newest first."""
        return newest_first(self.questions.of(visit.application.application_id, visit.interview.number))

    def ask(self, visit: Visit, text: str, language: str, shown: Iterable[str]) -> None:
        """Put a question to HR, once. `shown` are the FAQ entries that did not help.

        Raises InvalidInput (`question_short`, `question_long`) and Refused (`cancelled`, `expired`, `questions_used`).
        """
        asked = plain(text)
        known = self._known(shown)
        for _ in range(TRIES):
            interview = self.stories.interview(visit.application.application_id, visit.interview.number)
            if self._stands(interview, asked):
                return
            self._refuse(interview)
            question = self._question(interview, asked, language, known)
            after, case = with_question(interview, self.now), asked_case(question)
            try:
                self.questions.ask(question, _event(question), interview, after, case)
            except Conflict:  # somebody else has changed the interview: look again
                continue
            return
        raise Conflict("interview")

    def helped(self, visit: Visit, faq_id: str, shown: Iterable[str]) -> None:
        """A ready answer was what the candidate wanted: counted once for each interview. Raises NotFound."""
        known = self._known([faq_id, *shown])
        if faq_id not in known:
            raise NotFound("faq")
        application_id, entry = visit.application.application_id, visit.interview.number
        event = TrackingEvent(
            application_id=application_id,
            entry=entry,
            event_id=derived(application_id, entry, HELPED, faq_id),
            name=HELPED,
            at=self.now,
            source="candidate",
            detail={"faq_id": faq_id, "shown": " ".join(known)},
        )
        self.faq.helped(event, faq_id, known)

    def _stands(self, interview: Interview, text: str) -> bool:
        try:
            self.questions.question(interview.application_id, question_id(interview, text))
        except NotFound:
            return False
        return True

    def _refuse(self, interview: Interview) -> None:
        if reason := "expired" if interview.overdue(self.now) else why_not(interview):
            raise Refused(reason)
        if not left(interview, self.now):
            raise Refused("questions_used")

    def _question(self, interview: Interview, text: str, language: str, shown: tuple[str, ...]) -> Question:
        return Question(
            application_id=interview.application_id,
            entry=interview.number,
            question_id=question_id(interview, text),
            asked_at=self.now,
            text=text,
            language=language,
            shown=shown,
        )

    def _known(self, faq_ids: Iterable[str]) -> tuple[str, ...]:
        """Those that are there, each once: a page that is older than the FAQ, or not ours, counts nothing else."""
        entries = {each.faq_id for each in self.faq.entries()}
        return tuple(each for each in dict.fromkeys(faq_ids) if each in entries)


def suggested(faq: Faq, setup: Setup, interview: Interview) -> list[FaqEntry]:
    """The ready answers for an interview's position; those for everybody where the position is gone."""
    entries = faq.entries()
    try:
        return for_position(entries, setup.position(interview.position_id))
    except NotFound:
        return [each for each in entries if each.scope == "default"]


def plain(text: str) -> str:
    """Words as they read: no control characters, no turned direction. Raises InvalidInput for too few or too many."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    kept = "".join(each for each in lines if each == "\n" or _reads(each))
    if len(kept) < SHORTEST:
        raise InvalidInput("text", "question_short")
    if len(kept) > LONGEST:
        raise InvalidInput("text", "question_long", str(LONGEST))
    return kept


def _reads(character: str) -> bool:
    return unicodedata.category(character) != "Cc" and character not in _TURNED_ROUND


def _event(question: Question) -> TrackingEvent:
    return TrackingEvent(
        application_id=question.application_id,
        entry=question.entry,
        event_id=derived(question.question_id, ASKED),
        name=ASKED,
        at=question.asked_at,
        source="candidate",
        detail={"question": question.text, "question_id": question.question_id},
    )


def asked_case(question: Question) -> ExceptionCase:
    """What asks HR for an answer."""
    return ExceptionCase(
        application_id=question.application_id,
        entry=question.entry,
        case_id=case_id(question.question_id),
        kind=ASKED,
        at=question.asked_at,
        detail={"question": question.text, "question_id": question.question_id, "language": question.language},
    )
