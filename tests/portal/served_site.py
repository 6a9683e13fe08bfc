"""The built pages as CloudFront serves them: zipped, cached by their hashed names, under the real content policy.

The API answers a candidate's link at once, always alike: a page is measured here, no function.
"""

import gzip
import json
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from infra.security_headers import security_headers
from local.portal import DIST

_DAY = 86_400


@contextmanager
def served(answers: Mapping[str, object]) -> Iterator[str]:
    """The site's address while it is up; `answers` are the API's, by their paths. Afterwards nobody answers there."""

    class Site(_Site):
        api = answers

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        Site.gone = True
        server.shutdown()
        server.server_close()


class _Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    api: Mapping[str, object]
    gone = False

    def do_GET(self) -> None:
        """A file, or an answer of the API; nothing on connections that have outlived the site."""
        if self.gone:
            self.close_connection = True
            return None
        path = self.path.partition("?")[0]
        if path in self.api:
            return self._say(_zipped(json.dumps(self.api[path]).encode()), "application/json", "no-store")
        file = DIST / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        if DIST not in file.parents or not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        kept = f"public, max-age={365 * _DAY}, immutable" if "assets" in file.parts else "no-cache"
        return self._say(_of(file), mimetypes.guess_type(file.name)[0] or "text/plain", kept)

    def do_POST(self) -> None:
        """What a candidate's link opens."""
        self.rfile.read(int(self.headers.get("content-length", "0")))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing: the table is what is printed."""

    def _say(self, body: bytes, kind: str, kept: str) -> None:
        headers = {
            **security_headers("", ""),
            "Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
            "Content-Encoding": "gzip",
            "Content-Length": str(len(body)),
            "Cache-Control": kept,
        }
        self.send_response(HTTPStatus.OK)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@cache
def _of(file: Path) -> bytes:
    return _zipped(file.read_bytes())


def _zipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
