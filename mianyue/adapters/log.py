"""Logs are events with ids: one JSON line each, never a name, an address, a token or a mail's text."""

import json
import sys


def log(event: str, **ids: str | int) -> None:
    """Write one event, e.g. log("message_sent", message="m…", tries=1)."""
    sys.stdout.write(json.dumps({"event": event, **ids}, separators=(",", ":")) + "\n")


def place(error: BaseException) -> str:
    """File and line that raised: an error's own text may hold personal data, its place does not."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{frame.tb_lineno}" if frame else ""
