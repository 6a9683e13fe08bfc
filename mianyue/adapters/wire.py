"""Connections to AWS: kept open, waited on no longer than said, and not trusted once they are stale."""

import os
import select
import socket
import ssl
from collections.abc import Callable, Mapping
from functools import cache
from typing import BinaryIO, NamedTuple

from mianyue.adapters import clock
from mianyue.adapters.http_messages import Answer, BrokenAnswer, read_answer, written
from mianyue.adapters.sigv4 import Request

IDLE_SECONDS = 5.0
"""A connection unused for longer is opened anew: the other side may have closed it unseen."""
_AMAZON_ROOTS = f"{os.path.dirname(__file__)}/amazon_roots.pem"  # noqa: PTH120 - would import pathlib for this alone
"""The five authorities behind every endpoint of AWS (https://www.amazontrust.com/repository/). Reading a system's
hundred and more would take longer than all the rest of a first call."""


class NoAnswerError(Exception):
    """The request may or may not have arrived: time-out, reset or closed connection."""


class NotConnectedError(NoAnswerError):
    """The request never left: nobody took the connection."""


class Timeouts(NamedTuple):
    """Seconds to connect and to wait for an answer."""

    connect: float = 2.0
    read: float = 10.0


_USUAL = Timeouts()


class Wire:
    """Exchanges requests for answers, one at a time. Not for use by several threads at once."""

    def __init__(self, timeouts: Timeouts = _USUAL, seconds: Callable[[], float] = clock.seconds) -> None:
        self._timeouts = timeouts
        self._seconds = seconds
        self._connections: dict[str, _Connection] = {}

    def exchange(self, request: Request, headers: Mapping[str, str], *, secure: bool = True) -> Answer:
        """Send one request with these headers. Raises NoAnswerError."""
        connection = self._connection(request.host, secure)
        try:
            connection.socket.sendall(written(request.method, request.target, headers, request.body))
            answer = read_answer(connection.stream)
        except (OSError, BrokenAnswer) as error:
            self._drop(request.host)
            raise NoAnswerError(type(error).__name__) from error
        connection.used_at = self._seconds()
        if answer.last:
            self._drop(request.host)
        return answer

    def close(self) -> None:
        """Close every connection."""
        for host in list(self._connections):
            self._drop(host)

    def _connection(self, host: str, secure: bool) -> "_Connection":
        kept = self._connections.get(host)
        if kept and self._seconds() - kept.used_at < IDLE_SECONDS and not kept.closed_by_the_other_side():
            return kept
        self._drop(host)
        opened = _Connection(_connected(host, secure, self._timeouts), self._seconds())
        self._connections[host] = opened
        return opened

    def _drop(self, host: str) -> None:
        if connection := self._connections.pop(host, None):
            connection.close()


class _Connection:
    """One open connection, and when it was used last."""

    def __init__(self, connected: socket.socket, used_at: float) -> None:
        self.socket = connected
        self.stream: BinaryIO = connected.makefile("rb")
        self.used_at = used_at

    def closed_by_the_other_side(self) -> bool:
        """Nothing was asked, so anything to read is the end: better seen now than as a mail whose fate is unknown."""
        readable, _, _ = select.select([self.socket], [], [], 0)
        return bool(readable)

    def close(self) -> None:
        """Give it up."""
        self.stream.close()
        self.socket.close()


def _connected(host: str, secure: bool, timeouts: Timeouts) -> socket.socket:
    """A socket to `host`, which may name its port. Raises NotConnectedError."""
    name, _, port = host.partition(":")
    try:
        opened = _opened(name, int(port or (443 if secure else 80)), timeouts)
        if secure:
            opened = _encrypted(opened, name, timeouts)
    except OSError as error:  # an untrusted certificate among them
        raise NotConnectedError(type(error).__name__) from error
    opened.settimeout(timeouts.read)
    return opened


def _opened(name: str, port: int, timeouts: Timeouts) -> socket.socket:
    opened = socket.create_connection((name, port), timeouts.connect)
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return opened


def _encrypted(opened: socket.socket, name: str, timeouts: Timeouts) -> socket.socket:
    port: int = opened.getpeername()[1]
    try:
        return _shaken(opened, name, _amazons())
    except ssl.SSLCertVerificationError:  # AWS may have moved to another authority: the system knows them all
        return _shaken(_opened(name, port, timeouts), name, _everybodys())


def _shaken(opened: socket.socket, name: str, trust: ssl.SSLContext) -> socket.socket:
    try:
        return trust.wrap_socket(opened, server_hostname=name)
    except OSError:
        opened.close()
        raise


@cache
def _amazons() -> ssl.SSLContext:
    """Trusts Amazon's authorities, or those in the file that AWS_CA_BUNDLE names, as in AWS's own SDKs."""
    return ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE") or _AMAZON_ROOTS)


@cache
def _everybodys() -> ssl.SSLContext:
    """Trusts whom this system trusts."""
    return ssl.create_default_context()
