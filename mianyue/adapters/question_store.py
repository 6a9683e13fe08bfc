"""Candidates' questions: each once, in the story it belongs to, and in one of two lists for HR (P3, H4).

`QUESTIONS#open` lists what waits, `QUESTIONS#settled` what is answered or closed, both by time.
"""

from collections.abc import Iterable
from copy import replace
from typing import NamedTuple

from mianyue.adapters import keys
from mianyue.adapters.due_cursor import cursor_of, start_at
from mianyue.adapters.faq_store import raised
from mianyue.adapters.items import Item, decode, encode
from mianyue.adapters.partitions import story_pk
from mianyue.adapters.story_store import interview_changed
from mianyue.adapters.table import ABSENT, Key, Operation, Table, put
from mianyue.domain.errors import NotFound
from mianyue.domain.faq import FaqEntry
from mianyue.domain.interview import Interview
from mianyue.domain.message import Message
from mianyue.domain.moments import stamp
from mianyue.domain.question import Question
from mianyue.domain.tracking import ExceptionCase, TrackingEvent

_OPEN, _SETTLED = "QUESTIONS#open", "QUESTIONS#settled"
_PREFIX = "QUESTION#"


class QuestionPage(NamedTuple):
    """Some questions, newest first, and where the next page starts ('' at the end)."""

    questions: list[Question]
    cursor: str


class QuestionStore:
    """Questions."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of(self, application_id: str, entry: int) -> list[Question]:
        """What was asked about one interview."""
        found = self._table.items(story_pk(application_id), prefix=_PREFIX)
        return [each for each in (decode(Question, item) for item in found) if each.entry == entry]

    def question(self, application_id: str, question_id: str) -> Question:
        """One question. Raises NotFound."""
        if item := self._table.get(_key(application_id, question_id)):
            return decode(Question, item)
        raise NotFound("question")

    def page(self, *, settled: bool, limit: int, cursor: str = "") -> QuestionPage:
        """Up to `limit` that wait, or that are settled, behind `cursor`. Raises InvalidInput for a broken cursor."""
        listed = _SETTLED if settled else _OPEN
        start = start_at(listed, _PREFIX, cursor)
        page = self._table.page(listed, index=True, forward=False, limit=limit, cursor=start)
        return QuestionPage([decode(Question, item) for item in page.items], cursor_of(page.cursor))

    def ask(
        self, question: Question, event: TrackingEvent, before: Interview, after: Interview, case: ExceptionCase
    ) -> bool:
        """Write a question with its event and case, and count what was shown in vain; False when it was asked before.

        Raises Conflict when the interview has changed since `before` was read.
        """
        operations = [
            put(question_item(question), ABSENT),
            put(keys.event_item(event), ABSENT),
            *interview_changed(before, after),
            put(keys.case_item(case), ABSENT),
            *raised(question.shown),
        ]
        return self._table.write_once(*operations)

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
        """Change a question, with its event, mail, case and interview (as read, as it is then). Raises Conflict."""
        changed = interview_changed(*interview) if interview else []
        self._table.write(
            _replaced(before, after),
            put(keys.event_item(event), ABSENT),
            *changed,
            *(put(keys.message_item(message), ABSENT) for message in messages),
            *(put(keys.case_item(case), "attribute_not_exists(resolved_at)") for case in cases),
        )

    def turn_into(self, question: Question, entry: FaqEntry) -> None:
        """Write an FAQ entry that is made of a question, which names it from then on. Raises Conflict."""
        after = replace(question, faq_id=entry.faq_id, rev=question.rev + 1)
        self._table.write(_replaced(question, after), put(keys.faq_item(entry), ABSENT))


def _replaced(before: Question, after: Question) -> Operation:
    """A question in the place of the very one that was read."""
    return put(question_item(after), "rev = :rev", rev=before.rev)


def question_item(question: Question) -> Item:
    """A question; listed as waiting until it is settled, and as settled from then on."""
    pk, sk = _key(question.application_id, question.question_id)
    listed, at = (_SETTLED, question.settled_at) if question.settled_at else (_OPEN, question.asked_at)
    place = {"gsi1pk": listed, "gsi1sk": f"{stamp(at)}#{question.question_id}"}
    texts = {"pk": pk, "sk": sk, "type": "question", **place}
    return {name: {"S": text} for name, text in texts.items()} | encode(question)


def _key(application_id: str, question_id: str) -> Key:
    return story_pk(application_id), f"{_PREFIX}{question_id}"
