"""An AWS on this machine: TLS, HTTP/1.1 with connections kept, right answers at once, a list of what was asked."""

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

type Answers = Callable[["Asked"], bytes]


class Asked(NamedTuple):
    """One request. `service` is as its host names it; `operation` is the target's name, else method and path."""

    service: str
    operation: str
    body: bytes


class AwsStub(socketserver.ThreadingTCPServer):
    """Answers every request with what `answers` gives for it; `asked` holds what has come in."""

    daemon_threads = True

    def __init__(self, shown: Path, answers: Answers) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.answers = answers
        self.asked: list[Asked] = []
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(shown)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def taken(self) -> list[Asked]:
        """What was asked since this was called last."""
        asked, self.asked = self.asked, []
        return asked


class _Connection(socketserver.StreamRequestHandler):
    server: AwsStub
    disable_nagle_algorithm = True

    def setup(self) -> None:
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        while line := self.rfile.readline():
            asked = self._asked(line.decode())
            self.server.asked.append(asked)
            body = self.server.answers(asked)
            head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
            self.wfile.write(head.encode() + body)

    def _asked(self, line: str) -> Asked:
        verb, target, _ = line.split(" ", 2)
        headers = self._headers()
        if headers.get("expect") == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        chunked = headers.get("transfer-encoding") == "chunked"
        body = self._chunks() if chunked else self.rfile.read(int(headers.get("content-length", 0)))
        named = headers.get("x-amz-target", "").rpartition(".")[2]
        return Asked(_service(headers["host"]), named or f"{verb} {target}", body)

    def _chunks(self) -> bytes:
        """A body in pieces (RFC 9112, 7.1), as boto3 sends files to S3."""
        parts: list[bytes] = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self._headers()  # trailing ones, checksums
        return b"".join(parts)

    def _headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        while line := self.rfile.readline().decode().strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return headers


def _service(host: str) -> str:
    """`s3` of `bucket.s3.eu-central-1.amazonaws.com`."""
    return host.split(".")[-4]


@contextmanager
def running(shown: Path, answers: Answers) -> Iterator[AwsStub]:
    """A stub that answers until the block is left."""
    with AwsStub(shown, answers) as stub:
        thread = threading.Thread(target=stub.serve_forever, daemon=True)
        thread.start()
        yield stub
        stub.shutdown()
        thread.join()
