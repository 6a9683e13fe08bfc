"""What must hold of each application's story once everything has come to rest: each broken promise is one sentence."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mianyue.adapters.items import Item, decode
from mianyue.domain.bringing_back import BROUGHT_BACK
from mianyue.domain.interview import Interview, Progress, Side
from mianyue.domain.message import REMINDERS, Kind, Message, Status
from mianyue.domain.reminder import Reminder
from tests.simulators.fresh_link_promises import too_often
from tests.simulators.reminder_promises import overtaken
from tests.simulators.scene import RULES
from tests.simulators.ses import Accepted

_OF_THEIR_TIME = REMINDERS | {Kind.EXPIRY}
LOST = frozenset({"bounced", "complained", "suppressed"})
"""What spoils an interview's mails, by its side or by its event."""


class AtRest:
    """One application's story, once everything has come to rest."""

    def __init__(self, items: list[Item], accepted: list[Accepted], now: datetime) -> None:
        self._now = now
        self._items = items
        self._accepted = accepted

    def broken(self) -> Iterator[str]:
        """What is not as it must be."""
        if any("routed_at" not in entry for entry in self._of("stage_entry")):
            yield "a stage entry was never routed"
        for message in self._of("message"):
            yield from self._message(decode(Message, message))
        for reminder in self._of("reminder"):
            if reminder["status"]["S"] == "waiting" and reminder["gsi1sk"]["S"] < self._newest():
                yield "a due reminder was never decided"
            yield from overtaken(decode(Reminder, reminder), self._messages())
        for interview in self._of("interview"):
            yield from self._interview(decode(Interview, interview))
        yield from self._application()
        asked = Counter(int(case["entry"]["N"]) for case in self._of("case") if self._open(case, "suppressed"))
        if any(times > 1 for times in asked.values()):
            yield "HR was asked twice about one interview's suppressed address"

    def _open(self, case: Item, kind: str) -> bool:
        return case["kind"]["S"] == kind and "resolved_at" not in case

    def _application(self) -> Iterator[str]:
        """Where somebody stands now, a rule invites: then they were invited, here or by the same rule before."""
        (application,) = self._of("application")
        rules = [interview["rule_id"]["S"] for interview in self._of("interview")]
        rule = {rule.stage: rule.rule_id for rule in RULES}.get(application["stage"]["S"])
        if rule and rule not in rules:
            yield "somebody stands in a stage that invites, and was never invited"

    def _message(self, message: Message) -> Iterator[str]:
        mails = [mail for mail in self._accepted if mail.tags["message"] == message.message_id]
        told = any(mail.events_told and not mail.refused for mail in mails)
        if message.status is Status.SENT:
            yield from self._sent(message, mails)
        match message.status:
            case Status.QUEUED if message.kind in _OF_THEIR_TIME and message.due_at > self._now:
                return  # the day has no room for it, or is none to write on: it waits for the next one
            case Status.QUEUED | Status.SENDING:
                yield f"a message of kind {message.kind} is {message.status} for ever"
            case Status.DOUBTFUL:
                yield "a doubtful message was never shown or never answered"
            case Status.DROPPED if message.reason == "suppressed" and not self._has_case(message):
                yield "a mail was dropped for its address without anybody being told"
            case Status.FAILED if not self._has_case(message):
                yield "a message failed without anybody being told"
            case Status.FAILED | Status.DROPPED if told:
                yield f"a mail was accepted and its events came, but its message counts as {message.status}"

    def _sent(self, message: Message, mails: list[Accepted]) -> Iterator[str]:
        if not mails:
            yield "a message counts as sent, but was never accepted"
        if any(mail.refused and mail.provider_id == message.provider_id for mail in mails):
            yield "a message counts as sent that SES had taken and refused"

    def _interview(self, interview: Interview) -> Iterator[str]:
        """Somebody who was to be invited was, or HR was told why not, or it no longer applied."""
        yield from self._counted(interview)
        yield from too_often(self._events_of(interview), {each.cause for each in self._messages()})
        local = interview.starts_at.astimezone(ZoneInfo(interview.zone))
        by_rule = not interview.asks  # who has asked for another time may have been given it
        if by_rule and (local.hour != 14 or local.minute or local.weekday() > 4):
            yield f"an interview starts at {local}"
        messages = self._messages()
        ends = [each for each in messages if each.kind is Kind.WITHDRAWAL and each.entry == interview.number]
        told = [each for each in ends if each.reason != BROUGHT_BACK]
        if self._to_be_told(interview) and not told:
            yield "an interview was cancelled, and nobody told the candidate"
        invitations = [each for each in messages if each.kind is Kind.INVITATION and each.entry == interview.number]
        if not invitations:
            yield "an interview without an invitation"
        reminders = [each for each in self._of("reminder") if int(each["entry"]["N"]) == interview.number]
        wait = timedelta(seconds=min(interview.unopened_after_seconds, interview.unconfirmed_after_seconds))
        in_time = [each for each in invitations if each.sent_at and each.sent_at + wait < interview.deadline]
        if in_time and not reminders:  # a reminder after the deadline would come too late
            yield "an invitation went out, and no reminder was planned"

    def _counted(self, interview: Interview) -> Iterator[str]:
        """Opens and clicks equal a recount of the events, a person's apart; only those bring an interview forward."""
        opens = self._events_of(interview, "opened")
        clicks = [*self._events_of(interview, "clicked"), *self._events_of(interview, "link_clicked")]
        people = [[each for each in looks if each["verdict"]["S"] == "human"] for looks in (opens, clicks)]
        recount = len(opens), len(people[0]), len(clicks), len(people[1])
        counted = interview.opens, interview.human_opens, interview.clicks, interview.human_clicks
        if counted != recount:
            yield f"opens and clicks are counted as {counted} and were {recount}"
        if interview.progress in (Progress.OPENED, Progress.CLICKED) and not any(people):
            yield "a machine has brought an interview forward"

    def _to_be_told(self, interview: Interview) -> bool:
        """Cancelled by a move for good, when the candidate had a mail of it and had not declined."""
        if Side.CANCELLED not in interview.sides:
            return False
        cancelled = [
            each["at"]["S"]
            for each in self._events_of(interview, "cancelled")
            if "stage" in each.get("detail", {}).get("M", {})
        ]
        before = {
            each["name"]["S"] for each in self._events_of(interview) if each["at"]["S"] <= min(cancelled, default="")
        }
        spoiled = {"declined", *LOST}
        return interview.withdrawal_mail and "sent" in before and not self._names(interview) & spoiled

    def _names(self, interview: Interview) -> set[str]:
        return {each["name"]["S"] for each in self._events_of(interview)}

    def _events_of(self, interview: Interview, name: str = "") -> list[Item]:
        events = [each for each in self._of("event") if int(each["entry"]["N"]) == interview.number]
        return [each for each in events if name in ("", each["name"]["S"])]

    def _messages(self) -> list[Message]:
        return [decode(Message, each) for each in self._of("message")]

    def _has_case(self, message: Message) -> bool:
        return any(case["message_id"]["S"] == message.message_id for case in self._of("case") if "message_id" in case)

    def _of(self, kind: str) -> list[Item]:
        return [item for item in self._items if item["type"]["S"] == kind]

    def _newest(self) -> str:
        return max(each["at"]["S"] for each in self._of("event"))
