"""One thin client for every call the functions make to AWS (decision 14).

Nearly every call of a small company is a cold one, so importing less is answering sooner. It keeps its
connections, waits no longer than it says, and repeats a request only by the policy below: never where
the caller allows one try.
"""

import http.client
import json
import os
import random
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from mianyue.adapters.sigv4 import Credentials, Request, signed_headers

IDLE_SECONDS = 5.0
"""A connection unused for longer is opened anew: the other side may have closed it unseen."""
_REPEATABLE = frozenset(
    {
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)


class AwsError(Exception):
    """AWS answered with an error. `code` is its name, `payload` its JSON body.

    `repeated` tells that an earlier request of the same call got no clear answer, and may have been carried out.
    """

    def __init__(self, status: int, code: str, payload: dict[str, Any]) -> None:
        super().__init__(f"{status} {code}")
        self.repeated = False
        self.status = status
        self.code = code
        self.payload = payload


class NoAnswerError(Exception):
    """The request may or may not have arrived: time-out, reset or closed connection."""


class NotConnectedError(NoAnswerError):
    """The request never left: nobody took the connection."""


@dataclass(frozen=True)
class Timeouts:
    """Seconds to connect and to wait for an answer."""

    connect: float = 2.0
    read: float = 10.0


class AwsClient:
    """Calls AWS's JSON and REST protocols. Not for use by several threads at once."""

    def __init__(
        self,
        *,
        region: str,
        credentials: Callable[[], Credentials],
        endpoint: str = "",
        timeouts: Timeouts = Timeouts(),
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.region = region
        self._credentials = credentials
        self._endpoint = urlsplit(endpoint) if endpoint else None
        self._timeouts = timeouts
        self._pause = pause
        self._clock = clock
        self._connections: dict[str, tuple[http.client.HTTPConnection, float]] = {}

    def json(
        self, service: str, target: str, payload: dict[str, Any], *, version: str = "1.0", tries: int = 3
    ) -> dict[str, Any]:
        """One operation of a JSON service, e.g. ("dynamodb", "DynamoDB_20120810.GetItem", {...})."""
        headers = {"content-type": f"application/x-amz-json-{version}", "x-amz-target": target}
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        answer = self.request(service, "POST", "/", headers=headers, body=body, tries=tries)
        result: dict[str, Any] = json.loads(answer or b"{}")
        return result

    def request(
        self,
        service: str,
        method: str,
        path: str,
        *,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
        query: tuple[tuple[str, str], ...] = (),
        prefix: str = "",
        host_name: str = "",
        tries: int = 3,
    ) -> bytes:
        """One signed request; its body. Raises AwsError or NoAnswerError once the tries are used up.

        `service` is the signing name; `host_name` the host's where that differs (SES: `email`).
        `prefix` stands before the host (S3: the bucket), or in the path on a private endpoint.
        """
        host, path = self.address(host_name or service, prefix, path)
        request = Request(method, host, path, headers or {}, body, query)
        for attempt in range(1, tries + 1):
            try:
                return self._once(service, request)
            except (AwsError, NoAnswerError) as error:
                if isinstance(error, AwsError):
                    error.repeated = attempt > 1
                if attempt == tries or not _repeatable(error):
                    raise
            self._pause(random.uniform(0.5, 1) * 0.05 * 2**attempt)  # noqa: S311 - jitter, no secret
        raise AssertionError("unreachable: the last try returns or raises")

    def address(self, name: str, prefix: str, path: str) -> tuple[str, str]:
        """Host and path of a request: AWS's own, or those of the private endpoint."""
        if self._endpoint:
            return self._endpoint.netloc, (f"/{prefix}{path}" if prefix else path)
        return f"{prefix}.{name}.{self.region}.amazonaws.com".lstrip("."), path

    def close(self) -> None:
        """Close every connection."""
        for host in list(self._connections):
            self._drop(host)

    def _once(self, service: str, request: Request) -> bytes:
        headers = signed_headers(
            request,
            service=service,
            region=self.region,
            credentials=self._credentials(),
            now=datetime.fromtimestamp(self._clock(), UTC),
        )
        connection = self._connection(request.host)
        try:
            connection.request(request.method, request.target, body=request.body, headers=headers)
            response = connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException) as error:
            self._drop(request.host)
            raise NoAnswerError(type(error).__name__) from error
        self._connections[request.host] = (connection, self._clock())
        if response.will_close:
            self._drop(request.host)
        if response.status >= 300:
            raise _error(response.status, response.headers, body)
        return body

    def _connection(self, host: str) -> http.client.HTTPConnection:
        connection, used_at = self._connections.get(host, (None, 0.0))
        if connection and self._clock() - used_at < IDLE_SECONDS:
            return connection
        self._drop(host)
        return self._open(host)

    def _open(self, host: str) -> http.client.HTTPConnection:
        plain = self._endpoint is not None and self._endpoint.scheme == "http"
        kind = http.client.HTTPConnection if plain else http.client.HTTPSConnection
        connection = kind(host, timeout=self._timeouts.connect)
        try:
            connection.connect()
        except OSError as error:
            raise NotConnectedError(type(error).__name__) from error
        connection.sock.settimeout(self._timeouts.read)
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connections[host] = (connection, self._clock())
        return connection

    def _drop(self, host: str) -> None:
        connection, _ = self._connections.pop(host, (None, 0.0))
        if connection:
            connection.close()


def _repeatable(error: AwsError | NoAnswerError) -> bool:
    if isinstance(error, NoAnswerError):
        return True
    return error.status >= 500 or error.status == 429 or error.code in _REPEATABLE


def _error(status: int, headers: http.client.HTTPMessage, body: bytes) -> AwsError:
    try:
        payload = json.loads(body or b"{}")
    except ValueError:  # S3 answers in XML
        payload = {}
    named = payload.get("__type") or payload.get("code") or headers.get("x-amzn-errortype") or ""
    return AwsError(status, str(named).rsplit("#", 1)[-1].split(":")[0], payload)


def environment_credentials() -> Credentials:
    """The credentials that Lambda puts into the environment."""
    return Credentials(
        os.environ["AWS_ACCESS_KEY_ID"],
        os.environ["AWS_SECRET_ACCESS_KEY"],
        os.environ.get("AWS_SESSION_TOKEN", ""),
    )


def environment_client() -> AwsClient:
    """The client of a running function."""
    return AwsClient(
        region=os.environ["AWS_REGION"],
        credentials=environment_credentials,
        endpoint=os.environ.get("AWS_ENDPOINT_URL", ""),
    )
