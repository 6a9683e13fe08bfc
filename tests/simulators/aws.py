"""Everything the thin client can reach, in place of its wire: each request may be lost, refused, late or doubled.

The functions' own client signs, repeats and gives up as it is deployed; what travels ends here instead of at AWS.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from typing import Any
from urllib.parse import unquote

from mianyue.adapters.sigv4 import Request
from mianyue.adapters.wire import Answer, NoAnswerError, NotConnectedError
from tests.simulators.hub import Hub, Killed
from tests.simulators.refusal import Refusal

_CONNECT_SECONDS, _READ_SECONDS = 2.0, 10.0


class Fault(Enum):
    """What goes wrong with one request."""

    NONE = "nothing"
    CRASH_BEFORE = "the process dies before the request leaves"
    CRASH_AFTER = "the process dies before the answer comes"
    NOT_CONNECTED = "nobody takes the connection"
    REQUEST_LOST = "the request never arrives, and nobody answers"
    ANSWER_LOST = "it is done, but the answer is lost"
    ERROR_BEFORE = "a 5xx, and nothing was done"
    ERROR_AFTER = "a 5xx, though it was done"
    THROTTLED = "too many requests"


REAL_FAULTS = tuple(fault for fault in Fault if fault is not Fault.NONE)


@dataclass
class Trouble:
    """What goes wrong: a share of all requests, or one fault at one request of the history (counted from 0)."""

    share: float = 0.0
    slow: float = 0.0
    usual: tuple[float, float] = (0.001, 0.03)
    """Seconds that a request, and an answer, are on their way: from, to."""
    at: dict[int, Fault] = field(default_factory=dict)

    def of(self, number: int, random: Random) -> Fault:
        """The fault of request `number`."""
        if number in self.at:
            return self.at[number]
        return random.choice(REAL_FAULTS) if random.random() < self.share else Fault.NONE


type Service = Callable[[Request], dict[str, Any] | bytes]


class SimulatedAws:
    """Answers requests by the service in their host name."""

    def __init__(self, hub: Hub, services: Mapping[str, Service], *, random: Random, trouble: Trouble) -> None:
        self.trouble = trouble
        self.requests = 0
        self.calls: Counter[str] = Counter()
        self._hub = hub
        self._services = services
        self._random = random

    def exchange(self, request: Request) -> Answer:
        """What the wire would bring back. Raises NoAnswerError, and Killed where the process dies."""
        if Hub.task() is None:  # setting a scene: nothing goes wrong, and no time goes by
            return self._answered(request)
        fault = self.trouble.of(self.requests, self._random)
        self.requests += 1
        self._hub.wait(self._latency())
        if fault is not Fault.NONE:
            return self._trouble(fault, request)
        answer = self._answered(request)
        self._hub.wait(self._latency())
        return answer

    def _trouble(self, fault: Fault, request: Request) -> Answer:
        match fault:
            case Fault.CRASH_BEFORE:
                raise Killed
            case Fault.CRASH_AFTER:
                self._answered(request)
                raise Killed
            case Fault.NOT_CONNECTED:
                self._hub.wait(_CONNECT_SECONDS)
                raise NotConnectedError("ConnectionRefusedError")
            case Fault.REQUEST_LOST | Fault.ANSWER_LOST:
                if fault is Fault.ANSWER_LOST:
                    self._answered(request)
                self._hub.wait(_READ_SECONDS)
                raise NoAnswerError("TimeoutError")
            case Fault.ERROR_AFTER:
                self._answered(request)
                return _refused(Refusal(500, "InternalServerError", {}))
            case Fault.THROTTLED:
                return _refused(Refusal(429, "TooManyRequestsException", {"message": "Maximum sending rate exceeded."}))
        return _refused(Refusal(503, "ServiceUnavailable", {}))

    def _latency(self) -> float:
        slow = self._random.random() < self.trouble.slow
        return self._random.uniform(1, 9) if slow else self._random.uniform(*self.trouble.usual)

    def _answered(self, request: Request) -> Answer:
        name = request.host.removesuffix(".eu-central-1.amazonaws.com").rpartition(".")[2]
        target = request.headers.get("x-amz-target", f"{request.method} {name}")
        self.calls[target.rpartition(".")[2]] += 1
        try:
            body = self._services[name](request)
        except Refusal as refusal:
            return _refused(refusal)
        return Answer(200, {}, body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode())


def _refused(refusal: Refusal) -> Answer:
    body = {"__type": refusal.code, **refusal.body}
    return Answer(refusal.status, {"x-amzn-errortype": refusal.code}, json.dumps(body).encode())


def operation(request: Request) -> str:
    """The operation that a JSON request names."""
    return request.headers["x-amz-target"].rpartition(".")[2]


def payload(request: Request) -> dict[str, Any]:
    """The JSON body of a request."""
    loaded: dict[str, Any] = json.loads(request.body or b"{}")
    return loaded


class Bucket:
    """S3, one bucket of it: objects by key."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def __call__(self, request: Request) -> bytes:
        """PutObject and GetObject."""
        key = unquote(request.path).lstrip("/")
        if request.method == "PUT":
            self.objects[key] = request.body
            return b""
        if key not in self.objects:
            raise Refusal(404, "NoSuchKey", {})
        return self.objects[key]
