"""A killed engine is asked again for everything it had been asked since its last save."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from local.mail_recorder import whole_body
from local.write_ahead import SAVE_SECONDS, NotSaved, WriteAhead, must_survive, rest_after

WRITE = [(b"x-amz-target", b"DynamoDB_20120810.PutItem")]
READ = [(b"x-amz-target", b"DynamoDB_20120810.GetItem")]


class Engine:
    """Keeps what it was asked in memory, and a saved copy of it."""

    def __init__(self, saved: list[str] | None = None) -> None:
        self.saved = saved if saved is not None else []
        self.memory = list(self.saved)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await send({"type": "lifespan.startup.complete"})
            await send({"type": (await receive())["type"] + ".complete"})
            return
        body = await whole_body(receive)
        if dict(scope["headers"])[b"x-amz-target"] == WRITE[0][1]:
            self.memory.append(body.decode())
        await send({"type": "http.response.start", "status": 200})

    def save(self) -> None:
        self.saved[:] = self.memory


async def ask(layer: WriteAhead, body: str, headers: list[tuple[bytes, bytes]]) -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body.encode(), "more_body": False}

    async def send(_: Any) -> None:
        return

    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers}
    await layer(scope, receive, send)


async def live(layer: WriteAhead, *, stopped: bool) -> None:
    """Start the engine, and stop it in an orderly way or not at all."""

    async def receive() -> dict[str, Any]:
        if not stopped:
            raise asyncio.CancelledError
        return {"type": "lifespan.shutdown"}

    async def send(_: Any) -> None:
        return

    try:
        await layer({"type": "lifespan"}, receive, send)
    except asyncio.CancelledError:
        return


def a_run(folder: Path, saved: list[str], *bodies: str, save_after: int = -1, stopped: bool = False) -> Engine:
    """One life of the engine, ended by a kill unless it is stopped."""

    async def run() -> Engine:
        engine = Engine(saved)
        layer = WriteAhead(engine, folder, engine.save)
        await live(layer, stopped=False)
        for number, body in enumerate(bodies):
            if number == save_after:
                layer.save_now()
            await ask(layer, body, WRITE)
            await ask(layer, "read", READ)
        if stopped:
            engine.save()
            await live(layer, stopped=True)
        return engine

    return asyncio.run(run())


@pytest.mark.parametrize("save_after", [-1, 0, 1, 2, 3])
def test_a_kill_loses_nothing(tmp_path: Path, save_after: int) -> None:
    saved: list[str] = []
    a_run(tmp_path, saved, "one", "two", "three", save_after=save_after)
    assert set(a_run(tmp_path, saved).memory) == {"one", "two", "three"}


def test_two_kills_in_a_row_lose_nothing(tmp_path: Path) -> None:
    saved: list[str] = []
    a_run(tmp_path, saved, "one")
    a_run(tmp_path, saved, "two")
    assert set(a_run(tmp_path, saved).memory) == {"one", "two"}


def test_an_orderly_stop_leaves_nothing_to_ask_again(tmp_path: Path) -> None:
    saved: list[str] = []
    a_run(tmp_path, saved, "one", stopped=True)
    assert list(tmp_path.iterdir()) == []
    assert a_run(tmp_path, saved).memory == ["one"]


def test_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    async def run() -> None:
        engine = Engine()
        layer = WriteAhead(engine, tmp_path, engine.save)
        for number in range(10):
            await ask(layer, str(number), WRITE)
            layer.save_now()

    asyncio.run(run())
    assert len(list(tmp_path.iterdir())) <= 2


def test_saving_takes_at_most_a_quarter_of_the_time() -> None:
    assert rest_after(0.1) == SAVE_SECONDS
    assert all(seconds / (seconds + rest_after(seconds)) <= 0.25 for seconds in (0.1, 2, 20, 90))


def test_a_line_cut_off_by_the_kill_is_passed_over(tmp_path: Path) -> None:
    saved: list[str] = []
    a_run(tmp_path, saved, "one", "two")
    (part,) = tmp_path.iterdir()
    part.write_text(part.read_text()[:-20])
    assert a_run(tmp_path, saved).memory == ["one"]


def test_what_could_not_be_saved_stays_in_the_log_until_it_is(tmp_path: Path) -> None:
    saved: list[str] = []

    def refuse() -> None:
        raise NotSaved

    async def run() -> None:
        layer = WriteAhead(Engine(saved), tmp_path, refuse)
        for number in range(5):
            await ask(layer, str(number), WRITE)
            layer.save_now()

    asyncio.run(run())
    assert a_run(tmp_path, saved).memory == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("target", "path", "body", "survives"),
    [
        ("DynamoDB_20120810.TransactWriteItems", "/", b"{}", True),
        ("DynamoDB_20120810.Query", "/", b"{}", False),
        ("AmazonSQS.SendMessage", "/", b"{}", True),
        ("AmazonSQS.ReceiveMessage", "/", b"{}", False),
        ("", "/schedules/reminder-1", b"{}", True),
        ("", "/", b"Action=Publish&TopicArn=x", True),
        ("", "/", b"Action=CreateTopic&Name=x", False),
        ("", "/v2/email/outbound-emails", json.dumps({"Content": {}}).encode(), False),
    ],
)
def test_what_must_survive_is_what_the_system_writes(target: str, path: str, body: bytes, survives: bool) -> None:
    scope = {"path": path, "headers": [(b"x-amz-target", target.encode())]}
    assert must_survive(scope, body) is survives
