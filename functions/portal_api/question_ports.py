"""What questions and ready answers need from outside (P3, H4)."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from mianyue.domain.faq import FaqCount, FaqEntry, FaqOrder
from mianyue.domain.interview import Interview
from mianyue.domain.message import Message
from mianyue.domain.question import Question
from mianyue.domain.tracking import ExceptionCase, TrackingEvent


class QuestionPage(Protocol):
    """Some questions."""

    @property
    def questions(self) -> Sequence[Question]:
        """Newest first."""

    @property
    def cursor(self) -> str:
        """Where the next page starts, '' at the end."""


class Questions(Protocol):
    """Candidates' questions (P3, H4)."""

    def of(self, application_id: str, entry: int) -> list[Question]:
        """What was asked about one interview."""

    def question(self, application_id: str, question_id: str) -> Question:
        """One question. Raises NotFound."""

    def page(self, *, settled: bool, limit: int, cursor: str = "") -> QuestionPage:
        """Up to `limit` that wait, or that are settled, newest first. Raises InvalidInput for a broken cursor."""

    def ask(
        self, question: Question, event: TrackingEvent, before: Interview, after: Interview, case: ExceptionCase
    ) -> bool:
        """Write a question with its event and case. False: asked before. Raises Conflict."""

    def settle(
        self,
        before: Question,
        after: Question,
        event: TrackingEvent,
        *,
        interview: tuple[Interview, Interview] | None = None,
        messages: Iterable[Message] = (),
        cases: Iterable[ExceptionCase] = (),
    ) -> None:
        """Change a question, with its event, mail, case and interview. Raises Conflict."""

    def turn_into(self, question: Question, entry: FaqEntry) -> None:
        """Write an FAQ entry that is made of a question, which names it from then on. Raises Conflict."""


class Faq(Protocol):
    """Answers that are ready before anybody asks (P3, H4)."""

    def entries(self) -> list[FaqEntry]:
        """Every entry, in HR's order."""

    def whole(self) -> tuple[list[FaqEntry], FaqOrder]:
        """Every entry, in HR's order, and that order."""

    def counts(self) -> dict[str, FaqCount]:
        """How often each entry was shown and helped; what never was is missing."""

    def add(self, entry: FaqEntry) -> None:
        """Write an entry that is not there yet. Raises Conflict."""

    def add_missing(self, entries: Iterable[FaqEntry]) -> int:
        """Write those that are not there yet; how many that were."""

    def change(self, entry: FaqEntry, seen: int) -> None:
        """Write an entry in place of its revision `seen`. Raises Conflict."""

    def remove(self, faq_id: str, seen: int) -> None:
        """Take away revision `seen` of an entry. Raises Conflict."""

    def arrange(self, faq_ids: Iterable[str], seen: int) -> None:
        """Put the entries in an order, in place of its revision `seen` (0: none yet). Raises Conflict."""

    def helped(self, event: TrackingEvent, faq_id: str, shown: Iterable[str]) -> bool:
        """Write that an entry has helped, and count it. False: told before."""
