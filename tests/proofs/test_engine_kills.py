"""The engine dies again and again while invitations go out: the mails accepted equal the model exactly.

The model: everybody who was moved to the stage gets one invitation, and nothing else. The engine is killed at moments
that a seeded generator chooses, and started again the way a person does. A message whose answer a kill has swallowed
is settled by the Send event of the mailbox; if the mail was never accepted, HR is asked after 15 minutes, looks into
the mailbox, and has it sent again.

    MIANYUE_PROOF_PEOPLE  how many are invited (500)
    MIANYUE_PROOF_KILLS   how often the engine is killed meanwhile (20)
    MIANYUE_PROOF_SEED    another number, other moments (1)

    .venv/bin/python -m pytest tests/proofs/test_engine_kills.py
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import NamedTuple

import pytest

from tests.journey.laptop import RunningLaptop
from tests.proofs.wave import Doubts, Wave

PEOPLE = int(os.environ.get("MIANYUE_PROOF_PEOPLE", "500"))
KILLS = int(os.environ.get("MIANYUE_PROOF_KILLS", "20"))
SEED = int(os.environ.get("MIANYUE_PROOF_SEED", "1"))
AT_ONCE = 2
"""Messages that can be between claim and answer when the engine dies: for them, and only them, HR is asked."""
PATIENCE = 25 * 60
"""Seconds: the doubts need 15 minutes, and what was in flight during a kill stays unseen for six."""


class Kill(NamedTuple):
    """One kill, chosen by chance: when it comes, and how much goes down with the engine."""

    share: float
    """Of what can still go out before it, evenly divided among the kills to come: 0 at once, 2 after twice its part."""
    seconds: float
    """How much later it comes, so that it hits anything between two mails."""
    power_cut: bool
    """Gateway and mailbox die too, and ./dev up starts everything; else they run on, and wait for the engine."""


def kills(count: int, seed: int) -> list[Kill]:
    """The same kills for the same seed."""
    random = Random(seed)
    return [Kill(random.uniform(0, 2), random.random(), random.random() < 0.15) for _ in range(count)]


def accepted_before(kill: Kill, *, accepted: int, to_come: int) -> int:
    """How many mails are accepted when `kill` comes, the first of `to_come`. Whoever may be left in doubt, up to
    AT_ONCE people for each kill, is not waited for."""
    left = max(0, PEOPLE - AT_ONCE * KILLS - accepted)
    return accepted + int(left * kill.share / (to_come + 1))


def carry_out(kill: Kill, laptop: RunningLaptop, wave: Wave, to_come: int) -> int:
    """Wait for the moment, kill the engine and start it again; how many mails were accepted before."""
    wanted = accepted_before(kill, accepted=len(wave.mails()), to_come=to_come)
    accepted = laptop.wait_for(lambda: found if (found := len(wave.mails())) >= wanted else None, PATIENCE)
    time.sleep(kill.seconds)
    if kill.power_cut:
        laptop.cut_power()
        laptop.start_engine()
    else:
        laptop.stop_engine(kill=True)
        laptop.start_engine_alone()
    return accepted


def settle(laptop: RunningLaptop, wave: Wave) -> Doubts:
    """HR answers what is asked until everybody's invitation is known to be out and nothing is asked any more."""
    doubts = Doubts(laptop)

    def done() -> bool:
        return doubts.answer() == 0 and not wave.waits_for()

    laptop.wait_for(done, PATIENCE, pause=5)
    return doubts


def nothing_is_on_its_way(laptop: RunningLaptop) -> bool:
    """Whatever a send queue still holds could still send something."""
    names = [f"ApproximateNumberOfMessages{which}" for which in ("", "NotVisible", "Delayed")]
    urls = [laptop.outputs[name] for name in ("SendQueueUrl", "AwaitedQueueUrl")]
    found = [laptop.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names) for url in urls]
    return all(each["Attributes"][name] == "0" for each in found for name in names)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Tell whoever watches, with the seconds since the start."""
    started = time.monotonic()

    def line(text: str) -> None:
        with capsys.disabled():
            print(f"\n{time.monotonic() - started:6.0f} s  {text}", end="", flush=True)  # noqa: T201

    return line


@pytest.mark.timeout(60 * 60)
def test_the_mails_accepted_equal_the_model_though_the_engine_is_killed_again_and_again(
    laptop: RunningLaptop, say: Callable[[str], None]
) -> None:
    wave = Wave(laptop, PEOPLE)
    wave.invite()
    say(f"{PEOPLE} people moved")
    for number, kill in enumerate(kills(KILLS, SEED), 1):
        accepted = carry_out(kill, laptop, wave, KILLS - number + 1)
        say(f"kill {number} after {accepted} mails{', the mailbox too' if kill.power_cut else ''}")
    doubts = settle(laptop, wave)
    laptop.wait_for(lambda: nothing_is_on_its_way(laptop), PATIENCE)
    accepted_mails = wave.accepted()
    asked = ", ".join(f"{answer} {times}" for answer, times in Counter(doubts.asked).items()) or "nothing"
    say(f"{PEOPLE} people, {KILLS} kills, {len(accepted_mails)} mails accepted; HR was asked: {asked}\n")

    assert Counter(accepted_mails) == Counter(wave.expected())
    assert len({mail.to for mail in accepted_mails}) == PEOPLE
    assert {tuple(found) for found in wave.messages().values()} == {(("invitation", "sent"),)}
    assert len(laptop.mails()) == PEOPLE
    assert len(doubts.asked) <= AT_ONCE * KILLS
