"""The engine's own process: ministack behind a log of what it was asked to change, and a recorder of its mails.

ministack saves its state when it is stopped in an orderly way. A laptop also loses power or memory, so the state is
saved a few seconds after each change, too, and what came after the last save stands in the log.
"""

import asyncio
import logging
import os
import socket
import sys
from pathlib import Path

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app as engine
from ministack.core import persistence
from ministack.services import lambda_svc

from local.mail_recorder import MailRecorder
from local.write_ahead import NotSaved, WriteAhead


class _Complaints(logging.Handler):
    """What the engine could not save: it says so in its log, and goes on."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def save_state() -> None:
    """Save everything the engine knows, as it does itself when it is stopped. Raises NotSaved."""
    complaints = _Complaints()
    persistence.logger.addHandler(complaints)
    try:
        persistence.save_all(engine._build_persistence_save_dict())
    finally:
        persistence.logger.removeHandler(complaints)
    if complaints.heard:
        raise NotSaved("; ".join(complaints.heard))


def read_streams_anew() -> None:
    """Forget how far each stream was read before the engine stopped.

    The engine saves those positions, but not the streams' records: it would wait for as many new records as there
    ever were old ones, and lose them all.
    """
    lambda_svc._dynamodb_stream_positions.clear()


def open_port(host: str, port: int) -> socket.socket:
    """The engine's port, open before the engine can answer.

    It runs functions as soon as it has its state back: their requests wait here until it has asked everything again.
    Refused, they would fail, be kept back for minutes, and after five restarts end among the dead letters.
    """
    listening = socket.create_server((host, port))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def main() -> None:
    """Serve until told to stop. Settings come by the environment, see local/engine.py; argument: the mail folder."""
    listening = open_port(os.environ["BIND_HOST"], int(os.environ["GATEWAY_PORT"]))
    config = Config()
    config.bind = [f"fd://{listening.detach()}"]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    logged = WriteAhead(engine.app, Path(os.environ["STATE_DIR"]) / "log", save_state, read_streams_anew)
    asyncio.run(serve(MailRecorder(logged, Path(sys.argv[1])), config))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
