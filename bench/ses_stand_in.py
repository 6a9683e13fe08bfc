"""SES as far as its limits go: what is over the rate or the day's quota is refused, not queued.

The rate is a bucket that holds one second's allowance
(https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html: short bursts are let through, lasting ones
are not). GetAccount is answered once a second, as all of SES but sending.
"""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from math import inf
from typing import Any

from mianyue.adapters import clock
from mianyue.adapters.http_messages import Answer
from mianyue.adapters.sigv4 import Request
from mianyue.adapters.wire import Timeouts, Wire

_DAY_SECONDS = 24 * 3600.0


class SesStandIn:
    """One account: `rate` mails a second, `day` in any 24 hours."""

    def __init__(self, rate: float, day: float = 50_000.0) -> None:
        self.rate = rate
        self.day = day
        self.requests = 0
        self.accepted: list[float] = []
        """When each mail was taken."""
        self.mails: Counter[str] = Counter()
        """How often each message was taken."""
        self._allowance = rate
        self._counted_at = -inf
        self._told_at = -inf

    def answer(self, request: Request) -> Answer:
        """SendEmail or GetAccount."""
        self.requests += 1
        return self._account() if request.method == "GET" else self._send(json.loads(request.body))

    def most_in_a_second(self) -> int:
        """The most mails that were taken within any second."""
        first, most = 0, 0
        for last, moment in enumerate(self.accepted):
            while self.accepted[first] <= moment - 1.0:
                first += 1
            most = max(most, last - first + 1)
        return most

    def _send(self, mail: dict[str, Any]) -> Answer:
        now = clock.monotonic()
        self._allowance = min(self.rate, self._allowance + (now - self._counted_at) * self.rate)
        self._counted_at = now
        if self._sent(now) >= self.day:
            return _refusal(400, "LimitExceededException", "Daily message quota exceeded.")
        if self._allowance < 1:
            return _refusal(429, "TooManyRequestsException", "Maximum sending rate exceeded.")
        self._allowance -= 1
        self.accepted.append(now)
        self.mails[next(tag["Value"] for tag in mail["EmailTags"] if tag["Name"] == "message")] += 1
        return _answer(200, {"MessageId": f"ses-{len(self.accepted)}"})

    def _account(self) -> Answer:
        now = clock.monotonic()
        if now < self._told_at + 1.0:
            return _refusal(429, "TooManyRequestsException", "Rate exceeded")
        self._told_at = now
        quota = {"MaxSendRate": self.rate, "Max24HourSend": self.day, "SentLast24Hours": float(self._sent(now))}
        return _answer(200, {"SendQuota": quota, "SendingEnabled": True})

    def _sent(self, now: float) -> int:
        return len(self.accepted) - bisect_right(self.accepted, now - _DAY_SECONDS)


class StandInWire(Wire):
    """Carries requests to the stand-in; `travel` gives the seconds of each way there and back."""

    def __init__(self, ses: SesStandIn, travel: Callable[[], float]) -> None:
        super().__init__(Timeouts())
        self._ses = ses
        self._travel = travel

    def exchange(self, request: Request, *_: object, **__: object) -> Answer:
        """One request and its answer."""
        seconds = self._travel()
        clock.sleep(seconds / 2)
        answer = self._ses.answer(request)
        clock.sleep(seconds / 2)
        return answer


def _answer(status: int, body: dict[str, Any], kind: str = "") -> Answer:
    return Answer(status, {"x-amzn-errortype": kind}, json.dumps(body).encode())


def _refusal(status: int, kind: str, message: str) -> Answer:
    return _answer(status, {"message": message}, kind)
