"""The outside of the template area, in memory; it keeps the same promises as the table."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from functions.templates.ports import Desk
from mianyue.domain.company import Company, Position, Rule
from mianyue.domain.errors import Conflict, NotFound
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.template import Template
from mianyue.domain.tracking import Story
from mianyue.domain.trial import TURN, Trial
from tests.builders import NOW, a_company, a_position, a_rule

SITE = "https://jobs.example.com"
SENDER = "hr@example.com"


@dataclass
class FakeSetups:
    company: Company = field(default_factory=lambda: a_company(highlights="弹性工作"))
    positions: tuple[Position, ...] = field(default_factory=lambda: (a_position(name_en="Sales Representative"),))
    rules: tuple[Rule, ...] = field(default_factory=lambda: (a_rule(),))

    def setup(self) -> "FakeSetups":
        return self

    def position(self, position_id: str) -> Position:
        for each in self.positions:
            if each.position_id == position_id:
                return each
        raise NotFound("position")


class FakeTemplates:
    def __init__(self, *templates: Template) -> None:
        self.kept: dict[str, list[Template]] = {each.key: [each] for each in templates}
        self.overtake: list[Template] = []
        """Versions that a colleague saves between this person's look and their write."""

    def templates(self, kind: str = "") -> tuple[Template, ...]:
        newest = (versions[-1] for versions in self.kept.values())
        return tuple(each for each in newest if not each.deleted and kind in ("", each.kind))

    def current(self, key: str) -> Template | None:
        versions = self.kept.get(key)
        return versions[-1] if versions else None

    def versions(self, key: str) -> list[Template]:
        return self.kept.get(key, [])[::-1]

    def version(self, key: str, number: int) -> Template:
        for each in self.kept.get(key, []):
            if each.version == number:
                return each
        raise NotFound("template")

    def save(self, before: Template | None, after: Template) -> None:
        for each in self.overtake:
            self.kept.setdefault(each.key, []).append(each)
        if self.current(after.key) != before:
            raise Conflict("template")
        self.kept.setdefault(after.key, []).append(after)


@dataclass
class FakeStories:
    stories: dict[str, Story] = field(default_factory=dict)

    def story(self, application_id: str) -> Story:
        if application_id not in self.stories:
            raise NotFound("application")
        return self.stories[application_id]


@dataclass
class FakeMails:
    kept: dict[str, OutgoingMail] = field(default_factory=dict)

    def keep(self, message_id: str, mail: OutgoingMail) -> None:
        self.kept[message_id] = mail

    def mail(self, message_id: str) -> OutgoingMail:
        if message_id not in self.kept:
            raise NotFound("mail")
        return self.kept[message_id]


@dataclass
class FakeQueue:
    trials: list[tuple[Trial, int]] = field(default_factory=list)

    def trial(self, trial: Trial, delay_seconds: int = 0) -> None:
        self.trials.append((trial, delay_seconds))


@dataclass
class FakeTrials:
    turns: dict[str, datetime] = field(default_factory=dict)
    claimed: set[tuple[str, int]] = field(default_factory=set)

    def take_turn(self, username: str, now: datetime) -> None:
        if username in self.turns and now - self.turns[username] <= TURN:
            raise Conflict("trial")
        self.turns[username] = now

    def claim(self, trial: Trial, now: datetime) -> None:
        if (trial.trial_id, trial.attempt) in self.claimed:
            raise Conflict("trial")
        self.claimed.add((trial.trial_id, trial.attempt))


@dataclass
class FakePeople:
    addresses: dict[str, str] = field(default_factory=lambda: {"token": "me@example.com"})

    def address(self, access_token: str) -> str:
        return self.addresses[access_token]


def a_desk(
    *templates: Template, setups: FakeSetups | None = None, stories: Iterable[Story] = (), now: datetime = NOW
) -> Desk:
    return Desk(
        setups=setups or FakeSetups(),
        templates=FakeTemplates(*templates),
        stories=FakeStories({each.application.application_id: each for each in stories}),
        mails=FakeMails(),
        queue=FakeQueue(),
        trials=FakeTrials(),
        people=FakePeople(),
        sender=SENDER,
        site_url=SITE,
        clock=lambda: now,
    )
