"""The engine's own process: ministack with a mail recorder in front and its state saved while it runs.

ministack saves its state when it is stopped in an orderly way. A laptop also loses power or memory, so the state is
saved a few seconds after each change, too; a killed engine goes back to that moment.
"""

import asyncio
import os
import sys
from pathlib import Path

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app as engine
from ministack.core.persistence import save_all

from local.mail_recorder import App, MailRecorder, Message, Receive, Scope, Send

CHECKPOINT_SECONDS = 5.0


class Checkpoints:
    """ASGI layer that saves the engine's state in pauses of `CHECKPOINT_SECONDS` while requests change it."""

    def __init__(self, inner: App) -> None:
        self._inner = inner
        self._changed = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request and note that it may have changed something."""
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, self._start_saving(send))
            return
        await self._inner(scope, receive, send)
        self._changed = self._changed or scope.get("method") != "GET"

    def _start_saving(self, send: Send) -> Send:
        async def watched(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                self._saving = asyncio.create_task(self._save_for_ever())
            await send(message)

        return watched

    async def _save_for_ever(self) -> None:
        while True:
            await asyncio.sleep(CHECKPOINT_SECONDS)
            if self._changed:
                self._changed = False
                save_all(engine._build_persistence_save_dict())


def main() -> None:
    """Serve until told to stop. Settings come by the environment, see local/engine.py; argument: the mail folder."""
    config = Config()
    config.bind = [f"{os.environ['BIND_HOST']}:{os.environ['GATEWAY_PORT']}"]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    asyncio.run(serve(MailRecorder(Checkpoints(engine.app), Path(sys.argv[1])), config))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
