"""The AI interview an application is invited to, and what may happen to it (K1, K2, M4).

Progress only rises. Side states stand beside it. Both are decided by one table: a fact is looked up,
never tested for in a chain of ifs, so that every order and repetition of facts ends in the same place.
"""

from collections.abc import Collection
from copy import replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple

from mianyue.domain.errors import Refused
from mianyue.domain.moments import parse_stamp


class Progress(IntEnum):
    """How far the interview has come; the number is the rank."""

    QUEUED = 1
    SENT = 2
    DELIVERED = 3
    OPENED = 4
    CLICKED = 5
    CONFIRMED = 6
    STARTED = 7
    FINISHED = 8


class Side(StrEnum):
    """What stands beside progress."""

    BOUNCED = "bounced"
    COMPLAINED = "complained"
    SUPPRESSED = "suppressed"
    NEW_TIME_ASKED = "new_time_asked"
    DECLINED = "declined"
    ASKED_ANEW = "asked_anew"
    """HR has answered a wish with a time that the candidate has still to agree to: what they said before is past."""
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REMINDERS_STOPPED = "reminders_stopped"
    REPLIED = "replied"
    """The candidate has written to a person instead of pressing a button: a person has the word from here on."""


class Fact(StrEnum):
    """What can happen to an interview."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    SUPPRESSED = "suppressed"
    OPENED = "opened"
    CLICKED = "clicked"
    CONFIRMED = "confirmed"
    NEW_TIME_ASKED = "new_time_asked"
    NEW_TIME_ACCEPTED = "new_time_accepted"
    NEW_TIME_PROPOSED = "new_time_proposed"
    NEW_TIME_REFUSED = "new_time_refused"
    DECLINED = "declined"
    STARTED = "started"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    EXPIRED = "expired"
    ADDRESS_CORRECTED = "address_corrected"
    ADDRESS_CHANGED = "address_changed"
    REMINDERS_STOPPED = "reminders_stopped"
    REPLIED = "replied"


class Transition(NamedTuple):
    """What one fact does: progress rises at least to `raises`; side states come and go."""

    raises: Progress | None = None
    adds: Side | None = None
    clears: frozenset[Side] = frozenset()
    answers: bool = False
    """An act of the candidate, or HR's answer to one: refused once the interview is closed."""
    needs: Side | None = None
    """What it answers: refused (`nothing_asked`) where that does not stand any more."""
    too_late: Progress | None = None
    """How far the interview may not have come yet: refused from there on."""
    changes_calendar: bool = False
    """What stands in the candidate's calendar no longer holds (T6)."""
    revokes: bool = False
    """Links and reply addresses that were sent before open nothing any more (decision 6)."""


_COUNTERS = {Fact.OPENED: ("opens", "human_opens"), Fact.CLICKED: ("clicks", "human_clicks")}
_ANSWER_SIDES = frozenset({Side.NEW_TIME_ASKED, Side.DECLINED})
_WORDS = _ANSWER_SIDES | {Side.ASKED_ANEW}
"""At most one of these stands: the last word spoken, where that was not a yes."""
_WISH_GRACE = timedelta(days=1)
_CLOSING = (Side.CANCELLED, Side.EXPIRED)
_LOST = frozenset({Side.BOUNCED, Side.COMPLAINED, Side.SUPPRESSED})

TRANSITIONS: dict[Fact, Transition] = {
    Fact.QUEUED: Transition(raises=Progress.QUEUED),
    Fact.SENT: Transition(raises=Progress.SENT),
    Fact.DELIVERED: Transition(raises=Progress.DELIVERED),
    Fact.BOUNCED: Transition(adds=Side.BOUNCED),
    Fact.COMPLAINED: Transition(adds=Side.COMPLAINED),
    Fact.SUPPRESSED: Transition(adds=Side.SUPPRESSED),
    Fact.OPENED: Transition(raises=Progress.OPENED),
    Fact.CLICKED: Transition(raises=Progress.CLICKED),
    Fact.CONFIRMED: Transition(raises=Progress.CONFIRMED, clears=_WORDS, answers=True),
    Fact.NEW_TIME_ASKED: Transition(adds=Side.NEW_TIME_ASKED, clears=_WORDS, answers=True, too_late=Progress.STARTED),
    Fact.NEW_TIME_ACCEPTED: Transition(
        raises=Progress.CONFIRMED, clears=_WORDS, answers=True, needs=Side.NEW_TIME_ASKED, changes_calendar=True
    ),
    Fact.NEW_TIME_PROPOSED: Transition(
        adds=Side.ASKED_ANEW, clears=_WORDS, answers=True, needs=Side.NEW_TIME_ASKED, changes_calendar=True
    ),
    Fact.NEW_TIME_REFUSED: Transition(adds=Side.ASKED_ANEW, clears=_WORDS, answers=True, needs=Side.NEW_TIME_ASKED),
    Fact.DECLINED: Transition(adds=Side.DECLINED, clears=_WORDS, answers=True, too_late=Progress.STARTED),
    Fact.STARTED: Transition(raises=Progress.STARTED, clears=_WORDS, answers=True),
    Fact.FINISHED: Transition(raises=Progress.FINISHED, clears=_WORDS),
    Fact.CANCELLED: Transition(adds=Side.CANCELLED, changes_calendar=True),
    Fact.RESTORED: Transition(clears=frozenset({Side.CANCELLED})),
    Fact.EXPIRED: Transition(adds=Side.EXPIRED),
    Fact.ADDRESS_CORRECTED: Transition(clears=_LOST),
    Fact.ADDRESS_CHANGED: Transition(revokes=True),
    Fact.REMINDERS_STOPPED: Transition(adds=Side.REMINDERS_STOPPED),
    Fact.REPLIED: Transition(adds=Side.REPLIED),
}

_SPOKEN = frozenset({Fact.FINISHED, Fact.CANCELLED, Fact.RESTORED, Fact.EXPIRED})
"""Beside the answers, what decides whether and when an interview takes place; all else are machines' reports."""


class Interview(NamedTuple):
    """One invitation's interview; `number` is the stage entry it belongs to.

    `rev` rises with every change: a write that was decided on an older `rev` does not happen.
    `link_version` rises when links must stop working. Moments are UTC.
    """

    application_id: str
    number: int
    listed_at: datetime
    """When the application was made: keeps both side by side in the list."""
    rule_id: str
    position_id: str
    candidate_type: str
    language: str
    zone: str
    invited_at: datetime
    starts_at: datetime
    deadline: datetime
    length_minutes: int
    platform_url: str
    unopened_after_seconds: int
    """Delay of the unopened reminder (M1); 0: none."""
    progress: Progress = Progress.QUEUED
    sides: frozenset[Side] = frozenset()
    wishes: tuple[str, ...] = ()
    """Up to three moments (UTC stamps) the candidate would rather come (P2)."""
    link_version: int = 1
    rev: int = 1
    stands_in: tuple[str, ...] = ()
    """Stages in which it still stands; entering any other one cancels it (R5)."""
    withdrawal_mail: bool = False
    """Whether a cancelled candidate who had been written to is told so by mail (R5)."""
    withdrawn: bool = False
    """That mail has been written."""
    expiry_mail: bool = False
    channels: tuple[str, ...] = ("mail",)
    """Ways to reach the candidate, in order (C2)."""
    template_scope: str = ""
    """Whose texts its messages use before all others, as in `Template.scope`; '' leaves it to the position (R2, T1)."""
    batch: str = ""
    """The import or bulk action it came of, '' for none (S1)."""
    calendar_sequence: int = 0
    """How often the entry in the candidate's calendar has been changed (RFC 5545, SEQUENCE)."""
    unconfirmed_after_seconds: int = 0
    """Delay of the unconfirmed reminder (M2); 0: the same as the unopened one's."""
    reminders: int = 1
    """How many reminders the candidate gets at most, of both kinds together (M3)."""
    questions: tuple[str, ...] = ()
    """Recommended questions for this candidate, each with its reason on a second line (I4)."""
    turn: int = 0
    """How often somebody has spoken: what was decided on an older turn did not know of the last word (P2)."""
    last_word: str = ""
    """The fact that was spoken last, '' before the first."""
    asks: int = 0
    """How often the candidate has asked for another time (P2); changing wishes that wait is no new asking."""
    links_asked: tuple[str, ...] = ()
    """When the candidate has asked for a new link (UTC stamps), the last few times: see `fresh_link`."""
    questions_asked: tuple[str, ...] = ()
    """When the candidate has asked something (UTC stamps), the last few times: see `question`."""
    question_answered: str = ""
    """When HR has last answered such a question (a UTC stamp), '' before the first."""
    opens: int = 0
    """Opens and clicks that were recorded, whoever it was; how many of each a person did (K3)."""
    human_opens: int = 0
    clicks: int = 0
    human_clicks: int = 0

    @property
    def closed(self) -> Side | Progress | None:
        """Why nothing more can be answered, or None."""
        for side in _CLOSING:
            if side in self.sides:
                return side
        return Progress.FINISHED if self.progress is Progress.FINISHED else None

    @property
    def answered(self) -> bool:
        """The candidate has spoken: no reminder from here on (M4)."""
        return self.coming or bool(self.sides & _ANSWER_SIDES)

    @property
    def noticed(self) -> bool:
        """The candidate has opened a mail of it or followed its link: what tells both kinds of reminders apart."""
        return self.progress >= Progress.OPENED or self.asks > 0

    @property
    def coming(self) -> bool:
        """The candidate has said yes, and nothing else since."""
        return self.progress >= Progress.CONFIRMED and not self.sides & _WORDS

    @property
    def closes_at(self) -> datetime:
        """Until when the candidate can act: the deadline, or a day after the last time they have wished for."""
        return max([self.deadline, *(latest_start(parse_stamp(wish)) for wish in self.wishes)])

    @property
    def links_asked_at(self) -> list[datetime]:
        """When the last new links were asked for, oldest first."""
        return [parse_stamp(each) for each in self.links_asked]

    @property
    def questions_asked_at(self) -> list[datetime]:
        """When the last questions were asked, oldest first."""
        return [parse_stamp(each) for each in self.questions_asked]

    @property
    def spoken_at(self) -> list[datetime]:
        """When the candidate was heard of without having answered, or was told what they wanted to know (M1, P3)."""
        answered = [parse_stamp(self.question_answered)] if self.question_answered else []
        return [*self.links_asked_at, *self.questions_asked_at, *answered]

    def stands(self, stage: str, closing: Collection[str]) -> bool:
        """Whether it outlives the application's entering `stage` (R5)."""
        return stage not in closing and (not self.stands_in or stage in self.stands_in)

    @property
    def written_to(self) -> bool:
        """The candidate has had a mail of it, and mails still arrive."""
        return self.progress >= Progress.SENT and not self.sides & _LOST

    @property
    def tells_expiry(self) -> bool:
        """Whether the candidate is told by mail that their time is over."""
        return self.expiry_mail and self.written_to

    @property
    def reachable(self) -> bool:
        """Mail to this candidate still makes sense."""
        return self.closed is None and not self.lost

    @property
    def lost(self) -> bool:
        """No mail arrives at this candidate's address."""
        return bool(self.sides & _LOST)

    def after(
        self, fact: Fact, *, wishes: tuple[str, ...] | None = None, starts_at: datetime | None = None
    ) -> "Interview":
        """The interview once `fact` has happened; the very same object when it changes nothing.

        With another `starts_at` the deadline moves along where it would be too early. Raises Refused: `cancelled`,
        `expired` or `finished` for an answer to a closed interview, `started` for what comes too late, and
        `nothing_asked` for an answer to a wish that does not wait any more.
        """
        transition = TRANSITIONS[fact]
        self._refuse(transition)
        sides = (self.sides - transition.clears) | ({transition.adds} if transition.adds else set())
        wished = self.wishes if wishes is None else wishes
        changed = replace(
            self,
            progress=max(self.progress, transition.raises or self.progress),
            sides=sides,
            wishes=wished if Side.NEW_TIME_ASKED in sides else (),
            starts_at=starts_at or self.starts_at,
            deadline=max(self.deadline, latest_start(starts_at)) if starts_at else self.deadline,
            link_version=self.link_version + int(transition.revokes),
        )
        return self if changed == self else changed._next(self, fact)

    def _refuse(self, transition: Transition) -> None:
        if transition.answers and (reason := self.closed):
            raise Refused(reason.name.lower())
        if transition.too_late and self.progress >= transition.too_late:
            raise Refused(transition.too_late.name.lower())
        if transition.needs and transition.needs not in self.sides:
            raise Refused("nothing_asked")

    def _next(self, before: "Interview", fact: Fact) -> "Interview":
        """The counters of a change that `fact` has made to `before`."""
        transition = TRANSITIONS[fact]
        spoken = transition.answers or fact in _SPOKEN
        asks = fact is Fact.NEW_TIME_ASKED and Side.NEW_TIME_ASKED not in before.sides
        return replace(
            self,
            rev=before.rev + 1,
            calendar_sequence=before.calendar_sequence + int(transition.changes_calendar),
            turn=before.turn + int(spoken),
            last_word=fact.value if spoken else before.last_word,
            asks=before.asks + int(asks),
        )

    def looked_at(self, fact: Fact, *, human: bool) -> "Interview":
        """The interview with one open or click more: only a person's brings it forward (K3)."""
        looked = self.after(fact) if human else self
        raw, by_people = _COUNTERS[fact]
        counted = {raw: getattr(self, raw) + 1, by_people: getattr(self, by_people) + int(human)}
        return replace(looked, rev=self.rev + 1, **counted)

    def overdue(self, now: datetime) -> bool:
        """The candidate's time is over and nothing has been started."""
        return now >= self.closes_at and self.progress < Progress.STARTED and self.closed is None

    def expires(self, now: datetime) -> bool:
        """Overdue, and not because the candidate has declined or waits for another time."""
        return self.overdue(now) and not self.sides & _ANSWER_SIDES


def latest_start(starts_at: datetime) -> datetime:
    """Until when an interview that was moved to `starts_at` can be begun: nobody need be there on the minute."""
    return starts_at + _WISH_GRACE
