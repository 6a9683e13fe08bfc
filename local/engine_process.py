"""The engine's own process: ministack behind a log of what it was asked to change, and a recorder of its mails.

ministack saves its state when it is stopped in an orderly way. A laptop also loses power or memory, so the state is
saved a few seconds after each change, too, and what came after the last save stands in the log.
"""

import asyncio
import os
import sys
from pathlib import Path

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app as engine
from ministack.core.persistence import save_all
from ministack.services import lambda_svc

from local.mail_recorder import MailRecorder
from local.write_ahead import WriteAhead


def save_state() -> None:
    """Save everything the engine knows, as it does itself when it is stopped."""
    save_all(engine._build_persistence_save_dict())


def read_streams_anew() -> None:
    """Forget how far each stream was read before the engine stopped.

    The engine saves those positions, but not the streams' records: it would wait for as many new records as there
    ever were old ones, and lose them all.
    """
    lambda_svc._dynamodb_stream_positions.clear()


def main() -> None:
    """Serve until told to stop. Settings come by the environment, see local/engine.py; argument: the mail folder."""
    config = Config()
    config.bind = [f"{os.environ['BIND_HOST']}:{os.environ['GATEWAY_PORT']}"]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    logged = WriteAhead(engine.app, Path(os.environ["STATE_DIR"]) / "log", save_state, read_streams_anew)
    asyncio.run(serve(MailRecorder(logged, Path(sys.argv[1])), config))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
