"""The FAQ as HR keeps it: each entry in one language or both, in an order of theirs (P3, H4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.portal_api.allowed_values import require, require_length
from functions.portal_api.ports import Setup
from functions.portal_api.question_ports import Faq, Questions
from functions.portal_api.save_rule import families
from functions.portal_api.save_seen import saved_seen
from mianyue.domain.errors import Conflict, Refused
from mianyue.domain.faq import EVERYBODY, LONGEST_ANSWER, LONGEST_QUESTION, MOST_ENTRIES, FaqEntry
from mianyue.domain.question import State
from mianyue.recording import TRIES


@dataclass(frozen=True)
class FaqDesk:
    """Saves entries. What is refused names the field; a colleague's change raises Refused (`changed_meanwhile`)."""

    faq: Faq
    questions: Questions
    setup: Setup

    def add(self, entry: FaqEntry) -> None:
        """Save a new entry. Raises InvalidInput, and Refused (`faq_full`)."""
        self._check(entry)
        self._require_room()
        self.faq.add(entry)

    def turn_into(self, application_id: str, question_id: str, entry: FaqEntry) -> None:
        """Save an entry that is made of an answered question; of two colleagues at once one makes it.

        Raises NotFound, and Refused (`faq_twice`, `faq_unanswered`).
        """
        self._check(entry)
        self._require_room()
        for _ in range(TRIES):
            question = self.questions.question(application_id, question_id)
            if question.faq_id or question.state is State.OPEN:
                raise Refused("faq_twice" if question.faq_id else "faq_unanswered")
            try:
                self.questions.turn_into(question, entry)
            except Conflict:  # a colleague: look again
                continue
            return
        raise Conflict("question")

    def change(self, entry: FaqEntry, seen: int) -> None:
        """Save an entry in place of its revision `seen`. Raises InvalidInput, Refused."""
        self._check(entry)
        saved_seen(lambda: self.faq.change(entry, seen))

    def remove(self, faq_id: str, seen: int) -> None:
        """Take revision `seen` of an entry away. Raises Refused."""
        saved_seen(lambda: self.faq.remove(faq_id, seen))

    def arrange(self, faq_ids: Sequence[str], seen: int) -> None:
        """Put entries in an order, in place of its revision `seen`. Raises Refused."""
        saved_seen(lambda: self.faq.arrange(tuple(dict.fromkeys(faq_ids)), seen))

    def _require_room(self) -> None:
        if len(self.faq.entries()) >= MOST_ENTRIES:
            raise Refused("faq_full")

    def _check(self, entry: FaqEntry) -> None:
        self._check_scope(entry.scope)
        languages = ("", entry.question, entry.answer), ("_en", entry.question_en, entry.answer_en)
        for ending, question, answer in languages:
            require(bool(question) == bool(answer), f"answer{ending}" if question else f"question{ending}", "faq_half")
            require_length(f"question{ending}", question, LONGEST_QUESTION)
            require_length(f"answer{ending}", answer, LONGEST_ANSWER)
        require(bool(entry.question or entry.question_en), "question", "missing")

    def _check_scope(self, scope: str) -> None:
        kind, _, name = scope.partition(":")
        known = {
            "family": set(families(self.setup)),
            "position": {each.position_id for each in self.setup.positions},
        }
        require(scope == EVERYBODY or name in known.get(kind, ()), "scope", "unknown_faq_scope", scope)


def new_faq_id(now: datetime, random: str) -> str:
    """An id for a new entry: without an order of HR's, the oldest comes first."""
    return f"faq-{now:%Y%m%d%H%M%S}-{random}"
