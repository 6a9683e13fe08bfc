"""Keys are changed while links are made and opened by processes that have read the secret at different moments."""

import json
from datetime import timedelta
from random import Random
from typing import NamedTuple

from infra.rotate_keys import LONGEST_LINK, next_step
from mianyue.adapters.link_keys import LinkKeys
from mianyue.adapters.link_signer import LinkSigner
from mianyue.domain.errors import LinkInvalid
from mianyue.domain.link import Claim, Scope
from tests.builders import APPLICATION_ID, NOW

PROCESSES = 40
OPENED = 4
_PAUSES = (1, 30, 120, 299, 301, 600, 86_400, 20 * 86_400)
"""Seconds between two things that happen: around what a process keeps, and what a link lasts."""


class Checked(NamedTuple):
    """How many links were opened that had not expired, how many of those were refused, how often a key was changed."""

    opened: int
    refused: int
    switched: int


class _Rotation:
    def __init__(self, random: Random) -> None:
        self._random = random
        self.secret = {"active": "1", "1": "first"}
        self.seconds = 0.0
        self.switched = 0
        self._signers = [LinkSigner(self._keys()) for _ in range(PROCESSES)]
        self._links: list[tuple[str, float]] = []

    def _keys(self) -> LinkKeys:
        return LinkKeys(self, "the secret", lambda: self.seconds)  # type: ignore[arg-type]

    def json(self, *_: object, **__: object) -> dict[str, str]:
        """Secrets Manager's answer."""
        return {"SecretString": json.dumps(self.secret)}

    def goes_on(self) -> tuple[int, int]:
        """Time passes, somebody may rotate, a link is made, some are opened: how many, and how many were refused."""
        self.seconds += self._random.choice(_PAUSES)
        if self._random.random() < 0.3:
            self._rotate()
        self._sign()
        newest, _ = self._links[-1]
        self._links = [(token, until) for token, until in self._links if until > self.seconds]
        opened = [token for token, _ in self._random.sample(self._links, min(OPENED, len(self._links)))]
        opened += [newest] * OPENED
        return len(opened), sum(not self._opens(token) for token in opened)

    def _rotate(self) -> None:
        before = self.secret["active"]
        now = NOW + timedelta(seconds=self.seconds)
        self.secret = next_step(self.secret, now, lambda: self._random.randbytes(16).hex()).keys
        self.switched += self.secret["active"] != before

    def _sign(self) -> None:
        until = self.seconds + self._random.uniform(1, LONGEST_LINK.total_seconds() - 600)
        claim = Claim(APPLICATION_ID, 2, 1, int(NOW.timestamp() + until) + 1)
        self._links.append((self._random.choice(self._signers).sign(Scope.LINK, claim), until))

    def _opens(self, token: str) -> bool:
        now = NOW + timedelta(seconds=self.seconds)
        try:
            return bool(self._random.choice(self._signers).verify(Scope.LINK, token, now))
        except LinkInvalid:
            return False


def rotated(steps: int, number: int = 1) -> Checked:
    """What came of so many steps in one world."""
    world = _Rotation(Random(number))
    counts = [world.goes_on() for _ in range(steps)]
    return Checked(sum(each[0] for each in counts), sum(each[1] for each in counts), world.switched)


def worlds(count: int) -> Checked:
    """What came of so many worlds of some fourteen years each."""
    return Checked(*map(sum, zip(*(rotated(2_000, number) for number in range(count)), strict=True)))
