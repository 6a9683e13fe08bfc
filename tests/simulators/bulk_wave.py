"""A bulk action for thousands: counted, held, paused, resumed, its worker killed, SES's day used up half-way.

Everything goes through the deployed handlers, in weather that loses answers, repeats messages and kills processes.
"""

import json
import random as global_random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

from mianyue.adapters import keys
from mianyue.adapters.bulk_store import BulkStore
from mianyue.adapters.table import Table
from mianyue.domain.bulk import Tally
from tests.builders import a_company
from tests.http_events import hr_event
from tests.simulators.aws import Trouble
from tests.simulators.redriving import redrive
from tests.simulators.scene import a_person, put_company, put_person
from tests.simulators.ses import Accepted, Quota, SesFaults
from tests.simulators.sqs import QueueFaults
from tests.simulators.stream_mapping import StreamFaults
from tests.simulators.world import TABLE, Weather, World

HOLD = 300
RATE = 14.0
IN_HAND = 30.0
"""Seconds in which a mail that was on its way when HR paused may still go out."""
_START = datetime(2026, 11, 23, 2, tzinfo=UTC).timestamp()
_HOUR = 3600.0
_WEATHER = Weather(
    trouble=Trouble(share=0.002, usual=(0.0005, 0.004)),
    stream=StreamFaults(repeated=0.05),
    send_queue=QueueFaults(repeated=0.05),
    event_queue=QueueFaults(repeated=0.05),
    ses=SesFaults(repeated=0.1, late=0.02),
)


@dataclass
class BulkWave:
    """One bulk action for `people`; `broken` is what was not as promised, in words."""

    people: int
    seed: int = 1
    broken: list[str] = field(default_factory=list)
    doubts: int = 0
    killed: int = 0

    def __post_init__(self) -> None:
        global_random.seed(self.seed)
        random = Random(self.seed)
        # Half of the day's mails went out 23 hours ago: the other half are half of the wave, and an hour later the
        # day's window has moved on.
        quota = Quota(rate=RATE, day=self.people)
        self.world = World(now=_START, random=random, weather=_WEATHER, quota=quota)
        put_company(self.world.table)
        company = a_company(
            quiet_from=0,
            quiet_until=0,
            bulk_hold_seconds=HOLD,
            experienced_reminder_seconds=90 * 24 * 3600,
            experienced_confirm_seconds=90 * 24 * 3600,
        )
        self._put(keys.company_item(company))
        for number in range(1, self.people + 1):
            put_person(self.world.table, a_person(number, now=self.world.moment(-number), zone="Asia/Shanghai"))
        earlier = self.people - self.people // 2
        self.world.ses.accepted += [_long_ago(self.world.hub.now - 23 * _HOUR) for _ in range(earlier)]
        self._earlier = earlier
        self.bulk_id = ""

    def __str__(self) -> str:
        ses, aws = self.world.ses, self.world.aws
        return (
            f"{self.people} people, {aws.requests} requests, {len(self.accepted)} mails accepted of "
            f"{len(ses.asked)} asked for, at most {ses.most_asked_in_a_second()} in a second at {RATE:.0f}/s; "
            f"workers killed: {self.killed}; HR was asked: {self.doubts}; broken: {'; '.join(self.broken) or 'nothing'}"
        )

    @property
    def accepted(self) -> list[Accepted]:
        """What SES has taken of the wave."""
        return self.world.ses.accepted[self._earlier :]

    def play(self) -> None:
        """The whole story, and what it has come to."""
        self._begin()
        self._pause_and_resume()
        self._kill_the_worker()
        self._run_until_nothing_moves()
        self._check()

    def _begin(self) -> None:
        preview = self._ask("POST", "/preview", {"kind": "move", "stage": "screened", "everybody": {}})
        self._expect("mails foreseen", preview["mails"], self.people)
        self.bulk_id = self._ask("POST", "", {"bulk_id": preview["bulk_id"]})["bulk_id"]
        self._run(HOLD - 30)
        self._expect("people moved within the hold", self._shown()["position"], 0)

    def _pause_and_resume(self) -> None:
        self._run_until_position(self.people // 5)
        paused = self._ask("POST", f"/{self.bulk_id}/pause")
        at, position = self.world.hub.now, self._shown()["position"]
        self._run(20 * 60)
        late = [mail for mail in self.accepted if mail.at > at + IN_HAND]
        self._expect("mails while paused", len(late), 0)
        further = self._shown()["position"] - position  # the one in hand at that moment counts
        self._expect("people moved while paused, but for the one in hand", max(further - 1, 0), 0)
        self._expect("its status", paused["status"], "paused")
        self._ask("POST", f"/{self.bulk_id}/resume")

    def _kill_the_worker(self) -> None:
        self._run_until_position(self.people // 2)
        self.killed = self.world.bulk.kill()

    def _run_until_nothing_moves(self) -> None:
        for _ in range(12):
            self._run(_HOUR)
            shown = self._shown()
            if shown["complete"] and not shown["mails"]["doubtful"]:
                break
            redrive(self.world)
            self._answer_doubts()

    def _check(self) -> None:
        shown = self._shown()
        invited = Counter(mail.to for mail in self.accepted)
        self._expect("people invited", len(invited), self.people)
        self._expect("mails to anybody", set(invited.values()), {1})
        self._expect("people moved", (shown["acted"], shown["position"]), (self.people, self.people))
        everything = Tally(routed=self.people, written=self.people, sent=self.people)
        self._expect("the figures", BulkStore(self._table()).tally(self.bulk_id), everything)
        self._expect("its end", (shown["status"], shown["complete"]), ("done", True))
        most = self.world.ses.most_asked_in_a_second()
        if most > RATE * 1.05:
            self.broken.append(f"SES was asked {most} times in a second")

    def _answer_doubts(self) -> None:
        """HR looks whether the mail has gone out, and says so."""
        sent = {mail.tags["message"] for mail in self.accepted}
        for item in self.world.listed(keys.CASES, index=True):
            application, case = item["application_id"]["S"], item["case_id"]["S"]
            answer = "leave" if item["message_id"]["S"] in sent else "send_again"
            path = f"/api/hr/applications/{application}/cases/{case}/resolve"
            self.world.request(hr_event("POST", path, {"resolution": answer}))
            self.doubts += 1

    def _run_until_position(self, position: int) -> None:
        while self._shown()["position"] < position:
            self._run(5)

    def _shown(self) -> Any:
        return self._ask("GET", f"/{self.bulk_id}")

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        """Ask until somebody answers: this weather costs HR an answer now and then, too."""
        answers: list[Any] = []
        said: list[str] = []

        def take(answer: dict[str, Any]) -> None:
            said.append(answer["body"])
            if answer["statusCode"] < 300:
                answers.append(json.loads(answer["body"]))

        for _ in range(20):
            self.world.request(hr_event(method, f"/api/hr/bulks{path}", body), take)
            for _ in _seconds(60):
                self._run(0.25)
                if answers:
                    return answers[-1]
        raise AssertionError(f"nobody answers {method} {path}: {said}")

    def _run(self, seconds: float) -> None:
        self.world.hub.run(self.world.hub.now + seconds)

    def _expect(self, what: str, found: object, wanted: object) -> None:
        if found != wanted:
            self.broken.append(f"{what}: {found}, not {wanted}")

    def _put(self, item: Any) -> None:
        self.world.table.call("PutItem", {"TableName": TABLE, "Item": item})

    def _table(self) -> Table:
        return Table(_Direct(self.world), TABLE)  # type: ignore[arg-type]


class _Direct:
    """In place of a client: asks the table without any weather."""

    def __init__(self, world: World) -> None:
        self._world = world

    def json(self, _service: str, target: str, request: dict[str, Any]) -> dict[str, Any]:
        return self._world.table.call(target.rpartition(".")[2], request)


def _seconds(seconds: int) -> Iterator[int]:
    return iter(range(seconds * 4))


def _long_ago(at: float) -> Accepted:
    return Accepted(at=at, to="", kind="", link="", tags={}, provider_id="")
