"""One seeded history: some days of a small company in bad weather, then calm; what it has broken of the promises.

Everything is drawn from the seed: how bad the weather is and in which way, when people act, which process runs
ahead of time, what is out of order and for how long. The same seed plays the same history again.
"""

import random as global_random
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from mianyue.domain.application import Application
from mianyue.domain.company import Company
from mianyue.domain.message import Kind
from tests.simulators.aws import Fault, Trouble
from tests.simulators.inbox import InboxFaults
from tests.simulators.people import Candidates, HrPerson
from tests.simulators.promises import Promises
from tests.simulators.redriving import redrive
from tests.simulators.scene import AT_ONCE, IN_OFFICE_HOURS, a_person, put_company, put_person
from tests.simulators.scheduler import SchedulerFaults
from tests.simulators.ses import Accepted, Quota, SesFaults
from tests.simulators.sqs import QueueFaults
from tests.simulators.stream_mapping import StreamFaults
from tests.simulators.world import Weather, World

_HOUR, _DAY = 3600.0, 24 * 3600.0
_STARTS = (
    datetime(2026, 3, 27, 9, tzinfo=UTC),  # Berlin springs forward on the 29th
    datetime(2026, 10, 23, 9, tzinfo=UTC),  # and back on the 25th
    datetime(2026, 10, 30, 3, 10, tzinfo=UTC),  # St John's falls back on 1 November
    datetime(2026, 11, 23, 2, tzinfo=UTC),
)
_ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/St_Johns")
_CALM_DAYS = 3.0
_WEEKEND = 2.8 * _DAY
"""From Friday evening to Monday morning nothing goes out in office hours."""


@dataclass(frozen=True)
class Played:
    """What a history came to: broken promises in words, and what went on in it."""

    seed: int
    broken: tuple[str, ...]
    accepted: int
    doubts: int
    requests: int


def play(seed: int) -> Played:
    """Play the history of `seed`."""
    random = _random(seed)
    start = random.choice(_STARTS).timestamp() + random.uniform(0, 12 * _HOUR)
    weather = _weather(random)
    quota = Quota(rate=random.choice((1.0, 14.0)), day=random.choice((3, 50_000, 50_000)))
    company = random.choice((AT_ONCE, AT_ONCE, IN_OFFICE_HOURS))
    world = World(now=start, random=random, weather=weather, quota=quota)
    promises = Promises(world, company)
    put_company(world.table, company)
    people = _people(world, random)
    for person in people:
        put_person(world.table, person)
    storm_ends = start + random.choice((_HOUR, 6 * _HOUR, 30 * _HOUR))
    HrPerson(world, random).work(people, storm_ends)
    Candidates(world, random)
    _outage(world, promises, random, storm_ends)
    world.hub.run(storm_ends)
    return _come_to_rest(seed, world, promises, company)


def _people(world: World, random: Random) -> list[Application]:
    """Up to three applications, some of which may be one candidate's: with one mailbox, and one place to live."""
    home = random.choice(_ZONES)
    people = []
    for number in range(1, random.choice((1, 1, 2, 3)) + 1):
        mailbox = random.choice((0, 1))
        zone = home if number == 1 or mailbox else random.choice(_ZONES)
        people.append(a_person(number, now=world.moment(-_DAY), zone=zone, mailbox=mailbox))
    return people


def play_plainly(number: int = -1, fault: Fault = Fault.NONE) -> Played:
    """One invitation, silence, a reminder, a confirmation; and one fault, at request `number` of it all."""
    random = _random(0)
    trouble = Trouble(at={number: fault})
    world = World(now=_STARTS[-1].timestamp(), random=random, weather=Weather(trouble))
    promises = Promises(world, AT_ONCE)
    put_company(world.table)
    person = a_person(1, now=world.moment(-_DAY), zone=_ZONES[0])
    put_person(world.table, person)
    hr, candidates = HrPerson(world, random), Candidates(world, random, silent=True)

    def answer(mail: Accepted) -> None:
        if mail.kind == Kind.UNOPENED_REMINDER:
            world.hub.later(60, lambda: candidates.look(mail))
            world.hub.later(120, lambda: candidates.confirm(mail))

    world.ses.on_accepted.append(answer)
    hr.move(person.application_id, "screened")
    world.hub.run(world.hub.now + 2 * _DAY)
    return _come_to_rest(number, world, promises, AT_ONCE)


def _random(seed: int) -> Random:
    """All chance of a history; the code under test draws its pauses from Python's own."""
    global_random.seed(seed)
    return Random(seed)


def _come_to_rest(seed: int, world: World, promises: Promises, company: Company) -> Played:
    """Nothing goes wrong any more: what was lost is found, what is in question is answered, what failed is redriven."""
    world.weather(Weather())
    world.ses.quota = Quota()
    world.hub.run(world.hub.now + _CALM_DAYS * _DAY)
    for _ in range(3):
        redrive(world)
        hr = HrPerson(world, world.random)
        hr.lift_all()
        hr.settle_all()
        world.hub.run(world.hub.now + (_WEEKEND if company is IN_OFFICE_HOURS else _HOUR))
    promises.check_rest()
    return Played(seed, tuple(promises.broken), len(world.ses.accepted), promises.doubts, world.aws.requests)


def _weather(random: Random) -> Weather:
    """From a breeze to everything at once."""

    def share(*shares: float) -> float:
        return random.choice((0.0, *shares))

    return Weather(
        trouble=Trouble(share=share(0.01, 0.05, 0.2), slow=share(0.02, 0.2)),
        stream=StreamFaults(repeated=share(0.1, 0.5), lost=share(0.1, 1.0)),
        send_queue=QueueFaults(repeated=share(0.2, 0.8), lost=share(0.1, 0.5)),
        awaited_queue=QueueFaults(repeated=share(0.2, 0.8), lost=share(0.1, 0.5)),
        event_queue=QueueFaults(repeated=share(0.2, 0.8)),
        reply_queue=QueueFaults(repeated=share(0.2, 0.8)),
        inbox=InboxFaults(twice=share(0.1, 0.5), late=share(0.1, 0.5), lost=share(0.1, 0.5), mistyped=share(0.05, 0.2)),
        scheduler=SchedulerFaults(never=share(0.1, 0.5), twice=share(0.1, 0.3), late=share(0.1), early=share(0.1, 0.3)),
        ses=SesFaults(
            rejected=share(0.05),
            repeated=share(0.1, 0.5),
            late=share(0.1, 0.5),
            lost=share(0.05, 0.05, 0.6),
            bounced=share(0.05),
            complained=share(0.05),
            taken_and_refused=share(0.05),
            soft=share(0.2),
            unsubscribed=share(0.1),
            foreign=share(0.2),
        ),
        skew=share(60.0, 300.0),
    )


def _outage(world: World, promises: Promises, random: Random, storm_ends: float) -> None:
    """For minutes, hours or more than a day no function runs: a region is down, or a limit is reached."""
    if random.random() > 0.25:
        return
    since = random.uniform(world.hub.now, storm_ends)
    until = since + random.choice((300.0, 2 * _HOUR, 26 * _HOUR))
    promises.down(since, until)
    affected = random.choice((world.functions(), (world.send,), (world.remind,), (world.track,), (world.replies,)))
    for function in affected:
        world.hub.at(since, lambda function=function: setattr(function, "available", False))
        world.hub.at(until, lambda function=function: setattr(function, "available", True))
