"""What the engine was asked to change, written down before it is done, so that a killed engine loses nothing.

ministack keeps its state in memory. It is saved in pauses; what has been asked since the last save stands in a log
here and is asked again at the next start. Everything in the log may be asked twice without harm: the system's own
writes are conditional, its queue messages, events and schedules are taken at least once anyway. A mail is no part of
it: `local/mail_recorder.py` keeps each one on disk when it is accepted.
"""

import asyncio
import base64
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from local.mail_recorder import App, Message, Receive, Scope, Send, replay, whole_body

SAVE_SECONDS = 5.0
REST = 3
"""The engine answers nobody while it saves, and the more it knows, the longer that takes: a rest is so many times as
long, so that an engine with a hundred thousand people still works most of the time."""
_TARGETS = frozenset(
    {
        "DynamoDB_20120810.PutItem",
        "DynamoDB_20120810.UpdateItem",
        "DynamoDB_20120810.DeleteItem",
        "DynamoDB_20120810.BatchWriteItem",
        "DynamoDB_20120810.TransactWriteItems",
        "AmazonSQS.SendMessage",
        "AmazonSQS.SendMessageBatch",
    }
)


class NotSaved(Exception):
    """The engine could not save all of its state."""


class WriteAhead:
    """ASGI layer that logs changing requests to `engine` in `folder`, and asks them again after a kill."""

    def __init__(
        self, engine: App, folder: Path, save: Callable[[], None], started: Callable[[], None] = lambda: None
    ) -> None:
        """`started` is called once the engine has its saved state, before it is asked anything again."""
        self._engine = engine
        self._log = RequestLog(folder)
        self._save = save
        self._started = started
        self._changed = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request, or the start and stop of the engine."""
        if scope["type"] == "lifespan":
            await self._engine(scope, receive, self._around_life(send))
        elif scope["type"] == "http" and scope["method"] == "POST":
            await self._post(scope, await whole_body(receive), receive, send)
        else:
            self._changed = self._changed or scope.get("method", "GET") != "GET"
            await self._engine(scope, receive, send)

    async def _post(self, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
        if must_survive(scope, body):
            self._log.add(scope, body)
        self._changed = True
        await self._engine(scope, replay(body, receive), send)

    def _around_life(self, send: Send) -> Send:
        async def watched(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                self._started()
                await self._ask_again()
                self._saving = asyncio.create_task(self._save_for_ever())
            if message["type"] == "lifespan.shutdown.complete":
                self._log.clear()  # the engine has saved everything itself
            await send(message)

        return watched

    async def _ask_again(self) -> None:
        for scope, body in self._log.requests():
            await self._engine(scope, replay(body, _silence), _into_nothing)

    async def _save_for_ever(self) -> None:
        rest = SAVE_SECONDS
        while True:
            await asyncio.sleep(rest)
            if self._changed:
                self._changed = False
                began = time.monotonic()
                self.save_now()
                rest = rest_after(time.monotonic() - began)

    def save_now(self) -> None:
        """Save the engine's state; of the log, what began before the last save but one is needed no more.

        What was not saved stays in the log until it is.
        """
        self._log.begin_part()
        try:
            self._save()
        except NotSaved:
            self._changed = True
        else:
            self._log.drop_old_parts()


class RequestLog:
    """Requests in order, in two parts: the one being written, and the one before it.

    A request may be logged before a save and carried out after it, so a part is dropped only one save later.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._number = max((int(path.stem) for path in folder.glob("*.jsonl")), default=0) + 1

    def add(self, scope: Scope, body: bytes) -> None:
        """Write a request down before it is carried out."""
        headers = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in scope["headers"]]
        entry = {"path": scope["path"], "headers": headers, "body": base64.b64encode(body).decode()}
        with self._part(self._number).open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")

    def requests(self) -> list[tuple[Scope, bytes]]:
        """Every request in the log, oldest first; a last line that was cut off was never carried out."""
        lines = [line for path in sorted(self._folder.glob("*.jsonl")) for line in path.read_text().splitlines()]
        return [_request(entry) for line in lines if (entry := _entry(line))]

    def begin_part(self) -> None:
        """Write to a new part from now on."""
        self._number += 1

    def drop_old_parts(self) -> None:
        """Forget all but the part being written and the one before."""
        for path in self._folder.glob("*.jsonl"):
            if int(path.stem) < self._number - 1:
                path.unlink()

    def clear(self) -> None:
        """Forget everything."""
        for path in self._folder.glob("*.jsonl"):
            path.unlink()

    def _part(self, number: int) -> Path:
        return self._folder / f"{number:012d}.jsonl"


def rest_after(seconds: float) -> float:
    """How long to wait after a save that took so long."""
    return max(SAVE_SECONDS, REST * seconds)


def must_survive(scope: Scope, body: bytes) -> bool:
    """Whether a POST is one of those a kill must not undo: table writes, queue messages, events, schedules."""
    target = dict(scope["headers"]).get(b"x-amz-target", b"").decode("latin-1")
    return target in _TARGETS or scope["path"].startswith("/schedules/") or body.startswith(b"Action=Publish&")


def _entry(line: str) -> dict[str, Any] | None:
    try:
        entry: dict[str, Any] = json.loads(line)
    except ValueError:
        return None
    return entry


def _request(entry: dict[str, Any]) -> tuple[Scope, bytes]:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in entry["headers"]]
    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": entry["path"],
        "raw_path": entry["path"].encode(),
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }
    return scope, base64.b64decode(entry["body"])


async def _silence() -> Message:
    return {"type": "http.disconnect"}


async def _into_nothing(_message: Message) -> None:
    return
