"""What must hold in every history, whatever has failed: each broken promise is one sentence.

The truth is what SES has accepted and what was committed in which order, never what our own records say of
themselves: a sender that forgets a mail would forget it in its records too.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from functions.track.queue_handler import APART
from mianyue.adapters.items import Item, decode
from mianyue.adapters.keys import LISTED, application_key, interview_key, message_key
from mianyue.adapters.link_signer import LinkSigner
from mianyue.adapters.partitions import story_pk
from mianyue.adapters.table import Key
from mianyue.domain.application import Application, StageEntry
from mianyue.domain.company import Company
from mianyue.domain.interview import Interview, Progress, Side
from mianyue.domain.link import Scope
from mianyue.domain.message import ASKING, AT_ANY_HOUR, AWAITED, REMINDERS, Kind, Message, Status
from tests.simulators.at_rest import LOST, AtRest
from tests.simulators.fresh_link_promises import ASKED, FreshLinkPromises
from tests.simulators.inbox import WORDS
from tests.simulators.reminder_promises import ReminderPromises, counted_as, repeated
from tests.simulators.reply_promises import ReplyPromises
from tests.simulators.scene import RULES
from tests.simulators.ses import Accepted
from tests.simulators.suppressed import OF_A_MAILBOX, SuppressionPromises, address_of
from tests.simulators.world import LINK_KEYS, World

DOUBTFUL_AFTER = 15 * 60.0
"""Seconds that a Send event is waited for."""
SHOWN_WITHIN = 15 * 60.0
"""Seconds after it has become doubtful until HR must see a mail's fate as a question."""
_AGAIN = frozenset(rule.rule_id for rule in RULES if rule.reentry)
_AFTERWARDS = frozenset({Kind.WITHDRAWAL, Kind.EXPIRY})
_FOLLOWS = {
    "confirmed": Kind.CONFIRMATION,
    "new_time_accepted": Kind.NEW_TIME_ACCEPTED,
    "new_time_proposed": Kind.NEW_TIME_PROPOSED,
    "new_time_refused": Kind.NEW_TIME_REFUSED,
    ASKED: Kind.FRESH_LINK,
}
"""What a candidate gets each time something has happened."""
_HAND_OVER = 60.0
"""Seconds a claimed mail may take to SES: the send function's time limit."""


def _once(interview: Interview) -> list[str]:
    """What an interview brings once; and reminders anew for each time that the candidate was asked about."""
    rounds = range(interview.asks + 1)
    reminders = [f"reminder {100 * asked + number}" for asked in rounds for number in range(1, interview.reminders + 1)]
    return [Kind.INVITATION, *reminders, Kind.WITHDRAWAL, Kind.EXPIRY]


@dataclass
class _Claim:
    at: float
    tries: int


class Promises:
    """Watches a world from its first write; `broken` is what it has seen, in words."""

    def __init__(self, world: World, company: Company) -> None:
        self._company = company
        self._entered_at: dict[tuple[str, int], datetime] = {}
        self.broken: list[str] = []
        self.claims: dict[str, _Claim] = {}
        self.doubts = 0
        self._world = world
        self._answered_at: dict[tuple[str, int], float] = {}
        self._stopped_at: dict[tuple[str, int], float] = {}
        self._told_of_its_end: set[tuple[str, int]] = set()
        self._sent_again: Counter[str] = Counter()
        self._invited_anew: Counter[tuple[str, int]] = Counter()
        self._wrong_clocks = 2 * world.skew
        """Seconds between two clocks; a process keeps its own for as long as it lives, in calm too."""
        self._down: list[tuple[float, float]] = []
        trouble = world.aws.trouble
        self._answers_arrive = not trouble.share and not trouble.slow
        """Each answer of SES reaches a living process, or, at the one fault of a plain history, the Send event does."""
        ReminderPromises(world, company, self._down, self._breaks)
        world.on_write.append(self._written)
        SuppressionPromises(world, self._breaks)
        FreshLinkPromises(world, self._breaks)
        self._replies = ReplyPromises(world, self._breaks)
        world.ses.on_accepted.append(self._accepted)
        world.send_queue.on_sent.append(lambda body: self._queued(body, awaited=False))
        world.awaited_queue.on_sent.append(lambda body: self._queued(body, awaited=True))

    def down(self, since: float, until: float) -> None:
        """Nothing worked then: what had to be shown in that time is shown after it."""
        self._down.append((since, until))

    # While the history goes on: order of commits, and of what SES accepts.

    def _written(self, key: Key, before: Item | None, after: Item | None) -> None:
        if after is None or after == before:  # deleted, or only looked at
            return
        match after["type"]["S"]:
            case "interview":
                self._interview(decode(Interview, before) if before else None, decode(Interview, after))
            case "application":
                self._moved(decode(Application, after))
            case "stage_entry":
                entry = decode(StageEntry, after)
                self._entered_at[entry.application_id, entry.number] = entry.entered_at
            case "message":
                self._message(decode(Message, before) if before else None, decode(Message, after))
            case "case" if after["kind"]["S"] == "doubtful":
                self._doubt(before, after)
            case "case" if after.get("resolution", {}).get("S") == "send_again":
                self._case_sent_again(after)

    def _case_sent_again(self, case: Item) -> None:
        """A bounced mail, whatever it was, is made good by a new invitation; any other goes out again itself."""
        if case["kind"]["S"] in OF_A_MAILBOX:
            self._invited_anew[case["application_id"]["S"], int(case["entry"]["N"])] += 1
        else:
            self._sent_again[case["message_id"]["S"]] += 1

    def _interview(self, before: Interview | None, after: Interview) -> None:
        name = (after.application_id, after.number)
        if before is None:
            self._only_invitation(after)
        if before and after.progress < before.progress:
            self._breaks(f"progress went back from {before.progress.name} to {after.progress.name}")
        if before and after.rev <= before.rev:
            self._breaks("an interview was overwritten with an older one")
        taken_back = {"new_time_asked", "declined", "asked_anew", "cancelled", *LOST}
        if before and before.sides - after.sides - taken_back:
            self._breaks(f"a final state was taken back: {before.sides - after.sides}")
        if before and Side.CANCELLED in before.sides - after.sides and name in self._told_of_its_end:
            self._breaks("an interview went on after its candidate had been told that it does not")
        if Side.REMINDERS_STOPPED in after.sides:
            self._stopped_at.setdefault(name, self._world.hub.now)
        if after.answered or after.closed:
            self._answered_at.setdefault(name, self._world.hub.now)
        else:
            self._answered_at.pop(name, None)

    def _message(self, before: Message | None, after: Message) -> None:
        if after.status is not Status.SENDING or (before and before.status is Status.SENDING):
            return
        self.claims[after.message_id] = _Claim(self._world.hub.now, after.tries)
        interview = self._interview_of(after.application_id, after.entry)
        if after.kind in ASKING and (interview.answered or interview.closed):
            self._breaks(f"a mail of kind {after.kind} was claimed after an answer")
        if after.kind not in _AFTERWARDS and not self._stands(interview):
            self._breaks(f"a mail of kind {after.kind} was claimed after the stage was left")
        if after.kind in REMINDERS and Side.REMINDERS_STOPPED in interview.sides:
            self._breaks("a reminder was claimed for somebody who wants none")
        if after.kind is Kind.UNOPENED_REMINDER and interview.progress >= Progress.OPENED:
            self._breaks("somebody who has opened the mail was to be reminded of an unopened one")

    def _accepted(self, mail: Accepted) -> None:
        application, entry = self._interview_behind(mail)
        answered_at = self._answered_at.get((application, entry))
        if mail.kind in ASKING and answered_at and mail.at > answered_at + _HAND_OVER:
            self._breaks(f"{mail.kind} went out {mail.at - answered_at:.0f} s after an answer")
        stopped_at = self._stopped_at.get((application, entry))
        if mail.kind in REMINDERS and stopped_at and mail.at > stopped_at + _HAND_OVER:
            self._breaks(f"a reminder went out {mail.at - stopped_at:.0f} s after somebody wanted none")
        if mail.kind == Kind.WITHDRAWAL:
            self._told_of_its_end.add((application, entry))
            if Side.CANCELLED not in self._interview_of(application, entry).sides:
                self._breaks("a candidate was told that an interview has ended which goes on")
        if mail.kind not in AT_ANY_HOUR:
            self._in_the_window(mail, self._interview_of(application, entry).zone)
        if mail.kind == Kind.INVITATION:
            self._after_the_hold(mail, self._entered_at[application, entry])

    def _queued(self, body: str, *, awaited: bool) -> None:
        """What somebody waits for has a queue of its own, whoever puts it there, and nothing else goes through that."""
        reference = json.loads(body)
        if "trial_id" in reference:  # a mail to HR, who waits for it
            if not awaited:
                self._breaks("a mail to HR stood in line behind the many")
            return
        message_id = reference.get("message_id")
        item = message_id and self._world.item(message_key(reference["application_id"], message_id))
        kind = item["kind"]["S"] if item else "stage entry"
        if (kind in AWAITED) is not awaited:
            self._breaks(f"a {kind} went through the {'awaited' if awaited else 'send'} queue")

    def _only_invitation(self, made: Interview) -> None:
        """The same rule has invited before: then nobody knew of it, or it says that it may again."""
        for item in self._world.listed(story_pk(made.application_id)):
            if item["type"]["S"] == "interview" and int(item["number"]["N"]) != made.number:
                earlier = decode(Interview, item)
                known = earlier.closed is None or earlier.progress >= Progress.SENT
                if known and earlier.rule_id == made.rule_id and made.rule_id not in _AGAIN:
                    self._breaks("the same rule invited somebody twice")

    def _in_the_window(self, mail: Accepted, zone: str) -> None:
        """Nobody is written to at night; a sender may have looked at its clock a minute ago, and it may be wrong."""
        window, early = self._company.window, _HAND_OVER + self._wrong_clocks
        moments = [datetime.fromtimestamp(mail.at + shift, UTC) for shift in (-early, 0.0, self._wrong_clocks)]
        if all(window.opens(moment, zone) > moment for moment in moments):
            self._breaks(f"{mail.kind} went out in the quiet hours")

    def _after_the_hold(self, mail: Accepted, entered_at: datetime) -> None:
        if mail.at < entered_at.timestamp() + self._company.hold_seconds - 2 * self._wrong_clocks - 1:
            self._breaks("an invitation went out before HR's time to take it back was over")

    def _moved(self, application: Application) -> None:
        """What a move ends has ended with it: seen once the whole write is done."""
        self._world.hub.at(self._world.hub.now, lambda: self._nothing_left_open(application.application_id))

    def _nothing_left_open(self, application_id: str) -> None:
        for item in self._world.listed(story_pk(application_id)):
            if item["type"]["S"] == "interview":
                interview = decode(Interview, item)
                if interview.closed is None and not self._stands(interview):
                    self._breaks("an interview outlived the stages it stands in")

    def _stands(self, interview: Interview) -> bool:
        stage = self._application_of(interview.application_id).stage
        return interview.stands(stage, self._company.closing_stages)

    def _application_of(self, application_id: str) -> Application:
        item = self._world.item(application_key(application_id))
        assert item, "an interview of nobody"
        return decode(Application, item)

    def _doubt(self, before: Item | None, after: Item) -> None:
        message_id = after["message_id"]["S"]
        if after.get("resolution", {}).get("S") == "send_again":
            self._sent_again[message_id] += 1
        if before is not None:
            return
        self.doubts += 1
        claim, now, wrong_clock = self.claims[message_id], self._world.hub.now, self._wrong_clocks
        if self._answers_arrive and any(mail.tags["message"] == message_id for mail in self._world.ses.accepted):
            self._breaks("a mail was called doubtful though its acceptance was told")
        if now < claim.at - _HAND_OVER + DOUBTFUL_AFTER - wrong_clock:  # a claim is dated from its work's beginning
            self._breaks("a mail was called doubtful too early")
        doubtful = claim.at + DOUBTFUL_AFTER + wrong_clock
        due = doubtful + SHOWN_WITHIN
        down = any(since <= due and now <= until + SHOWN_WITHIN for since, until in self._down)
        if now > due and not down and self._world.swept_since(doubtful):
            self._breaks(f"a doubt was shown {now - due:.0f} s too late")

    # When everything has come to rest.

    def check_rest(self) -> None:
        """Called when nothing goes wrong any more and all that was due is done."""
        self._nothing_twice()
        for items in self._stories():
            for broken in AtRest(items, self._world.ses.accepted, self._world.moment()).broken():
                self._breaks(broken)
        self._nothing_left_lying()
        self._no_personal_data_in_the_log()
        self._replies.check_rest()
        kept = {body.decode() for key, body in self._world.data.objects.items() if key.startswith(APART)}
        if kept != self._world.ses.foreign:
            self._breaks("what is no event of ours was not kept apart, or what is ours was")

    def _nothing_twice(self) -> None:
        """Mails accepted per person, stage entry and kind, against what HR and the candidate have asked for."""
        accepted = Counter((*self._interview_behind(mail), self._counted_as(mail)) for mail in self._world.ses.accepted)
        allowed = self._allowed()
        for (application, entry, kind), times in accepted.items():
            if times > allowed[application, entry, kind]:
                self._breaks(f"{kind} was accepted {times} times for one stage entry")
        for mail in self._world.ses.accepted:
            if mail.to != address_of(self._world, self._interview_behind(mail)[0]):
                self._breaks("a mail went to somebody else")

    def _allowed(self) -> Counter[tuple[str, int, str]]:
        """What was to come once, what was asked for again, and one more for each "send again"."""
        allowed = Counter({(*interview, "invitation"): times for interview, times in self._invited_anew.items()})
        for items in self._stories():
            for item in items:
                allowed.update(self._allowed_by(item))
        return allowed

    def _allowed_by(self, item: Item) -> Counter[tuple[str, int, str]]:
        """The mails that one item of a story accounts for."""
        match item["type"]["S"]:
            case "event" if follows := _FOLLOWS.get(item["name"]["S"]):
                return Counter([(item["application_id"]["S"], int(item["entry"]["N"]), follows)])
            case "interview":
                interview = decode(Interview, item)
                return Counter((interview.application_id, interview.number, kind) for kind in _once(interview))
            case "message":
                message = decode(Message, item)
                again = self._sent_again[message.message_id] + int(repeated(message))
                return Counter({(message.application_id, message.entry, counted_as(message)): again})
        return Counter()

    def _counted_as(self, mail: Accepted) -> str:
        item = self._world.item(message_key(self._interview_behind(mail)[0], mail.tags["message"]))
        assert item, "a mail of no message"
        return counted_as(decode(Message, item))

    def _nothing_left_lying(self) -> None:
        world = self._world
        left = {
            "send queue": world.send_queue.dead,
            "awaited queue": world.awaited_queue.dead,
            "event queue": world.event_queue.dead,
            "reply queue": world.reply_queue.dead,
        }
        for name, dead in (left | {"stream": world.poisoned, "asynchronous work": world.undone}).items():
            if any(dead):  # a redriven letter leaves an empty place
                self._breaks(f"dead letters of the {name} after the redrive")

    def _no_personal_data_in_the_log(self) -> None:
        text = "".join(self._world.log_lines)
        secrets = {
            "@example.com",
            "@reply.example.com",
            WORDS,
            "姓名",
            "+86",
            *(mail.link for mail in self._world.ses.accepted if mail.link),
        }
        if found := [secret for secret in secrets if secret in text]:
            self._breaks(f"the log names {found[0]!r}")

    def _stories(self) -> list[list[Item]]:
        people = self._world.listed(LISTED, index=True)
        return [self._world.listed(each["pk"]["S"]) for each in people if each["type"]["S"] == "application"]

    def _interview_of(self, application_id: str, number: int) -> Interview:
        item = self._world.item(interview_key(application_id, number))
        assert item, "a mail of no interview"
        return decode(Interview, item)

    def _interview_behind(self, mail: Accepted) -> tuple[str, int]:
        """Whom a mail is for, by the link in its text."""
        claim = LinkSigner(lambda: LINK_KEYS).verify(Scope.LINK, mail.link, datetime.fromtimestamp(0, UTC))
        return claim.application_id, claim.entry

    def _breaks(self, what: str) -> None:
        self.broken.append(what)
