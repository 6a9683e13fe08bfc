"""HTTP/1.1 (RFC 9112), as much of it as AWS and we speak: a request written, an answer read.

`http.client` reads headers with the `email` package: more imports than all of a call needs besides.
"""

from collections.abc import Mapping
from typing import BinaryIO, NamedTuple

_LONGEST_LINE = 65_536
_MOST_HEADERS = 200
_WITHOUT_BODY = (204, 304)


class BrokenAnswer(Exception):
    """What came back is no answer, or not all of it."""


class Answer(NamedTuple):
    """What came back: any status, header names in lower case. `last` when the connection ends with it."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    last: bool = False


def written(method: str, target: str, headers: Mapping[str, str], body: bytes) -> bytes:
    """A request as it goes over the wire. ValueError for a line break where none may be."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    lines += ["accept-encoding: identity", f"content-length: {len(body)}"]
    if any("\r" in line or "\n" in line for line in lines):
        raise ValueError("a line break in a header")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


def read_answer(stream: BinaryIO) -> Answer:
    """The next answer to a request other than HEAD. Raises BrokenAnswer, or OSError as the stream does."""
    version, status = _status(stream)
    headers = _headers(stream)
    if status < 200:  # "100 Continue" and the like come before the answer
        return read_answer(stream)
    body, ended = _body(stream, status, headers)
    last = ended or version != "HTTP/1.1" or "close" in headers.get("connection", "").lower()
    return Answer(status, headers, body, last)


def _status(stream: BinaryIO) -> tuple[str, int]:
    version, _, rest = _line(stream).partition(" ")
    code = rest[:3]
    if not version.startswith("HTTP/1.") or not (len(code) == 3 and code.isdecimal()):
        raise BrokenAnswer("status line")
    return version, int(code)


def _headers(stream: BinaryIO) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        line = _line(stream)
        if not line:
            return headers
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    raise BrokenAnswer("too many headers")


def _body(stream: BinaryIO, status: int, headers: Mapping[str, str]) -> tuple[bytes, bool]:
    """The body, and whether the connection had to end to tell where it ends."""
    if status in _WITHOUT_BODY:
        return b"", False
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return b"".join(iter(lambda: _chunk(stream), b"")), False
    if "content-length" in headers:
        return _exactly(stream, _number(headers["content-length"], 10)), False
    return stream.read(), True


def _chunk(stream: BinaryIO) -> bytes:
    """One piece of a body; b"" for the last, which trailers may follow."""
    size = _number(_line(stream).partition(";")[0], 16)
    if not size:
        _headers(stream)
        return b""
    piece = _exactly(stream, size)
    _line(stream)
    return piece


def _exactly(stream: BinaryIO, size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise BrokenAnswer("body cut short")
    return found


def _number(text: str, base: int) -> int:
    try:
        return int(text, base)
    except ValueError as error:
        raise BrokenAnswer("length") from error


def _line(stream: BinaryIO) -> str:
    line = stream.readline(_LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise BrokenAnswer("line cut short")
    return line.rstrip(b"\r\n").decode("latin-1")
