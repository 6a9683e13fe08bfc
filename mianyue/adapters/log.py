"""Logs are events with ids: one JSON line each, never a name, an address, a token or a mail's text."""

import json
import sys


def log(event: str, **ids: str | int) -> None:
    """Write one event, e.g. log("message_sent", message="m…", tries=1)."""
    sys.stdout.write(json.dumps({"event": event, **ids}, separators=(",", ":")) + "\n")
