import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from local.mail_recorder import SEND_EMAIL_PATH, MailRecorder

SEND = {"type": "http", "method": "POST", "path": SEND_EMAIL_PATH}
REQUEST = {"EmailTags": [{"Name": "message_id", "Value": "MSG7"}]}


class Engine:
    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.heard = b""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.heard = (await receive())["body"]
        await send({"type": "http.response.start", "status": self.status, "headers": []})
        await send({"type": "http.response.body", "body": b'{"MessageId": "m-1@email.amazonses.com"}'})


def ask(recorder: MailRecorder, scope: dict[str, Any], *parts: bytes) -> list[Any]:
    messages = [
        {"type": "http.request", "body": part, "more_body": index < len(parts) - 1} for index, part in enumerate(parts)
    ]
    answer: list[Any] = []

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        answer.append(message)

    asyncio.run(recorder(scope, receive, send))
    return answer


def test_an_accepted_mail_is_kept_whole_though_it_comes_in_parts(tmp_path: Path) -> None:
    engine = Engine()
    body = json.dumps(REQUEST).encode()
    answer = ask(MailRecorder(engine, tmp_path, now=lambda: 12.5), SEND, body[:9], body[9:])
    assert answer[0]["status"] == 200
    assert engine.heard == body
    (file,) = tmp_path.iterdir()
    assert file.name == "0000000012500-m-1.json"
    assert json.loads(file.read_text()) == {
        "message_id": "m-1@email.amazonses.com",
        "accepted_at": 12.5,
        "request": REQUEST,
    }


def test_a_refused_mail_is_not_kept(tmp_path: Path) -> None:
    answer = ask(MailRecorder(Engine(status=400), tmp_path), SEND, b"{}")
    assert answer[0]["status"] == 400
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("method", "path"), [("GET", SEND_EMAIL_PATH), ("POST", "/")])
def test_other_requests_pass_untouched(tmp_path: Path, method: str, path: str) -> None:
    engine = Engine()
    ask(MailRecorder(engine, tmp_path), {"type": "http", "method": method, "path": path}, b"body")
    assert engine.heard == b"body"
    assert not list(tmp_path.iterdir())
