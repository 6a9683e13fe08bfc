"""A hundred thousand tokens that nobody of ours has made, or that must not hold any more: how many were taken."""

import base64
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random

from functions.portal_api.candidate_session import current
from mianyue.adapters.link_signer import LinkSigner
from mianyue.domain.errors import LinkInvalid
from mianyue.domain.interview import Interview
from mianyue.domain.link import Claim, Scope
from tests.builders import APPLICATION_ID, NOW, an_interview
from tests.proofs.fresh_links import FreshLinkDoor

COUNT = 100_000
ONCE_OURS = frozenset({"expired", "revoked"})
"""What must not open anything any more, and may have a new link sent to its candidate all the same."""
EXPIRES_AT = NOW + timedelta(days=40)


class Forger:
    """Makes tokens that must be refused, each in one of many ways, and has each tried, at every door."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._keys = {"active": "2", "1": _key(random), "2": _key(random)}
        self._signer = LinkSigner(lambda: self._keys)
        self._version = 3
        self.tried: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()
        self._door = FreshLinkDoor(self._signer, self._version)
        self.mailed: Counter[str] = Counter()
        """Mails with a new link, by what was shown for it."""
        self.told: Counter[str | None] = Counter()
        """What its page said: of none of these more than of any other."""

    def interview(self, application_id: str, number: int) -> Interview:
        """The interview that every token here is about: its links have been made anew twice."""
        return an_interview(application_id=application_id, number=number, link_version=self._version)

    def forge(self) -> None:
        """One more."""
        make = self._random.choice(_WAYS)
        name, scope = make.__name__.strip("_"), self._random.choice(list(Scope))
        self.tried[name] += 1
        mails, said = self._door.press(make(self, Scope.LINK))
        self.mailed[name] += mails
        self.told[said] += 1
        try:
            current(self, self._signer.verify(scope, make(self, scope), NOW))  # type: ignore[arg-type]
        except LinkInvalid:
            return
        self.taken[name] += 1

    @property
    def wrongly_mailed(self) -> int:
        """Mails that something has caused which never was a link of ours."""
        return sum(times for name, times in self.mailed.items() if name not in ONCE_OURS)

    def _good(self, scope: Scope, *, version: int = 3, expires: int = int(EXPIRES_AT.timestamp())) -> str:
        return self._signer.sign(scope, Claim(APPLICATION_ID, self._random.randint(1, 9), version, expires))

    def _changed(self, scope: Scope, change: Callable[[bytearray], None]) -> str:
        raw = bytearray(base64.urlsafe_b64decode(self._good(scope)))
        change(raw)
        return base64.urlsafe_b64encode(raw).decode()

    def random_bytes(self, _: Scope) -> str:
        """Something of the right length."""
        return base64.urlsafe_b64encode(self._random.randbytes(36)).decode()

    def random_tag(self, scope: Scope) -> str:
        """The right fields with a made-up signature."""
        tag = self._random.randbytes(16)
        return self._changed(scope, lambda raw: raw.__setitem__(slice(20, 36), tag))

    def flipped_bit(self, scope: Scope) -> str:
        """One bit is another."""
        bit = self._random.randrange(36 * 8)
        return self._changed(scope, lambda raw: raw.__setitem__(bit // 8, raw[bit // 8] ^ 1 << bit % 8))

    def changed_field(self, scope: Scope) -> str:
        """Another key id, scope, version, expiry, application or entry under the old signature."""
        start, end = self._random.choice(((0, 1), (1, 2), (2, 4), (4, 8), (8, 18), (18, 20)))
        other = self._random.randbytes(end - start)

        def change(raw: bytearray) -> None:
            raw[start:end] = other if raw[start:end] != other else bytes(each ^ 1 for each in other)

        return self._changed(scope, change)

    def truncated(self, scope: Scope) -> str:
        """Cut off when it was copied."""
        return self._good(scope)[: self._random.randrange(48)]

    def lengthened(self, scope: Scope) -> str:
        """With something at its end, at its beginning or inside."""
        token, place = self._good(scope), self._random.randrange(49)
        return token[:place] + self._random.choice(("=", "A", "\n", " ", "%3D", "é", "\0", "AAAA")) + token[place:]

    def other_spelling(self, scope: Scope) -> str:
        """Letters in the other case."""
        token = self._good(scope)
        other = token.swapcase()
        return other if other != token else token + "="

    def other_scope(self, scope: Scope) -> str:
        """A tracking link as a session, a session as a way into the interview, and so on round."""
        return self._good(self._random.choice([each for each in Scope if each is not scope]))

    def expired(self, scope: Scope) -> str:
        """From the very second of its end on."""
        return self._good(scope, expires=int(NOW.timestamp()) - self._random.choice((0, 1, 60, 10**6)))

    def revoked(self, scope: Scope) -> str:
        """Signed, and of a version that links no longer have."""
        return self._good(scope, version=self._random.choice((1, 2, 4)))

    def unknown_key(self, scope: Scope) -> str:
        """Signed with a key that was never ours, under an id that is."""
        keys = {"active": (active := self._random.choice(("1", "2"))), active: _key(self._random)}
        claim = Claim(APPLICATION_ID, 2, 3, int(EXPIRES_AT.timestamp()))
        return LinkSigner(lambda: keys).sign(scope, claim)


_WAYS = (
    Forger.random_bytes,
    Forger.random_tag,
    Forger.flipped_bit,
    Forger.changed_field,
    Forger.truncated,
    Forger.lengthened,
    Forger.other_spelling,
    Forger.other_scope,
    Forger.expired,
    Forger.revoked,
    Forger.unknown_key,
)


def forged(count: int = COUNT, number: int = 1) -> Forger:
    """What came of so many forgeries."""
    forger = Forger(Random(number))
    for _ in range(count):
        forger.forge()
    return forger


def _key(random: Random) -> str:
    return random.randbytes(32).hex()
