"""An AWS that answers as told: rightly, wrongly, late or never."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TIMEOUT = 0.3
"""Seconds a client under test waits; the stub says nothing for longer than that."""


class Trouble(Enum):
    """What a connection may do instead of carrying an answer."""

    HANGS_UP = "closes without a word"
    STAYS_SILENT = "never answers"
    BREAKS_OFF = "stops in the middle of the answer"
    ANSWERS_AND_LEAVES = "answers, then closes without having said so"


type Told = tuple[int, dict] | tuple[int, bytes] | Trouble


class Stub(ThreadingHTTPServer):
    """Gives the answers of a list, then only 200."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.answers: list[Told] = []
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        self.connections = 0
        self.over = threading.Event()
        self.left = threading.Event()


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Stub

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1

    def finish(self) -> None:
        super().finish()
        self.connection.close()
        self.server.left.set()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        told = self.server.answers.pop(0) if self.server.answers else (200, {})
        match told:
            case Trouble.HANGS_UP:
                self.close_connection = True
            case Trouble.STAYS_SILENT:
                self.server.over.wait()
                self.close_connection = True
            case Trouble.BREAKS_OFF:
                self._answer(200, b'{"half":', promised=100)
                self.close_connection = True
            case Trouble.ANSWERS_AND_LEAVES:
                self._answer(200, b"{}")
                self.close_connection = True
            case status, payload:
                self._answer(status, payload if isinstance(payload, bytes) else json.dumps(payload).encode())

    def _answer(self, status: int, text: bytes, promised: int | None = None) -> None:
        self.send_response(status)
        self.send_header("content-length", str(promised or len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def a_stub() -> Iterator[Stub]:
    """A running stub on a port of its own."""
    server = Stub()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()
    thread.join()
