"""The mailbox: the mails of this laptop by HTTP, and what their readers do with them.

JSON: `GET api/messages` → {messages: [{id, to, from, subject, sent_at, opened}]}, newest first;
`GET api/messages/{id}` → that and {reply_to, text, headers{}, tags{}, attachments[{filename, content_type, size}],
events[{type, at}], answerable}; `POST api/messages/{id}/opened` → 204 and an Open event; `POST api/messages/{id}/reply`
{text, automatic} → 204 and a mail that comes in, 404 where answers go elsewhere. `GET api/messages/{id}/html` is the
HTML part for a sandboxed frame, and `…/attachments/{n}` its n-th file; `GET links/{id}/{n}` follows its n-th tracked
link and makes a Click event.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from local.event_journal import EventJournal
from local.event_publisher import EventPublisher
from local.mails import Mail, Mails, readable
from local.reply_delivery import ReplyDelivery
from local.ses_events import SesEvent, click_event, open_event
from local.tracked_html import tracked_links, with_tracked_links

_MOST_CHARACTERS = 20_000
PAGE = Path(__file__).parent / "mailbox_page"
MAIL_HEADERS = {
    # No script ever runs in a mail. Its origin stays ours so that the mailbox page can fit the frame to the mail.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
    ),
    "X-Frame-Options": "SAMEORIGIN",
    "Cache-Control": "no-store",
}


class Mailbox:
    """The mailbox's routes, to be mounted by the gateway."""

    def __init__(self, mails: Mails, publisher: EventPublisher, journal: EventJournal, replies: ReplyDelivery) -> None:
        self._mails = mails
        self._replies = replies
        self._publisher = publisher
        self._journal = journal

    def publish_automatic(self) -> None:
        """Publish the events of mails accepted since the last call."""
        self._publisher.publish_automatic(self._mails)

    def mount(self) -> Mount:
        """All routes below /mailbox, the page included."""
        message = "/api/messages/{message_id}"
        return Mount(
            "/mailbox",
            routes=[
                Route("/api/messages", self._list),
                Route(message, self._read),
                Route(f"{message}/html", self._html),
                Route(f"{message}/opened", self._opened, methods=["POST"]),
                Route(f"{message}/reply", self._reply, methods=["POST"]),
                Route(f"{message}/attachments/{{number:int}}", self._file),
                Route("/links/{message_id}/{number:int}", self._follow, methods=["GET"]),
                Mount("/", app=StaticFiles(directory=PAGE, html=True)),
            ],
        )

    async def _list(self, _request: Request) -> Response:
        return JSONResponse({"messages": [self._row(mail) for mail in reversed(list(self._mails))]})

    async def _read(self, request: Request) -> Response:
        return JSONResponse(self._whole(self._mail(request)))

    async def _html(self, request: Request) -> Response:
        mail = self._mail(request)
        return HTMLResponse(with_tracked_links(mail.html, _link_address(mail)), headers=MAIL_HEADERS)

    async def _file(self, request: Request) -> Response:
        files, number = self._mail(request).attachments, request.path_params["number"]
        if number >= len(files):
            raise HTTPException(404)
        name = quote(files[number].filename)
        kept = {"Content-Disposition": f"attachment; filename*=utf-8''{name}", "Cache-Control": "no-store"}
        return Response(files[number].content, media_type=files[number].content_type, headers=kept)

    async def _opened(self, request: Request) -> Response:
        mail = self._mail(request)
        await self._report(mail, open_event(mail, **_reader(request)))
        return Response(status_code=204)

    async def _reply(self, request: Request) -> Response:
        mail, asked = self._mail(request), await request.json()
        if not self._replies.takes(mail):
            raise HTTPException(404)
        text, automatic, at = str(asked["text"])[:_MOST_CHARACTERS], bool(asked["automatic"]), datetime.now(UTC)
        await run_in_threadpool(lambda: self._replies.deliver(mail, text, automatic=automatic, at=at))
        return Response(status_code=204)

    async def _follow(self, request: Request) -> Response:
        mail = self._mail(request)
        links = tracked_links(mail.html)
        number = request.path_params["number"]
        if number >= len(links):
            raise HTTPException(404)
        await self._report(mail, click_event(mail, link=links[number], **_reader(request)))
        return RedirectResponse(links[number], status_code=302)

    async def _report(self, mail: Mail, event: SesEvent) -> None:
        await run_in_threadpool(self._publisher.publish, mail, event)

    def _mail(self, request: Request) -> Mail:
        mail = self._mails.find(request.path_params["message_id"])
        if mail is None:
            raise HTTPException(404)
        return mail

    def _row(self, mail: Mail) -> dict[str, Any]:
        return {
            "id": mail.message_id,
            "to": readable(", ".join(mail.destination)),
            "from": readable(mail.source),
            "subject": mail.subject,
            "sent_at": mail.accepted_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "opened": any(event.type == "Open" for event in self._journal.events(mail.message_id)),
        }

    def _whole(self, mail: Mail) -> dict[str, Any]:
        return {
            **self._row(mail),
            "reply_to": readable(", ".join(mail.reply_to)),
            "text": mail.text,
            "headers": {name: readable(value) for name, value in mail.headers.items()},
            "tags": dict(mail.tags),
            "answerable": self._replies.takes(mail),
            "attachments": [
                {"filename": each.filename, "content_type": each.content_type, "size": len(each.content)}
                for each in mail.attachments
            ],
            "events": [event._asdict() for event in self._journal.events(mail.message_id)],
        }


def _link_address(mail: Mail) -> Callable[[int], str]:
    return lambda number: f"/mailbox/links/{mail.message_id}/{number}"


def _reader(request: Request) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC),
        "ip_address": request.client.host if request.client else "127.0.0.1",
        "user_agent": request.headers.get("user-agent", ""),
    }
