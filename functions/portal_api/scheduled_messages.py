"""Messages that wait to be sent: each listed with why, and taken back as long as it waits (R4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, cast

from functions.portal_api.ports import Outbox, Setup
from mianyue.cancelling import cancel_message, ends_interview
from mianyue.domain.company import Rule
from mianyue.domain.errors import Conflict, NotFound, Refused
from mianyue.domain.message import CANCELLED_BY_HR, why_not
from mianyue.domain.sendable import Sendable
from mianyue.domain.waiting import WaitsFor, waits_for

type Outcome = Literal["cancelled", "already_sent", "not_waiting", "conflict", "not_found"]


class Waiting(NamedTuple):
    """One message of the queue. `ends_interview`: its interview is cancelled with it."""

    found: Sendable
    waits_for: WaitsFor
    ends_interview: bool


class Cancelled(NamedTuple):
    """What came of taking one message back."""

    message_id: str
    outcome: Outcome


class Queue(NamedTuple):
    """The queue of waiting messages, as it is at one moment."""

    outbox: Outbox
    now: datetime

    def page(self, setup: Setup, *, limit: int, cursor: str) -> tuple[list[Waiting], str | None]:
        """One page of it, soonest first, and where the next one starts. Raises InvalidInput for a broken cursor.

        What will be dropped when its time comes is not waited for: a page may be short.
        """
        page = self.outbox.waiting(limit=limit, cursor=cursor)
        rules = {rule.rule_id: rule for rule in setup.rules}
        found = self.outbox.beside(page.messages)
        wanted = [each for each in found if not why_not(each.message.kind, each.interview)]
        return [self._waiting(each, rules, setup) for each in wanted], page.cursor or None

    def cancel(self, wanted: Sequence[tuple[str, int, str]], *, by: str) -> list[Cancelled]:
        """Take back each (application, entry, message) that still waits; what came of each, in the same order."""
        return [Cancelled(each[2], self._cancel(*each, by=by)) for each in wanted]

    def _waiting(self, found: Sendable, rules: Mapping[str, Rule], setup: Setup) -> Waiting:
        reason = waits_for(found, rules.get(found.interview.rule_id), setup.company, self.now)
        return Waiting(found, reason, ends_interview(found))

    def _cancel(self, application_id: str, entry: int, message_id: str, *, by: str) -> Outcome:
        try:
            cancel_message(self.outbox, application_id, entry, message_id, by=by, reason=CANCELLED_BY_HR, now=self.now)
        except NotFound:
            return "not_found"
        except Conflict:  # changed under us again and again: whoever wants it gone looks again
            return "conflict"
        except Refused as refused:
            return cast(Outcome, refused.code)
        return "cancelled"
