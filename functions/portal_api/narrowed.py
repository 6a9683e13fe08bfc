"""What is outside, as somebody sees it who may see some positions only (O4).

Every route reaches the outside through `parts_of`; what belongs to another position is not there for it, whether it
lists, opens or changes. Each port is written out: one that has come to offer more does so here too, or does not type.
What is written has been read here before.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from functions.portal_api.ports import (
    Line,
    Lines,
    Listing,
    Outbox,
    ReminderPage,
    Reminders,
    Setup,
    Setups,
    Stories,
    SuppressionPage,
    Suppressions,
    WaitingPage,
)
from functions.portal_api.question_ports import Faq, QuestionPage, Questions
from mianyue.domain.allowed import Allowed
from mianyue.domain.application import Application
from mianyue.domain.company import Company, Department, Position, Rule
from mianyue.domain.errors import NotFound
from mianyue.domain.faq import FaqEntry, FaqOrder
from mianyue.domain.interview import Interview
from mianyue.domain.message import Message
from mianyue.domain.question import Question
from mianyue.domain.reminder import Reminder
from mianyue.domain.sendable import Planned, Sendable
from mianyue.domain.suppression import Suppression
from mianyue.domain.tracking import ExceptionCase, Story


class NarrowedSetup(NamedTuple):
    """The set-up with the allowed positions, and without the rules of any other."""

    whole: Setup
    allowed: Allowed

    @property
    def company(self) -> Company:
        """The company."""
        return self.whole.company

    @property
    def departments(self) -> tuple[Department, ...]:
        """Every department."""
        return self.whole.departments

    @property
    def positions(self) -> tuple[Position, ...]:
        """The allowed positions."""
        return tuple(each for each in self.whole.positions if self.allowed.sees(each.position_id))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that speak for them."""
        return tuple(each for each in self.whole.rules if not each.position_id or self.allowed.sees(each.position_id))

    def position(self, position_id: str) -> Position:
        """An allowed position. Raises NotFound."""
        if not self.allowed.sees(position_id):
            raise NotFound("position")
        return self.whole.position(position_id)


class NarrowedSetups:
    """Where the set-up is."""

    def __init__(self, whole: Setups, allowed: Allowed) -> None:
        self._whole, self._allowed = whole, allowed
        self.add, self.change = whole.add, whole.change
        self.remove, self.remove_department = whole.remove, whole.remove_department

    def setup(self) -> Setup:
        """The set-up. Raises NotFound before the company is set up."""
        return NarrowedSetup(self._whole.setup(), self._allowed)

    def newest(self) -> Setup:
        """The set-up as it stands now. Raises NotFound before the company is set up."""
        return NarrowedSetup(self._whole.newest(), self._allowed)


class NarrowedListing:
    """The lists that HR works with."""

    def __init__(self, whole: Listing, allowed: Allowed) -> None:
        self._whole, self._allowed = whole, allowed

    def page(self, *, limit: int, cursor: str = "", wanted: Callable[[Line], bool]) -> Lines:
        """Up to `limit` lines that are `wanted`, behind `cursor`. Raises InvalidInput for a broken cursor."""

        def both(line: Line) -> bool:
            return self._allowed.sees(line.application.position_id) and wanted(line)

        return self._whole.page(limit=limit, cursor=cursor, wanted=both)

    def open_cases(self) -> list[ExceptionCase]:
        """Every exception nobody has settled; whoever shows one asks for its application."""
        return self._whole.open_cases()

    def applications(self, application_ids: set[str]) -> dict[str, Application]:
        """Up to 100 applications by id; those that are not there are missing."""
        found = self._whole.applications(application_ids)
        return {key: each for key, each in found.items() if self._allowed.sees(each.position_id)}


class NarrowedStories:
    """An application's story, and the facts written into it."""

    def __init__(self, whole: Stories, allowed: Allowed) -> None:
        self._whole, self._allowed = whole, allowed
        self.enter, self.record, self.resolve = whole.enter, whole.record, whole.resolve

    def story(self, application_id: str) -> Story:
        """Everything about an application. Raises NotFound."""
        story = self._whole.story(application_id)
        return _allowed(self._allowed, story, story.application.position_id)

    def application(self, application_id: str) -> Application:
        """The application alone. Raises NotFound."""
        application = self._whole.application(application_id)
        return _allowed(self._allowed, application, application.position_id)

    def interview(self, application_id: str, number: int) -> Interview:
        """One interview. Raises NotFound."""
        interview = self._whole.interview(application_id, number)
        return _allowed(self._allowed, interview, interview.position_id)


class NarrowedOutbox:
    """Messages that wait for HR, and those that HR may still take back."""

    def __init__(self, whole: Outbox, allowed: Allowed) -> None:
        self._whole, self._allowed = whole, allowed
        self.cancel, self.requeue, self.give_up, self.add = whole.cancel, whole.requeue, whole.give_up, whole.add

    def waiting(self, *, limit: int, cursor: str = "") -> WaitingPage:
        """Up to `limit` messages that wait; whoever shows them asks for what stands beside them."""
        return self._whole.waiting(limit=limit, cursor=cursor)

    def beside(self, messages: Sequence[Message]) -> list[Sendable]:
        """Those of up to 50 messages that may be seen, each with its interview and application."""
        found = self._whole.beside(messages)
        return [each for each in found if self._allowed.sees(each.application.position_id)]

    def sendable(self, application_id: str, entry: int, message_id: str) -> Sendable:
        """A message with its interview and application. Raises NotFound."""
        found = self._whole.sendable(application_id, entry, message_id)
        return _allowed(self._allowed, found, found.application.position_id)


class NarrowedReminders:
    """Planned reminders, which HR may cancel (M6)."""

    def __init__(self, whole: Reminders, allowed: Allowed) -> None:
        self._whole, self._allowed = whole, allowed
        self.cancel = whole.cancel

    def waiting(self, *, limit: int, cursor: str = "") -> ReminderPage:
        """Up to `limit` that wait; whoever shows them asks for what stands beside them."""
        return self._whole.waiting(limit=limit, cursor=cursor)

    def beside(self, reminders: Sequence[Reminder]) -> list[Planned]:
        """Those of up to 50 reminders that may be seen, each with its interview and application."""
        found = self._whole.beside(reminders)
        return [each for each in found if self._allowed.sees(each.application.position_id)]

    def planned(self, application_id: str, entry: int, ordinal: int) -> Planned:
        """One reminder with its interview and application. Raises NotFound."""
        found = self._whole.planned(application_id, entry, ordinal)
        return _allowed(self._allowed, found, found.application.position_id)


class SomeSuppressions(NamedTuple):
    """Some of a page, and where the next one starts, '' at the end."""

    suppressions: Sequence[Suppression]
    cursor: str


class NarrowedSuppressions:
    """Addresses that no mail goes to, by the applications whose mails they came of (K5)."""

    def __init__(self, whole: Suppressions, listing: Listing) -> None:
        self._whole, self._listing = whole, listing
        self.stands, self.lift = whole.stands, whole.lift

    def page(self, *, limit: int, cursor: str = "") -> SuppressionPage:
        """Up to `limit` that stand, newest first. Raises InvalidInput for a broken cursor."""
        page = self._whole.page(limit=limit, cursor=cursor)
        return SomeSuppressions(self._seen(page.suppressions), page.cursor)

    def of(self, address: str) -> list[Suppression]:
        """What stands against an address, and behind it what has been lifted, newest first."""
        return self._seen(self._whole.of(address))

    def _seen(self, suppressions: Sequence[Suppression]) -> list[Suppression]:
        found = self._listing.applications({each.application_id for each in suppressions[:100]}) if suppressions else {}
        return [each for each in suppressions if each.application_id in found]


class NarrowedQuestions:
    """Candidates' questions (P3, H4)."""

    def __init__(self, whole: Questions, stories: Stories) -> None:
        self._whole, self._stories = whole, stories
        self.ask, self.settle, self.turn_into = whole.ask, whole.settle, whole.turn_into

    def of(self, application_id: str, entry: int) -> list[Question]:
        """What was asked about one interview. Raises NotFound."""
        self._stories.application(application_id)
        return self._whole.of(application_id, entry)

    def question(self, application_id: str, question_id: str) -> Question:
        """One question. Raises NotFound."""
        self._stories.application(application_id)
        return self._whole.question(application_id, question_id)

    def page(self, *, settled: bool, limit: int, cursor: str = "") -> QuestionPage:
        """Up to `limit` of them; whoever shows them asks for their applications."""
        return self._whole.page(settled=settled, limit=limit, cursor=cursor)


class NarrowedFaq:
    """Answers that are ready before anybody asks, but for those for another position (P3, H4)."""

    def __init__(self, whole: Faq, allowed: Allowed) -> None:
        self._whole, self._allowed = whole, allowed
        self.counts, self.helped = whole.counts, whole.helped
        self.add, self.add_missing, self.arrange = whole.add, whole.add_missing, whole.arrange

    def entries(self) -> list[FaqEntry]:
        """Those that may be seen, in HR's order."""
        return self.whole()[0]

    def whole(self) -> tuple[list[FaqEntry], FaqOrder]:
        """Those that may be seen, in HR's order, and that order."""
        entries, order = self._whole.whole()
        return [each for each in entries if not each.position_id or self._allowed.sees(each.position_id)], order

    def change(self, entry: FaqEntry, seen: int) -> None:
        """Write an entry in place of its revision `seen`. Raises Conflict, NotFound."""
        self._require(entry.faq_id)
        self._whole.change(entry, seen)

    def remove(self, faq_id: str, seen: int) -> None:
        """Take away revision `seen` of an entry. Raises Conflict, NotFound."""
        self._require(faq_id)
        self._whole.remove(faq_id, seen)

    def _require(self, faq_id: str) -> None:
        if faq_id not in {each.faq_id for each in self.entries()}:
            raise NotFound("faq")


def _allowed[T](allowed: Allowed, thing: T, position_id: str) -> T:
    if not allowed.sees(position_id):
        raise NotFound("application")
    return thing
