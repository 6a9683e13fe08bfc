"""Mails that have come in answer: each once, by its own identity, together with what follows from it (K6).

A module of its own: of all that works on the table, the replies function alone waits for it.
"""

from collections.abc import Iterable

from mianyue.adapters import keys
from mianyue.adapters.items import Item, decode, encode
from mianyue.adapters.partitions import story_pk
from mianyue.adapters.story_store import StoryStore, interview_changed
from mianyue.adapters.table import ABSENT, Table, put
from mianyue.domain.interview import Interview
from mianyue.domain.reply import Reply
from mianyue.domain.tracking import ExceptionCase, TrackingEvent


class ReplyStore(StoryStore):
    """Stories, and the mails that come into them."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._replies = table

    def receive(
        self,
        reply: Reply,
        event: TrackingEvent,
        before: Interview,
        after: Interview,
        cases: Iterable[ExceptionCase],
    ) -> bool:
        """Write a mail with its event, what it changes and what HR is told; False when it was written before.

        Raises Conflict when the interview has changed since `before` was read.
        """
        operations = [put(_item(reply), ABSENT), put(keys.event_item(event), ABSENT)]
        operations += interview_changed(before, after)
        operations += [put(keys.case_item(case), ABSENT) for case in cases]
        return self._replies.write_once(*operations)

    def told(self, application_id: str, entry: int, kind: str) -> list[ExceptionCase]:
        """What HR has been told of the mails that came into an interview: cases of one kind."""
        items = self._replies.items(story_pk(application_id), prefix="CASE#")
        cases = (decode(ExceptionCase, item) for item in items)
        return [case for case in cases if case.kind == kind and case.entry == entry]


def _item(reply: Reply) -> Item:
    key: Item = {
        "pk": {"S": story_pk(reply.application_id)},
        "sk": {"S": f"REPLY#{reply.reply_id}"},
        "type": {"S": "reply"},
    }
    return key | encode(reply)
