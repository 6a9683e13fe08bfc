"""What the engine's own process adds to ministack."""

import socket
from pathlib import Path

import pytest
from ministack.core import persistence

from local import engine_process
from local.engine_process import open_port, save_state
from local.write_ahead import NotSaved


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_who_asks_before_the_engine_can_answer_waits_and_is_heard() -> None:
    port = free_port()
    with open_port("127.0.0.1", port) as listening, socket.create_connection(("127.0.0.1", port), timeout=5) as early:
        early.sendall(b"anybody there?")
        taken, _ = listening.accept()
        with taken:
            assert taken.recv(100) == b"anybody there?"


def save_with(monkeypatch: pytest.MonkeyPatch, **services: object) -> None:
    monkeypatch.setattr(engine_process.engine, "_build_persistence_save_dict", lambda: services)
    save_state()


def test_a_service_whose_state_cannot_be_read_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def changing() -> None:
        raise RuntimeError("dictionary changed size during iteration")

    with pytest.raises(NotSaved, match="dictionary changed size"):
        save_with(monkeypatch, sqs=changing)


def test_a_state_that_cannot_be_written_is_not_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(persistence, "PERSIST_STATE", True)
    monkeypatch.setattr(persistence, "STATE_DIR", str(tmp_path))
    with pytest.raises(NotSaved, match="failed to save sqs"):
        save_with(monkeypatch, sqs=lambda: {"queue": object()})


def test_what_is_saved_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    save_with(monkeypatch, sqs=dict)
