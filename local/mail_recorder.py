"""Writes down every mail the engine's SES accepts, whole.

The engine keeps subject, text and HTML of a sent mail but neither its headers, tags, attachments nor configuration
set, and all of it only in memory. This ASGI layer stands in front of the engine, sees the SendEmail request as SES
would, and keeps it before the sender hears that the mail was accepted.
"""

import json
import time
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

type Scope = MutableMapping[str, Any]
type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type App = Callable[[Scope, Receive, Send], Awaitable[None]]

SEND_EMAIL_PATH = "/v2/email/outbound-emails"


class MailRecorder:
    """ASGI application that passes everything on to `engine` and keeps accepted mails in `folder`."""

    def __init__(self, engine: App, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._folder = folder
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or (scope["method"], scope["path"]) != ("POST", SEND_EMAIL_PATH):
            await self._engine(scope, receive, send)
            return
        request = await whole_body(receive)
        answer: list[Message] = []
        await self._engine(scope, replay(request, receive), _append_to(answer))
        if answer[0]["status"] == 200:
            self._keep(request, b"".join(part.get("body", b"") for part in answer[1:]))
        for message in answer:
            await send(message)

    def _keep(self, request: bytes, response: bytes) -> None:
        """One file per mail, named so that the order of names is the order of acceptance."""
        message_id = json.loads(response)["MessageId"]
        accepted_at = self._now()
        record = {"message_id": message_id, "accepted_at": accepted_at, "request": json.loads(request)}
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / f"{int(accepted_at * 1000):013d}-{message_id.partition('@')[0]}.json"
        unfinished = target.with_suffix(".part")
        unfinished.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(target)


async def whole_body(receive: Receive) -> bytes:
    """The body of a request, read to its end."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return bytes(body)


def replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that hands over a body that has been read already."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def _append_to(answer: list[Message]) -> Send:
    async def keep(message: Message) -> None:
        answer.append(message)

    return keep
