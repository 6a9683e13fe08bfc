"""Keeps one sender to its part of SES's rate: mails above it are refused there, not queued (decision 4)."""

import random
from collections.abc import Callable
from math import inf

from mianyue.adapters import clock
from mianyue.adapters.log import log
from mianyue.adapters.send_quota import SendQuota
from mianyue.domain.errors import OverQuota, Throttled
from mianyue.domain.outgoing import RATE_USED

_UNASKED = 0.5
"""Mails a second of one sender until SES has said more: two of them keep to the sandbox's 1/s."""
_KEPT_SECONDS = 300.0
_LONGEST_WAIT_SECONDS = 10.0
_LEAST_PACE = 0.5
_TOLERATED = 0.2
"""Part of the time between two mails by which one may leave later after its turn than they usually do."""


class SendingRate:
    """The turns of this process at one queue, where it is one of `senders` that know nothing of each other.

    The first mail after a pause goes out unasked: a single mail, often in a cold process, need not wait for SES to
    tell its rate. It is asked for when a second mail follows sooner than the slowest rate would allow. Not so one of
    many: it may have come to a new process because the one before has just died, and waits as that would have.
    """

    def __init__(self, ask: Callable[[], SendQuota | None], senders: int) -> None:
        self._ask = ask
        self._senders = senders
        self._rate = _UNASKED * senders
        self._open = True
        self._ask_at = -inf
        self._turn_at = -inf
        self._pace = 1.0
        self._usually_late = 0.0

    def turn(self, *, one_of_many: bool = False) -> None:
        """Wait until a mail may be handed over: at most a few seconds.

        Raises OverQuota while SES accepts nothing, Throttled when the turn is too far away to wait for.
        """
        if one_of_many and self._turn_at == -inf:
            self._turn_at = clock.monotonic()
        if not self._open or clock.monotonic() < self._turn_at + 1 / _UNASKED:
            self._learn()
        if not self._open:
            raise OverQuota("closed")
        self._wait()

    def leaves(self) -> None:
        """The mail whose turn it was leaves now.

        What all of them take from their turn to here changes nothing. One that took longer moves the turns behind it:
        otherwise it would leave together with the next.
        """
        late = clock.monotonic() - self._turn_at
        if late == inf:
            return
        if (longer := late - self._usually_late) > _TOLERATED * self._interval():
            self._turn_at += longer
        self._usually_late += (min(late, _LONGEST_WAIT_SECONDS) - self._usually_late) / 8

    def refused(self, error: Throttled) -> None:
        """SES has refused a mail for its rate or its quota: go slower, or stop until SES says otherwise."""
        log("ses_refused", code=str(error))
        if isinstance(error, OverQuota):
            self._open, self._ask_at = False, clock.monotonic() + _KEPT_SECONDS
            return
        # Somebody else sends in the same account, or two senders have come into step: leave it.
        self._pace = max(_LEAST_PACE, self._pace * 0.7)
        self._turn_at += _chance() * self._interval()

    def _learn(self) -> None:
        now = clock.monotonic()
        if now < self._ask_at:
            return
        quota = self._ask()
        self._ask_at = now + (_KEPT_SECONDS if quota else self._senders * _chance())  # they may all ask at once
        self._open = quota is None or quota.open  # without an answer the next mail is the question
        if quota and quota.open:
            self._rate = quota.rate

    def _wait(self) -> None:
        now = clock.monotonic()
        turn_at = max(now, self._turn_at + self._interval())
        if turn_at - now > _LONGEST_WAIT_SECONDS:
            raise Throttled("not this sender's turn")
        if turn_at > now:
            clock.sleep(turn_at - now)
        self._turn_at = turn_at
        self._pace = min(1.0, self._pace + 0.01)

    def _interval(self) -> float:
        return self._senders / (self._rate * RATE_USED * self._pace)


def _chance() -> float:
    return random.random()  # noqa: S311 - no secret
