"""Thousands of invitations that are due at once, and in the middle of them something that somebody waits for.

Everything goes through the deployed handlers. Nothing else goes wrong: this is about who waits for whom.
"""

import random as global_random
from collections import Counter
from copy import replace
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from mianyue.adapters.items import Item
from mianyue.adapters.keys import entry_item
from mianyue.adapters.story_store import StoryStore
from mianyue.adapters.table import Key, Table
from mianyue.domain.message import AWAITED, Kind
from tests.builders import an_entry, an_interview, an_invitation
from tests.simulators.aws import Trouble
from tests.simulators.memory_client import MemoryClient
from tests.simulators.people import Candidates
from tests.simulators.scene import a_person, put_company, put_person
from tests.simulators.ses import Quota, SesFaults
from tests.simulators.world import TABLE, Weather, World

RATE = 14.0
_WEATHER = Weather(trouble=Trouble(usual=(0.0005, 0.004)), ses=SesFaults(lost=1.0))
"""Quick enough for two senders to be held up by SES's rate alone, and nobody is told what became of a mail."""
_START = datetime(2026, 11, 23, 2, tzinfo=UTC).timestamp()


@dataclass
class AwaitedWave:
    """Invitations for `people`, the first of whom `answer` a minute after their invitation has come."""

    people: int
    answers: int = 1
    strict: bool = False
    seed: int = 1
    written: dict[str, float] = field(default_factory=dict)
    """When each message that somebody waits for was written."""

    def __post_init__(self) -> None:
        global_random.seed(self.seed)
        random = Random(self.seed)
        self.world = World(now=_START, random=random, weather=_WEATHER, quota=Quota(rate=RATE, strict=self.strict))
        self._candidates = Candidates(self.world, random, silent=True)
        put_company(self.world.table)
        self.world.on_write.append(self._note)
        stories = StoryStore(Table(MemoryClient(self.world.table), TABLE))  # type: ignore[arg-type]
        for number in range(1, self.people + 1):
            self._invite(stories, number)

    @property
    def accepted(self) -> Counter[str]:
        """How often SES has taken each message."""
        return Counter(mail.tags["message"] for mail in self.world.ses.accepted)

    @property
    def waits(self) -> list[float]:
        """The seconds from each answer to the mail that tells of it."""
        mails = (mail for mail in self.world.ses.accepted if Kind(mail.kind) in AWAITED)
        return [mail.at - self.written[mail.tags["message"]] for mail in mails]

    def play(self) -> None:
        """Until everything has gone out."""
        self._run(60)
        first = self.world.ses.accepted[: self.answers]
        for mail in first:
            self._candidates.confirm(mail)
        self._run(self.people / RATE + 600)

    def _invite(self, stories: StoryStore, number: int) -> None:
        now = self.world.moment()
        person = replace(a_person(number, now=now, zone="Asia/Shanghai"), stage="screened", entry=2)
        put_person(self.world.table, person)
        of = {"application_id": person.application_id}
        entry = an_entry(**of, entered_at=now)
        self.world.table.call("PutItem", {"TableName": TABLE, "Item": entry_item(entry)})
        interview = an_interview(**of, invited_at=now, starts_at=now + timedelta(days=2), batch="import-1")
        invitation = an_invitation(interview, created_at=now, due_at=now)
        stories.invite(replace(entry, routed_at=now), interview, [invitation], [])

    def _note(self, _key: Key, before: Item | None, after: Item | None) -> None:
        if before is None and after and after["type"]["S"] == "message" and after["kind"]["S"] in AWAITED:
            self.written[after["message_id"]["S"]] = self.world.hub.now

    def _run(self, seconds: float) -> None:
        self.world.hub.run(self.world.hub.now + seconds)
