"""HTTP connections to AWS: kept open, waited on no longer than said, and not trusted once they are stale."""

import http.client
import select
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from mianyue.adapters import clock
from mianyue.adapters.sigv4 import Request

IDLE_SECONDS = 5.0
"""A connection unused for longer is opened anew: the other side may have closed it unseen."""


class NoAnswerError(Exception):
    """The request may or may not have arrived: time-out, reset or closed connection."""


class NotConnectedError(NoAnswerError):
    """The request never left: nobody took the connection."""


@dataclass(frozen=True)
class Timeouts:
    """Seconds to connect and to wait for an answer."""

    connect: float = 2.0
    read: float = 10.0


@dataclass(frozen=True)
class Answer:
    """What came back: any status, header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """Exchanges requests for answers, one at a time. Not for use by several threads at once."""

    def __init__(self, timeouts: Timeouts = Timeouts(), seconds: Callable[[], float] = clock.seconds) -> None:
        self._timeouts = timeouts
        self._seconds = seconds
        self._connections: dict[str, tuple[http.client.HTTPConnection, float]] = {}

    def exchange(self, request: Request, headers: Mapping[str, str], *, secure: bool = True) -> Answer:
        """Send one request with these headers. Raises NoAnswerError."""
        connection = self._connection(request.host, secure)
        try:
            connection.request(request.method, request.target, body=request.body, headers=headers)
            response = connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException) as error:
            self._drop(request.host)
            raise NoAnswerError(type(error).__name__) from error
        self._connections[request.host] = (connection, self._seconds())
        if response.will_close:
            self._drop(request.host)
        return Answer(response.status, {name.lower(): value for name, value in response.headers.items()}, body)

    def close(self) -> None:
        """Close every connection."""
        for host in list(self._connections):
            self._drop(host)

    def _connection(self, host: str, secure: bool) -> http.client.HTTPConnection:
        connection, used_at = self._connections.get(host, (None, 0.0))
        if connection and self._seconds() - used_at < IDLE_SECONDS and not _closed_by_the_other_side(connection):
            return connection
        self._drop(host)
        return self._open(host, secure)

    def _open(self, host: str, secure: bool) -> http.client.HTTPConnection:
        connect = self._timeouts.connect
        connection = (
            http.client.HTTPSConnection(host, timeout=connect, context=_tls())
            if secure
            else http.client.HTTPConnection(host, timeout=connect)
        )
        try:
            connection.connect()
        except OSError as error:
            connection.close()
            raise NotConnectedError(type(error).__name__) from error
        connection.sock.settimeout(self._timeouts.read)
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connections[host] = (connection, self._seconds())
        return connection

    def _drop(self, host: str) -> None:
        connection, _ = self._connections.pop(host, (None, 0.0))
        if connection:
            connection.close()


@cache
def _tls() -> ssl.SSLContext:
    """Made once: reading the certificate authorities takes longer than a handshake."""
    return ssl.create_default_context()


def _closed_by_the_other_side(connection: http.client.HTTPConnection) -> bool:
    """Nothing was asked, so anything to read is the end: better seen now than as a mail nobody knows the fate of."""
    readable, _, _ = select.select([connection.sock], [], [], 0)
    return bool(readable)
