"""A standard SQS queue with its function: at least once, in any order, hidden while it is worked on.

Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html. A failed message comes into
sight again when its visibility time-out ends; after so many receipts it goes to the dead letters.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from random import Random

from tests.simulators.hub import Hub
from tests.simulators.lambda_functions import Outcome, SimulatedFunction

KEPT_SECONDS = 14 * 24 * 3600


@dataclass(frozen=True)
class QueueSettings:
    """What the stack says about a queue and its mapping; a test holds both together."""

    batch_size: int
    visibility: float
    receipts: int = 5
    at_once: int = 10


@dataclass
class QueueFaults:
    """Shares of messages that are brought twice, and that are lost (SQS itself loses none; a bug of ours may)."""

    repeated: float = 0.0
    lost: float = 0.0


@dataclass
class Letter:
    """A message on the queue."""

    identifier: str
    body: str
    visible_at: float
    receipts: int = 0


class Queue:
    """Brings messages to `function`, `settings.at_once` invocations at most at the same time."""

    def __init__(
        self,
        hub: Hub,
        function: SimulatedFunction,
        settings: QueueSettings,
        *,
        random: Random,
        faults: QueueFaults,
    ) -> None:
        self.faults = faults
        self.dead: list[str] = []
        self.on_sent: list[Callable[[str], None]] = []
        """Hears of every message that is put on it."""
        self._hub = hub
        self._function = function
        self._settings = settings
        self._random = random
        self._letters: dict[str, Letter] = {}
        self._working = 0
        self._numbers = count()

    def send(self, body: str, delay: float = 0.0) -> None:
        """Put a message on the queue, in sight after `delay` seconds."""
        for listener in self.on_sent:
            listener(body)
        if self._random.random() < self.faults.lost:
            return
        times = 2 if self._random.random() < self.faults.repeated else 1
        for _ in range(times):
            letter = Letter(f"m{next(self._numbers)}", body, self._hub.now + delay + self._random.uniform(0.01, 0.2))
            self._letters[letter.identifier] = letter
            self._hub.at(letter.visible_at, self._poll)

    def _poll(self) -> None:
        visible = [each for each in self._letters.values() if each.visible_at <= self._hub.now]
        if not visible or self._working >= self._settings.at_once:
            return
        chosen = self._random.sample(visible, min(len(visible), self._settings.batch_size))
        taken = [letter for letter in chosen if self._receive(letter)]
        if taken:
            self._working += 1
            self._function.invoke(_event(taken), lambda outcome: self._ended(taken, outcome))
        if len(visible) > len(chosen):
            self._poll()

    def _receive(self, letter: Letter) -> bool:
        letter.receipts += 1
        if letter.receipts > self._settings.receipts:
            del self._letters[letter.identifier]
            self.dead.append(letter.body)
            return False
        letter.visible_at = self._hub.now + self._settings.visibility
        self._hub.at(letter.visible_at, self._poll)
        return True

    def _ended(self, taken: list[Letter], outcome: Outcome) -> None:
        self._working -= 1
        if outcome.ok:
            failed = {each["itemIdentifier"] for each in (outcome.answer or {}).get("batchItemFailures", [])}
            for letter in taken:
                if letter.identifier not in failed:
                    self._letters.pop(letter.identifier, None)
        self._poll()


def _event(letters: list[Letter]) -> dict[str, list[dict[str, str]]]:
    source = {"eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:queue"}
    records = [{"messageId": letter.identifier, "body": letter.body, **source} for letter in letters]
    return {"Records": records}
