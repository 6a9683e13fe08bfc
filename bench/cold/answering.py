"""Runs alone in a fresh process: imports a function, answers one event, and says what that has taken.

As Lambda's runtime would do it; only names of AWS are led to the stub on this machine. Reads its orders as JSON from
its first argument, and writes one JSON line to stderr for the first answer, another one for the warm ones.
"""

import json
import socket
import sys
import time
from collections.abc import Callable
from importlib import import_module

type Event = dict[str, object]
type Handler = Callable[[Event, Context], object]


class Context:
    """What Lambda tells a function of an invocation."""

    function_name = "function"
    function_version = "$LATEST"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:function"
    aws_request_id = "00000000-0000-4000-8000-000000000000"
    log_group_name = "/aws/lambda/function"
    log_stream_name = "stream"

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds."""
        return 30_000


def main() -> None:
    """Answer as ordered."""
    orders = json.loads(sys.argv[1])
    sys.path[:0] = orders["path"]
    _lead_to(orders["port"])
    handler = import_module(orders["module"]).handler
    answer = handler(orders["event"], Context())
    _say({"answer": answer, "cpu": time.process_time(), "peak_kb": _peak()})
    if orders["times"]:
        _say({"cpu": _warm(handler, orders["event"], orders["times"])})


def _lead_to(port: int) -> None:
    """Every name is this machine's, every port the stub's."""
    found = socket.getaddrinfo
    socket.getaddrinfo = lambda _host, _port, *rest, **named: found("127.0.0.1", port, *rest, **named)


def _warm(handler: Handler, event: Event, times: int) -> float:
    """CPU seconds of one answer, once a quarter as many have been given."""
    for _ in range(times // 4):
        handler(event, Context())
    started = time.process_time()
    for _ in range(times):
        handler(event, Context())
    return (time.process_time() - started) / times


def _peak() -> int:
    """Peak resident kilobytes of this program alone: `ru_maxrss` would count the process it was forked from."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - imports nothing
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def _say(said: dict[str, object]) -> None:
    sys.stderr.write(json.dumps(said) + "\n")
    sys.stderr.flush()


main()
